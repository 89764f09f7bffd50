import TestSupport
import Testing
import WarehouseModel

@testable import PostgresEngine

@Suite("A rehearsal of how rows are stored", .database)
struct StorageRehearsalTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let name: String
    let partitioning: Partitioning?
    let indexes: [ModelIndex]
    let messages: [String]
    var testDescription: String { name }

    init(
      _ name: String, _ partitioning: Partitioning?, _ indexes: [ModelIndex] = [],
      _ messages: String...
    ) {
      self.name = name
      self.partitioning = partitioning
      self.indexes = indexes
      self.messages = messages.map { "sql/silver/t.sql:1:1: error: \($0)" }
    }
  }

  private static func index(_ columns: Identifier...) -> ModelIndex {
    ModelIndex(columns: columns, isUnique: false)
  }

  @Test(arguments: [
    Case("all is well", .list("team"), [index("team", "day")]),
    Case("by a day of a date", .range(.day, "day")),
    Case(
      "a misspelt column", .list("taem"), [],
      "[unknown-partition-column] silver.t yields no column taem, which its header names for its"
        + " partition; did you mean team?"),
    Case(
      "a misspelt column of an index, twice", nil, [index("dya"), index("team", "dya")],
      "[unknown-index-column] silver.t yields no column dya, which its header names for its index;"
        + " did you mean day?"),
    Case(
      "a month of a text", .range(.month, "team"), [],
      "[invalid-partition] silver.t: month(team) needs a date or a timestamp, team is text"),
    Case(
      "a list of what has no order", .list("place"), [],
      "[invalid-partition] silver.t: cannot be parted by place: data type point has no default"
        + " operator class for access method \"btree\""),
    Case(
      "an index on what has no order", nil, [index("place")],
      "[invalid-index] silver.t: an index on (place): data type point has no default operator class"
        + " for access method \"btree\""),
  ])
  func `finds what cannot be`(_ example: Case) async throws {
    let site = try await Site.make()
    let model = Model.parted(
      "t", by: example.partitioning, indexes: example.indexes,
      "SELECT 'x' AS team, now()::date AS day, point '(1,2)' AS place")
    let engine = try await site.engine()
    let rehearsal = try await engine.rehearse(.run(1, [], model))
    #expect(rehearsal.mistakes.map(\.description) == example.messages)
    await engine.discard()
  }
}
