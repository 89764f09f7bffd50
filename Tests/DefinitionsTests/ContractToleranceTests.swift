import Definitions
import Testing
import WarehouseModel

@Suite("What the standard accepts and nobody can run")
struct ContractToleranceTests {
  static let all: [MistakeCase] = [
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
      "an unknown object",
      ContractSample.properties("      - {name: a, relationships: [{to: oo.a}]}\n"),
      "[unknown-object] no object \"oo\" in this contract; did you mean \"o\"?", at: 9, 40),
    MistakeCase(
      "an unknown property",
      ContractSample.properties("      - {name: abc, relationships: [{to: o.abd}]}\n"),
      "[unknown-property] no property \"abd\" in \"o\"; did you mean \"abc\"?", at: 9, 42),
    MistakeCase(
      "a path that leads nowhere",
      ContractSample.properties("      - {name: a, relationships: [{to: schema/o}]}\n"),
      "[invalid-reference] expected object.property or schema/<id>/properties/<id>, found "
        + "\"schema/o\"", at: 9, 40),
    MistakeCase(
      "a range the wrong way round",
      ContractSample.quality("      - {metric: rowCount, mustBeBetween: [5, 1]}\n"),
      "[invalid-range] mustBeBetween: 5 is above 1", at: 10, 43),
    MistakeCase(
      "a text as number", ContractSample.quality("      - {metric: rowCount, mustBe: many}\n"),
      "[wrong-type] mustBe: expected a number, found the text \"many\"", at: 10, 36),
    MistakeCase(
      "an unknown column to compare",
      ContractSample.quality(
        "      - {metric: duplicateValues, arguments: {properties: [b]}, mustBe: 0}\n"),
      "[unknown-property] no property \"b\" in \"o\"; did you mean \"a\"?", at: 10, 60),
    MistakeCase(
      "a share of the row count",
      ContractSample.quality("      - {metric: rowCount, mustBe: 0, unit: percent}\n"),
      "[invalid-value] rowCount has no percentage", at: 10, 9),
  ]

  @Test(arguments: all)
  func `is a warning, and a clause that is not executed`(_ example: MistakeCase) throws {
    let (contract, diagnostics) = contract(from: example.text, file: "x")
    #expect(
      diagnostics.map(\.description)
        == example.messages.map { $0.replacing(": error:", with: ": warning:") })
    let objects = try #require(contract?.objects)
    let rules = objects.flatMap { $0.quality + $0.properties.flatMap(\.quality) }
    let reasons = rules.compactMap { rule in
      if case .notExecuted(let reason) = rule.metric { reason } else { nil }
    }
    #expect(reasons == diagnostics.map(\.message))
  }
}
