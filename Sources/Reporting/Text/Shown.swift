/// A text from outside on one line, without anything that a terminal obeys.
package func shown(_ text: String) -> String { text.spelledOut(as: .sentence) }
