import Testing
import WarehouseModel

@Suite("Suggestions for misspelt words")
struct SuggestionTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let word: String
    let candidates: [String]
    let suggestion: String?
    var testDescription: String { "\(word) among \(candidates)" }

    init(_ word: String, _ candidates: [String], _ suggestion: String?) {
      self.word = word
      self.candidates = candidates
      self.suggestion = suggestion
    }
  }

  @Test(arguments: [
    Case("decimel", ["decimal", "integer"], "decimal"),
    Case("requird", ["required"], "required"),
    Case("requireed", ["required"], "required"),
    // Two neighbours swapped are one edit: a three-letter word affords no more.
    Case("acb", ["abc"], "abc"),
    Case("ac", ["ca"], "ca"),
    Case("UNIQUE", ["unique"], "unique"),
    Case("unique", ["UNIQUE"], "UNIQUE"),
    // The limit is a third of the word, rounded down.
    Case("abcdef", ["abcdxy"], "abcdxy"),
    Case("abcde", ["abcxy"], nil),
    Case("abcdef", ["abcxyz"], nil),
    Case("name", ["logicalType", "physicalType"], nil),
    // The nearest wins; the alphabet decides between equals, whatever the order of input.
    Case("colour_id", ["colours_ids", "color_id"], "color_id"),
    Case("cat", ["hat", "bat", "rat"], "bat"),
    Case("größe", ["grösse", "große"], "große"),
    Case("", [], nil),
    Case("", ["abc"], nil),
    Case("x", [], nil),
    Case("abc", [""], nil),
  ])
  func `name the nearest candidate within a third of the word`(_ example: Case) {
    #expect(suggestion(for: example.word, among: example.candidates) == example.suggestion)
    #expect(
      suggestion(for: example.word, among: example.candidates.reversed()) == example.suggestion)
  }
}
