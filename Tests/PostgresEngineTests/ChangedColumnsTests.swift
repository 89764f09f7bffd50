import TestSupport
import Testing
import WarehouseModel

@testable import PostgresEngine

/// Counts when the columns are not what they were, or bear names that queries use themselves.
@Suite(.database)
struct ChangedColumnsTests {
  private func counts(
    from old: String, to new: String, key: [Identifier] = ["id"]
  ) async throws -> RowCounts? {
    let site = try await Site.make()
    try await site.run(.run(1, [], .silver("t", key: key, old)))
    let counts = try await site.run(.run(2, [], .silver("t", key: key, new)))
    return counts[QualifiedName("silver", "t")]
  }

  private let old = "SELECT i AS id, i * 2 AS v FROM generate_series(1, 5) AS i"

  @Test(arguments: [["id"], []] as [[Identifier]])
  func aColumnThatIsNewIsNoChangeOfRows(key: [Identifier]) async throws {
    let found = try await counts(
      from: old, to: "SELECT *, 'x' AS added FROM (\(old)) AS o", key: key)
    #expect(found == RowCounts(total: 5, before: 5, inserted: 0, updated: 0, deleted: 0))
  }

  @Test(arguments: [["id"], []] as [[Identifier]])
  func aColumnThatIsGoneIsNoChangeOfRows(key: [Identifier]) async throws {
    let found = try await counts(
      from: "SELECT *, 'x' AS gone FROM (\(old)) AS o", to: old, key: key)
    #expect(found == RowCounts(total: 5, before: 5, inserted: 0, updated: 0, deleted: 0))
  }

  @Test func aKeyOfAnotherTypeIsComparedByTheOtherColumns() async throws {
    let found = try await counts(from: old, to: "SELECT id::text AS id, v FROM (\(old)) AS o")
    #expect(found == RowCounts(total: 5, before: 5, inserted: 0, updated: 0, deleted: 0))
  }

  @Test func withoutACommonColumnOnlyTheNumbersAreCompared() async throws {
    let found = try await counts(
      from: old, to: "SELECT 'a' AS other FROM generate_series(1, 7)", key: [])
    #expect(found == RowCounts(total: 7, before: 5, inserted: 2, updated: 0, deleted: 0))
  }

  @Test func withoutAKeyNoRowIsCalledUpdated() async throws {
    let found = try await counts(
      from: "SELECT 'x' AS v", to: "SELECT 'x' AS v FROM generate_series(1, 3)", key: [])
    #expect(found == RowCounts(total: 3, before: 1, inserted: 2, updated: 0, deleted: 0))
  }

  /// Words that the comparison itself uses.
  @Test(arguments: [
    ["after", "before", "differs", "rows", "groups", "d", "n", "o"], ["content"], ["whtest_new"],
    ["whtest_here"],
  ])
  func aColumnMayHaveAnyName(names: [String]) async throws {
    let columns = names.map { "'x' AS \"\($0)\"" }.joined(separator: ", ")
    for key in [["id"], []] as [[Identifier]] {
      let found = try await counts(
        from: "SELECT i AS id, \(columns) FROM generate_series(1, 3) AS i",
        to: "SELECT i % 2 AS id, \(columns) FROM generate_series(1, 5) AS i", key: key)
      #expect(found?.total == 5 && found?.before == 3)
      #expect(found.map { $0.inserted - $0.deleted } == 2)
    }
  }

  @Test(arguments: [["id"], []] as [[Identifier]])
  func columnsMayHaveTypesWithoutEquality(key: [Identifier]) async throws {
    let columns = [
      "point(i, i)", "xmlelement(name a, i)", "to_json(i)", "ARRAY[to_json(i)]", "'NaN'::float8",
      "jsonb_build_object('i', i)", "make_interval(hours => i)", "box(point(i, i), point(0, 0))",
      "int4range(i, i + 1)", "(i || '')::char(5)", "'\\x00'::bytea", "i::bit(8)", "NULL::json",
    ].enumerated().map { "\($1) AS c\($0)" }.joined(separator: ", ")
    let text = "SELECT i AS id, \(columns) FROM generate_series(1, 3) AS i"
    let found = try await counts(from: text, to: text, key: key)
    #expect(found == RowCounts(total: 3, before: 3, inserted: 0, updated: 0, deleted: 0))
  }

  @Test(arguments: ["ARRAY[i, i]", "int4range(i, i + 1)", "i::char(5)", "i::money", "point(i, i)"])
  func aKeyMayHaveAnyType(value: String) async throws {
    let text = "SELECT \(value) AS id, 'x' AS v FROM generate_series(1, 3) AS i"
    let found = try await counts(from: text, to: text)
    #expect(found == RowCounts(total: 3, before: 3, inserted: 0, updated: 0, deleted: 0))
  }
}
