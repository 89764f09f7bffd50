import Definitions
import Testing
import WarehouseModel

@Suite("Mistakes in a contract")
struct ContractMistakeTests {
  static let heads: [MistakeCase] = [
    MistakeCase(
      "no version of the standard", "kind: DataContract\n",
      "[missing-key] a contract needs the key \"apiVersion\"", at: 1, 1),
    MistakeCase(
      "an old version", "apiVersion: v2.2.2\n",
      "[unsupported-version] apiVersion \"v2.2.2\" cannot be read; accepted: v3.0.0, v3.0.1, "
        + "v3.0.2, v3.1.0, v3.2.0", at: 1, 13),
    MistakeCase(
      "nothing but a version", "apiVersion: v3.1.0\n",
      messages: ["id", "kind", "status", "version"].map {
        "x:1:1: error: [missing-key] a contract needs the key \"\($0)\""
      }),
    MistakeCase(
      "no status in v3.2", "apiVersion: v3.2.0\nkind: DataContract\nid: a\nversion: 1.0\n",
      "[wrong-type] version: expected a text, found the number 1.0; write \"1.0\" in quotes",
      at: 4, 10),
    MistakeCase(
      "another kind",
      "apiVersion: v3.2.0\nkind: DataProduct\nid: a\nversion: a\nschema: [{name: a}]\n",
      "[unknown-value] kind: \"DataProduct\" is not known; allowed: DataContract", at: 2, 7),
    MistakeCase(
      "a misspelt key at the top", ContractSample.head() + "shema: []\nschema: [{name: a}]\n",
      "[unknown-key] no key \"shema\" in a contract; did you mean \"schema\"?", at: 6, 1),
    MistakeCase(
      "a key of a later version",
      ContractSample.head("v3.0.2") + "context: x\nschema: [{name: a}]\n",
      "[unknown-key] no key \"context\" in a contract before apiVersion v3.2.0", at: 6, 1),
    MistakeCase(
      "a misspelt key of a server",
      ContractSample.head()
        + "servers: [{server: a, type: kafka, hots: b, host: c}]\nschema: [{name: a}]\n",
      "[unknown-key] no key \"hots\" in a server; did you mean \"host\"?", at: 6, 36),
    MistakeCase(
      "a server of no type",
      ContractSample.head() + "servers: [{server: a, type: postgrs}]\nschema: [{name: a}]\n",
      "[unknown-value] type: \"postgrs\" is not known; did you mean \"postgres\"?", at: 6, 29),
    MistakeCase(
      "a server without address",
      ContractSample.head() + "servers: [{server: a, type: postgres}]\nschema: [{name: a}]\n",
      messages: ["database", "host", "port", "schema"].map {
        "x:6:11: error: [missing-key] a server needs the key \"\($0)\""
      }),
    MistakeCase(
      "a port in quotes before its time",
      ContractSample.head() + "servers: [{server: a, type: kafka, host: 5}]\nschema: [{name: a}]\n",
      "[wrong-type] host: expected a text, found the number 5; write \"5\" in quotes", at: 6, 42),
    MistakeCase(
      "nothing for a text", ContractSample.head() + "domain:\nschema: [{name: a}]\n",
      "[wrong-type] domain: expected a text, found nothing", at: 6, 8),
    MistakeCase(
      "an id with a space", ContractSample.head() + "schema: [{name: a, id: a b}]\n",
      "[invalid-name] id: expected letters, digits, _ and - only, found \"a b\"", at: 6, 24),
    MistakeCase(
      "an object twice", ContractSample.head() + "schema:\n  - name: a\n  - name: a\n",
      "[duplicate-name] a second object \"a\"", at: 8, 5),
    MistakeCase(
      "a table twice",
      ContractSample.head()
        + "schema:\n  - name: a\n  - {name: b, physicalName: public.a}\n",
      "[duplicate-name] a second object for public.a", at: 8, 5),
    MistakeCase(
      "a schema that is no list", ContractSample.head() + "schema: {name: a}\n",
      "[wrong-type] schema: expected a list, found keys and values", at: 6, 9),
    MistakeCase(
      "a misspelt severity",
      ContractSample.head()
        + "schema:\n  - name: a\n    customProperties: [{property: whtest.severty, value: info}]\n",
      "[unknown-custom-property] no custom property \"whtest.severty\" on an object; did you mean "
        + "\"whtest.severity\"?", at: 8, 35),
    MistakeCase(
      "a support channel without name",
      ContractSample.head()
        + "support: [{url: a}]\nschema: [{name: a}]\n",
      "[missing-key] a support channel needs the key \"channel\"", at: 6, 11),
  ]

