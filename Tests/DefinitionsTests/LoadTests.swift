import Definitions
import Testing
import WarehouseModel

@Suite("How a contract says that a table is copied")
struct LoadTests {
  private static let columns = """
        properties:
          - {name: id, primaryKey: true, physicalType: bigint}
          - {name: changed, physicalName: updated at, physicalType: timestamptz}
          - {name: day, logicalType: date}
          - {name: version, logicalType: integer}
          - {name: amount, physicalType: numeric, logicalType: integer}
          - {name: free}

    """

  /// The value begins at line 9, column 40.
  private static func object(_ value: String, properties: String = columns) -> String {
    ContractSample.head() + "schema:\n  - name: o\n    customProperties:\n"
      + "      - {property: whtest.load, value: \(value)}\n" + properties
  }

  struct Case: CustomTestStringConvertible, Sendable {
    let value: String
    let mode: LoadMode
    var testDescription: String { value }

    init(_ value: String, _ mode: LoadMode) {
      self.value = value
      self.mode = mode
    }

    /// An incremental load.
    init(
      _ value: String, _ column: Identifier, _ overlap: Watermark.Overlap, days: Int64 = 7
    ) {
      self.value = "{mode: incremental, \(value)}"
      mode = .incremental(
        Watermark(
          column: column, overlap: overlap, reconciliation: .seconds(days * 86_400)))
    }
  }

  @Test(arguments: [
    Case("full", .full()),
    Case("{mode: full}", .full()),
    Case("{mode: full, logged: false, key: true}", .full(isLogged: false, hasKey: true)),
    Case("watermark: changed", "updated at", .time(.seconds(3600))),
    Case("watermark: updated at", "updated at", .time(.seconds(3600))),
    Case("watermark: day", "day", .time(.seconds(86_400))),
    Case("watermark: changed, overlap: 90min", "updated at", .time(.seconds(5400))),
    Case("watermark: changed, reconcile: 1d", "updated at", .time(.seconds(3600)), days: 1),
    Case("watermark: version, overlap: 0", "version", .number(0)),
    Case("watermark: id, overlap: 1000", "id", .number(1000)),
  ])
  func `reads each form`(_ example: Case) throws {
    let (contract, diagnostics) = contract(from: Self.object(example.value), file: "x")
    #expect(diagnostics.map(\.description) == [])
    let object = try #require(contract?.objects.first)
    #expect(
      object.terms.load
        == Located(example.mode, at: SourceLocation(file: "x", line: 9, column: 40)))
  }

  private static func mistake(
    _ name: String, _ value: String, _ message: String, at column: Int,
    properties: String = columns
  ) -> MistakeCase {
    MistakeCase(name, object(value, properties: properties), message, at: 9, column)
  }

  private static func incremental(
    _ name: String, _ terms: String, _ message: String, at column: Int,
    properties: String = columns
  ) -> MistakeCase {
    mistake(name, "{mode: incremental\(terms)}", message, at: column, properties: properties)
  }

  @Test(arguments: [
    mistake(
      "a misspelt word", "ful",
      "[unknown-value] whtest.load: \"ful\" is not known; did you mean \"full\"?", at: 40),
    mistake(
      "a bare incremental", "incremental",
      "[missing-key] whtest.load: incremental needs a watermark: {mode: incremental, watermark: …}",
      at: 40),
    mistake(
      "a number", "1",
      "[wrong-type] whtest.load: expected a text, found the number 1; write \"1\" in quotes", at: 40
    ),
    mistake("no mode", "{key: true}", "[missing-key] whtest.load needs the key \"mode\"", at: 40),
    mistake(
      "a misspelt mode", "{mode: incremetal}",
      "[unknown-value] mode: \"incremetal\" is not known; did you mean \"incremental\"?", at: 47),
    mistake(
      "a key of the other mode", "{mode: full, overlap: 1h}",
      "[unknown-key] no key \"overlap\" in whtest.load of mode full", at: 53),
    mistake(
      "a key of no one", "{mode: full, key: true}",
      "[missing-key] key: true needs a property with primaryKey: true", at: 58,
      properties: "    properties: [{name: id}]\n"),
    mistake(
      "logged how", "{mode: full, logged: maybe}",
      "[wrong-type] logged: expected true or false, found the text \"maybe\"", at: 61),
    incremental(
      "no watermark", "",
      "[missing-key] whtest.load of mode incremental needs the key \"watermark\"", at: 40),
    incremental(
      "a misspelt watermark", ", watermark: chnged",
      "[unknown-property] watermark: no property \"chnged\" in \"o\"; did you mean \"changed\"?",
      at: 71),
    incremental(
      "a watermark without order", ", watermark: amount",
      "[invalid-value] watermark: amount must be promised as a timestamp, a date or an integer, this"
        + " is numeric", at: 71),
    incremental(
      "a watermark without type", ", watermark: free",
      "[invalid-value] watermark: free must be promised as a timestamp, a date or an integer, this"
        + " is no type", at: 71),
    incremental(
      "a number without overlap", ", watermark: version",
      "[missing-key] a watermark of whole numbers needs an overlap: how many numbers below the"
        + " highest may still be committed", at: 40),
    incremental(
      "a number with a time", ", watermark: version, overlap: 1h",
      "[wrong-type] overlap: expected a whole number from 0, as the watermark is one, found the text"
        + " \"1h\"", at: 89),
    incremental(
      "a time with a number", ", watermark: changed, overlap: 5",
      "[invalid-duration] overlap: expected a time such as 30s, 5min, 1h or 7d, found the number 5",
      at: 89),
    incremental(
      "never", ", watermark: changed, reconcile: never",
      "[invalid-value] reconcile: never is not allowed, since only a comparison of all rows finds a"
        + " change that did not raise the watermark", at: 91),
    incremental(
      "some day", ", watermark: changed, reconcile: weekly",
      "[invalid-duration] reconcile: expected a time such as 30s, 5min, 1h or 7d, found the text"
        + " \"weekly\"", at: 91),
    incremental(
      "rows that cannot be told apart", ", watermark: at",
      "[missing-key] an incremental load needs a property with primaryKey: true, by which rows are"
        + " told apart", at: 40,
      properties: "    properties: [{name: at, physicalType: date}]\n"),
    MistakeCase(
      "a load of a column",
      ContractSample.properties(
        "      - {name: a, customProperties: [{property: whtest.load, value: full}]}\n"),
      "[unknown-custom-property] no custom property \"whtest.load\" on a property", at: 9, 49),
  ])
  func `tells mistakes`(_ mistake: MistakeCase) {
    let (contract, diagnostics) = contract(from: mistake.text, file: "x")
    #expect(diagnostics.map(\.description) == mistake.messages)
    #expect(contract == nil)
  }
}
