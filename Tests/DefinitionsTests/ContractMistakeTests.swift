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
        + "servers: [{server: a, type: postgres, shema: b}]\nschema: [{name: a}]\n",
      "[unknown-key] no key \"shema\" in a server; did you mean \"schema\"?", at: 6, 39),
    MistakeCase(
      "an object twice", ContractSample.head() + "schema:\n  - name: a\n  - name: a\n",
      "[duplicate-name] a second object \"a\"", at: 8, 5),
    MistakeCase(
      "a table twice",
      ContractSample.head()
        + "schema:\n  - name: a\n  - {name: b, physicalName: public.a}\n",
      "[duplicate-name] a second object for public.a", at: 8, 5),
    MistakeCase(
      "a name of three parts",
      ContractSample.head()
        + "schema:\n  - {name: b, physicalName: a.b.c}\n",
      "[invalid-name] physicalName: expected table or schema.table, found \"a.b.c\"; a part with a "
        + "dot in it stands in double quotes", at: 7, 29),
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
      "an empty range",
      ContractSample.properties(
        "      - {name: a, logicalType: integer, logicalTypeOptions: {minimum: 10, maximum: 9}}\n"),
      "[invalid-range] maximum 9 is below minimum 10", at: 9, 84),
    MistakeCase(
      "a range of nothing",
      ContractSample.properties(
        "      - {name: a, logicalType: number, "
          + "logicalTypeOptions: {minimum: 1, exclusiveMaximum: 1.0}}\n"),
      "[invalid-range] no value lies between 1 and 1.0", at: 9, 91),
    MistakeCase(
      "lengths the wrong way round",
      ContractSample.properties(
        "      - {name: a, logicalType: string, logicalTypeOptions: {minLength: 3, maxLength: 2}}\n"
      ),
      "[invalid-range] maxLength 2 is below minLength 3", at: 9, 86),
    MistakeCase(
      "a text as bound of a number",
      ContractSample.properties(
        "      - {name: a, logicalType: integer, logicalTypeOptions: {minimum: one}}\n"),
      "[wrong-type] minimum: expected a number, found the text \"one\"", at: 9, 71),
    MistakeCase(
      "a place in the key twice",
      ContractSample.properties(
        "      - {name: a, primaryKey: true, primaryKeyPosition: 1}\n"
          + "      - {name: b, primaryKey: true, primaryKeyPosition: 1}\n"),
      "[duplicate-position] a second primaryKeyPosition 1", at: 10, 57),
    MistakeCase(
      "a place before the first",
      ContractSample.properties("      - {name: a, primaryKey: true, primaryKeyPosition: 0}\n"),
      "[invalid-range] primaryKeyPosition: positions count from 1", at: 9, 57),
    MistakeCase(
      "a zone where there is one",
      ContractSample.properties(
        "      - name: a\n        physicalType: timestamptz\n"
          + "        customProperties: [{property: whtest.timeZone, value: UTC}]\n"),
      "[invalid-value] whtest.timeZone is for timestamp without time zone, this is timestamp with "
        + "time zone", at: 11, 63),
    MistakeCase(
      "an unknown object",
      ContractSample.properties("      - {name: a, relationships: [{to: oo.a}]}\n"),
      "[unknown-object] no object \"oo\" in this contract; did you mean \"o\"?", at: 9, 40),
    MistakeCase(
      "an unknown property",
      ContractSample.properties("      - {name: abc, relationships: [{to: o.abd}]}\n"),
      "[unknown-property] no property \"abd\" in \"o\"; did you mean \"abc\"?", at: 9, 42),
    MistakeCase(
      "a from that goes without saying",
      ContractSample.properties("      - {name: a, relationships: [{from: o.a, to: o.a}]}\n"),
      "[unknown-key] no key \"from\" in a relationship of a property: it is the property itself",
      at: 9, 36),
    MistakeCase(
      "a path that leads nowhere",
      ContractSample.properties("      - {name: a, relationships: [{to: schema/o}]}\n"),
      "[invalid-reference] expected object.property or schema/<id>/properties/<id>, found "
        + "\"schema/o\"", at: 9, 40),
  ]

  static let rules: [MistakeCase] = [
    MistakeCase(
      "an unknown metric", ContractSample.quality("      - {metric: rowCont, mustBe: 0}\n"),
      "[unknown-value] metric: \"rowCont\" is not known; did you mean \"rowCount\"?", at: 10, 18),
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
      "a range the wrong way round",
      ContractSample.quality("      - {metric: rowCount, mustBeBetween: [5, 1]}\n"),
      "[invalid-range] mustBeBetween: 5 is above 1", at: 10, 43),
    MistakeCase(
      "a range of one", ContractSample.quality("      - {metric: rowCount, mustBeBetween: [5]}\n"),
      "[wrong-type] mustBeBetween: expected two numbers, as [0, 10]", at: 10, 43),
    MistakeCase(
      "a text as number", ContractSample.quality("      - {metric: rowCount, mustBe: many}\n"),
      "[wrong-type] mustBe: expected a number, found the text \"many\"", at: 10, 36),
    MistakeCase(
      "an unknown column to compare",
      ContractSample.quality(
        "      - {metric: duplicateValues, arguments: {properties: [b]}, mustBe: 0}\n"),
      "[unknown-property] no property \"b\" in \"o\"; did you mean \"a\"?", at: 10, 60),
    MistakeCase(
      "a query without query", ContractSample.quality("      - {type: sql, mustBe: 0}\n"),
      "[missing-key] a rule of type sql needs the key \"query\"", at: 10, 9),
    MistakeCase(
      "an unknown type", ContractSample.quality("      - {type: sqll, mustBe: 0}\n"),
      "[unknown-value] type: \"sqll\" is not known; did you mean \"sql\"?", at: 10, 16),
    MistakeCase(
      "a share of the row count",
      ContractSample.quality("      - {metric: rowCount, mustBe: 0, unit: percent}\n"),
      "[invalid-value] rowCount has no percentage", at: 10, 9),
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
      "no operator", ContractSample.quality("      - {metric: rowCount}\n"),
      messages: [
        "x:10:9: warning: [not-executed] the rule has no operator, such as mustBe: 0, so there is "
          + "nothing to hold its number against"
      ]),
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
      "the old name of metric",
      ContractSample.quality("      - {rule: rowCount, mustBe: 0}\n"),
      messages: ["x:10:16: warning: [deprecated-key] rule is called metric since v3.1"]),
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