  static let properties: [MistakeCase] = [
    MistakeCase(
      "a misspelt key", ContractSample.properties("      - {name: a, requried: true}\n"),
      "[unknown-key] no key \"requried\" in a property; did you mean \"required\"?", at: 9, 19),
    MistakeCase(
      "no name", ContractSample.properties("      - {required: true}\n"),
      "[missing-key] a property needs the key \"name\"", at: 9, 9),
    MistakeCase(
      "yes for true", ContractSample.properties("      - {name: a, required: yes}\n"),
      "[wrong-type] required: expected true or false, found the text \"yes\"", at: 9, 29),
    MistakeCase(
      "a misspelt type", ContractSample.properties("      - {name: a, logicalType: strin}\n"),
      "[unknown-value] logicalType: \"strin\" is not known; did you mean \"string\"?", at: 9, 32),
    MistakeCase(
      "a type of a later version",
      ContractSample.properties("      - {name: a, logicalType: time}\n", version: "v3.0.2"),
      "[unknown-value] logicalType: \"time\" is not known; allowed: string, date, number, integer, "
        + "object, array, boolean", at: 9, 32),
    MistakeCase(
      "options of no type",
      ContractSample.properties("      - {name: a, logicalTypeOptions: {maxLength: 3}}\n"),
      "[missing-key] logicalTypeOptions needs the key \"logicalType\" beside it", at: 9, 40),
    MistakeCase(
      "parts of what has none",
      ContractSample.properties("      - {name: a, logicalType: string, items: {}}\n"),
      "[unknown-key] no key \"items\" in a property", at: 9, 40),
    MistakeCase(
      "a physical name before its time",
      ContractSample.properties("      - {name: a, physicalName: b}\n", version: "v3.0.1"),
      "[unknown-key] no key \"physicalName\" in a property before apiVersion v3.0.2", at: 9, 19),
    MistakeCase(
      "a reference with a hyphen before its time",
      ContractSample.properties("      - {name: a, relationships: [{to: o-o.a}]}\n"),
      "[invalid-reference] to: expected object.property or schema/<id>/properties/<id>, found "
        + "\"o-o.a\"", at: 9, 40),
    MistakeCase(
      "a map of nothing",
      ContractSample.properties("      - {name: a, logicalType: map}\n", version: "v3.2.0"),
      messages: [
        "x:9:9: error: [missing-key] a property needs the key \"map\"",
        "x:9:32: warning: [not-executed] logicalType map is not compared by this version",
      ]),
    MistakeCase(
      "a value twice",
      ContractSample.properties(
        "      - {name: a, enum: [{value: 1}, {value: 1.0}]}\n", version: "v3.2.0"),
      "[duplicate-value] enum: the same once more", at: 9, 38),
    MistakeCase(
      "a property twice", ContractSample.properties("      - {name: a}\n      - {name: a}\n"),
      "[duplicate-name] a second property \"a\"", at: 10, 9),
    MistakeCase(
      "a column twice",
      ContractSample.properties("      - {name: a}\n      - {name: b, physicalName: a}\n"),
      "[duplicate-name] a second property for the column a", at: 10, 9),
    MistakeCase(
      "an option of another type",
      ContractSample.properties(
        "      - {name: a, logicalType: integer, logicalTypeOptions: {maxLength: 3}}\n"),
      "[unknown-key] no key \"maxLength\" in logicalTypeOptions of integer", at: 9, 62),
    MistakeCase(
      "a text as bound of a number",
      ContractSample.properties(
        "      - {name: a, logicalType: integer, logicalTypeOptions: {minimum: one}}\n"),
      "[wrong-type] minimum: expected a number, found the text \"one\"", at: 9, 71),
    MistakeCase(
      "a zone where there is one",
      ContractSample.properties(
        "      - name: a\n        physicalType: timestamptz\n"
          + "        customProperties: [{property: whtest.timeZone, value: UTC}]\n"),
      "[invalid-value] whtest.timeZone is for timestamp without time zone, this is timestamp with "
        + "time zone", at: 11, 63),
    MistakeCase(
      "a from that goes without saying",
      ContractSample.properties("      - {name: a, relationships: [{from: o.a, to: o.a}]}\n"),
      "[unknown-key] no key \"from\" in a relationship of a property: it is the property itself",
      at: 9, 36),
  ]

