import Testing

/// An input with a mistake, and the messages that must come of it.
struct MistakeCase: CustomTestStringConvertible, Sendable {
  let name: String
  let text: String
  let messages: [String]
  var testDescription: String { name }

  /// One error in a file called `x`.
  init(_ name: String, _ text: String, _ message: String, at line: Int, _ column: Int) {
    self.init(name, text, messages: ["x:\(line):\(column): error: \(message)"])
  }

  init(_ name: String, _ text: String, messages: [String]) {
    self.name = name
    self.text = text
    self.messages = messages
  }
}
