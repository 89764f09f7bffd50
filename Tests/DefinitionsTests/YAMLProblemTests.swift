import Definitions
import Testing
import WarehouseModel

@Suite("YAML that cannot be read")
struct YAMLProblemTests {
  @Test(arguments: [
    MistakeCase("empty", "", "[empty-file] the file is empty", at: 1, 1),
    MistakeCase("only a comment", "# nothing\n", "[empty-file] the file is empty", at: 1, 1),
    MistakeCase(
      "a list at the top", "- a\n",
      "[wrong-type] expected keys and values at the top of the file, found a list", at: 1, 1),
    MistakeCase(
      "a word at the top", "hello\n",
      "[wrong-type] expected keys and values at the top of the file, found the text \"hello\"",
      at: 1, 1),
    MistakeCase(
      "a tab", "a:\n\tb: 1\n", "[yaml-syntax] a tab cannot indent YAML; use spaces", at: 2, 1),
    MistakeCase(
      "a colon too many", "a: b: c\n",
      "[yaml-syntax] mapping values are not allowed in this context", at: 1, 5),
    MistakeCase(
      "an open quote", "a: \"b\n",
      "[yaml-syntax] found unexpected end of stream (while scanning a quoted scalar, which begins "
        + "at line 1)", at: 2, 1),
    MistakeCase(
      "an open bracket", "a: [1, 2\nb: 1\n",
      "[yaml-syntax] did not find expected ',' or ']' (while parsing a flow sequence, which begins "
        + "at line 1)", at: 2, 2),
    MistakeCase(
      "a second document", "a: 1\n---\nb: 1\n",
      "[yaml-syntax] but found another document (expected a single document in the stream, which "
        + "begins at line 1)", at: 2, 1),
    MistakeCase(
      "an unknown alias", "a: *b\n", "[yaml-syntax] found undefined alias", at: 1, 4),
    MistakeCase(
      "a control character", "a: 1\nb: \u{1}\n",
      "[yaml-syntax] control characters are not allowed", at: 2, 4),
    MistakeCase(
      "a key twice", "é: 1\nb:\n  c: 1\n  # c: 2\n  d: 1\n  c: 3\n",
      "[duplicate-key] the key \"c\" stands already at line 3", at: 6, 3),
    MistakeCase(
      "a key twice in one line", "{a: 1, a: 2}\n",
      "[duplicate-key] the key \"a\" is given twice", at: 1, 2),
    MistakeCase(
      "a list as a key", "? [a]\n: b\n", "[yaml-syntax] a key must be a word", at: 1, 3),
    MistakeCase(
      "an alias as a key", "a: &b c\n*b : d\n", "[yaml-syntax] an alias cannot stand in a key",
      at: 2, 1),
    MistakeCase(
      "an alias inside a key", "a: &b c\n? [*b]\n: d\n",
      "[yaml-syntax] an alias cannot stand in a key", at: 2, 4),
    MistakeCase(
      "a merge of a word", "servers: {<<: a}\n",
      "[wrong-type] expected keys and values to merge, found the text \"a\"", at: 1, 15),
  ])
  func `says what is wrong and where`(_ example: MistakeCase) {
    let (configuration, diagnostics) = Configuration.configuration(from: example.text, file: "x")
    #expect(configuration == nil)
    #expect(diagnostics.map(\.description) == example.messages)
  }

  @Test
  func `aliases and merge keys work`() throws {
    let text = """
      servers:
        a: &source {role: source, url: "host=a"}
        b: {<<: *source, url: "host=b"}
        c: *source
      """
    let (configuration, diagnostics) = Configuration.configuration(from: text, file: "x")
    #expect(diagnostics == [])
    #expect(configuration?.servers.map(\.url.value) == ["host=a", "host=b", "host=a"])
  }

  @Test
  func `aliases of aliases of aliases are cut off`() {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1...12 {
      let aliases = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
      text += "a\(level): &a\(level) [\(aliases)]\n"
    }
    let (configuration, diagnostics) = Configuration.configuration(from: text, file: "x")
    #expect(configuration == nil)
    #expect(
      diagnostics.map(\.description)
        == ["x:1:19: error: [yaml-syntax] aliases of aliases grow too large"])
  }

  @Test
  func `deep nesting is refused, not followed`() {
    for open in ["[", "{a: ", "- "] {
      let text = "a:\n  " + String(repeating: open, count: 50_000)
      let (configuration, diagnostics) = Configuration.configuration(from: text, file: "x")
      #expect(configuration == nil)
      #expect(!diagnostics.isEmpty)
    }
  }
}