  static let rules: [MistakeCase] = [
    MistakeCase(
      "an unknown metric", ContractSample.quality("      - {metric: rowCont, mustBe: 0}\n"),
      "[unknown-value] metric: \"rowCont\" is not known; did you mean \"rowCount\"?", at: 10, 18),
    MistakeCase(
      "the old name of metric", ContractSample.quality("      - {rule: rowCount, mustBe: 0}\n"),
      "[unknown-key] rule is called metric since v3.1", at: 10, 16),
    MistakeCase(
      "an operator of no rule",
      ContractSample.quality("      - {type: text, description: a, mustBe: 0}\n"),
      "[unknown-key] no key \"mustBe\" in a quality rule of type text", at: 10, 38),
    MistakeCase(
      "a range of one number twice",
      ContractSample.quality("      - {metric: rowCount, mustBeBetween: [5, 5.0]}\n"),
      "[duplicate-value] mustBeBetween: expected two different numbers", at: 10, 43),
    MistakeCase(
      "a query of no type", ContractSample.quality("      - {query: SELECT 1, mustBe: 0}\n"),
      "[missing-key] a quality rule of this kind needs type: sql", at: 10, 9),
    MistakeCase(
      "no metric", ContractSample.quality("      - {mustBe: 0}\n"),
      "[missing-key] a quality rule needs the key \"metric\"", at: 10, 9),
    MistakeCase(
      "two operators",
      ContractSample.quality("      - {metric: rowCount, mustBe: 0, mustBeLessThan: 5}\n"),
      "[conflicting-keys] a quality rule has one operator, here are mustBe and mustBeLessThan",
      at: 10, 39),
    MistakeCase(
      "a misspelt operator",
      ContractSample.quality("      - {metric: rowCount, mustBe: 0, mustBeLesThan: 5}\n"),
      "[unknown-key] no key \"mustBeLesThan\" in a quality rule; did you mean \"mustBeLessThan\"?",
      at: 10, 39),
    MistakeCase(
      "a range of one", ContractSample.quality("      - {metric: rowCount, mustBeBetween: [5]}\n"),
      "[wrong-type] mustBeBetween: expected two numbers, as [0, 10]", at: 10, 43),
    MistakeCase(
      "a query without query", ContractSample.quality("      - {type: sql, mustBe: 0}\n"),
      "[missing-key] a quality rule of type sql needs the key \"query\"", at: 10, 9),
    MistakeCase(
      "an unknown type", ContractSample.quality("      - {type: sqll, mustBe: 0}\n"),
      "[unknown-value] type: \"sqll\" is not known; did you mean \"sql\"?", at: 10, 16),
  ]

  @Test(arguments: heads + properties + rules)
  func `are named with their place`(_ example: MistakeCase) {
    let (contract, diagnostics) = contract(from: example.text, file: "x")
    #expect(contract == nil)
    #expect(diagnostics.map(\.description) == example.messages)
  }

  @Test(arguments: [
    MistakeCase(
      "an unknown key that v3.0 tolerates",
      ContractSample.quality("      - {rule: rowCount, mustBe: 0, speed: 3}\n", version: "v3.0.0"),
      messages: ["x:10:37: warning: [unknown-key] no key \"speed\" in a quality rule"]),
    MistakeCase(
      "an unknown key of a description",
      ContractSample.head() + "description: {porpose: x}\nschema: [{name: a}]\n",
      messages: [
        "x:6:15: warning: [unknown-key] no key \"porpose\" in a description; did you mean "
          + "\"purpose\"?"
      ]),
    MistakeCase(
      "a severity of somebody else",
      ContractSample.quality("      - {metric: rowCount, mustBe: 0, severity: P1}\n"),
      messages: [
        "x:10:49: warning: [unknown-value] severity: \"P1\" is not known and taken as error; known: "
          + "error, warning, info"
      ]),
    MistakeCase(
      "the old name of metric beside the new one",
      ContractSample.quality("      - {rule: x, metric: rowCount, mustBe: 0}\n"),
      messages: []),
    MistakeCase(
      "a place in the key twice",
      ContractSample.properties(
        "      - {name: a, primaryKey: true, primaryKeyPosition: 1}\n"
          + "      - {name: b, primaryKey: true, primaryKeyPosition: 1}\n"),
      messages: ["x:10:57: warning: [duplicate-position] a second primaryKeyPosition 1"]),
    MistakeCase(
      "a name of four parts",
      ContractSample.head() + "schema:\n  - {name: b, physicalName: a.b.c.d}\n",
      messages: [
        "x:7:29: warning: [invalid-name] physicalName: expected table or schema.table, found "
          + "\"a.b.c.d\"; a part with a dot in it stands in double quotes"
      ]),
    MistakeCase(
      "a date that is none",
      ContractSample.head() + "team: [{username: a, dateIn: 2025-02-29}]\nschema: [{name: a}]\n",
      messages: [
        "x:6:30: warning: [unusual-format] dateIn: expected a date such as 2025-01-31, found "
          + "\"2025-02-29\""
      ]),
    MistakeCase(
      "an empty name",
      ContractSample.head() + "schema: [{name: \"\"}]\n",
      messages: ["x:6:17: warning: [empty-value] name is empty"]),
    MistakeCase(
      "a metric of properties", ContractSample.quality("      - {metric: nullValues, mustBe: 0}\n"),
      messages: [
        "x:10:18: warning: [misplaced-rule] nullValues belongs to a property, not to an object"
      ]),
    MistakeCase(
      "no columns to compare",
      ContractSample.quality("      - {metric: duplicateValues, mustBe: 0}\n"),
      messages: [
        "x:10:18: warning: [not-executed] duplicateValues of an object needs arguments: "
          + "{properties: […]}"
      ]),
    MistakeCase(
      "a place in no key",
      ContractSample.properties("      - {name: a, primaryKeyPosition: 1}\n"),
      messages: [
        "x:9:39: warning: [ignored-key] primaryKeyPosition means nothing without primaryKey: true"
      ]),
  ])
  func `that the standard tolerates are warnings`(_ example: MistakeCase) {
    let (contract, diagnostics) = contract(from: example.text, file: "x")
    #expect(contract != nil)
    #expect(diagnostics.map(\.description) == example.messages)
  }

  @Test
  func `are all named at once`() {
    let (contract, diagnostics) = contract(
      from: ContractSample.properties(
        """
              - {name: a, requried: true, required: 1}
              - {name: a, logicalType: txt}
        """), file: "x")
    #expect(contract == nil)
    #expect(
      diagnostics.map { "\($0.location) \($0.id)" } == [
        "x:9:19 unknown-key", "x:9:45 wrong-type", "x:10:9 duplicate-name", "x:10:32 unknown-value",
      ])
  }
}
