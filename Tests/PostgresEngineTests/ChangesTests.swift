import TestSupport
import Testing
import WarehouseModel

@testable import PostgresEngine

/// What a run says it inserted, updated and deleted, held against a count made in Swift.
@Suite(.database)
struct ChangesTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let name: String
    /// Which of `id`, `part`, `value` are the key.
    let key: [Identifier]
    /// Whether keys may repeat, and be NULL.
    let isUnique: Bool
    let hasNulls: Bool

    var testDescription: String { name }
  }

  static let cases = [
    Case(name: "unique key", key: ["id"], isUnique: true, hasNulls: false),
    Case(name: "unique composite key", key: ["id", "part"], isUnique: true, hasNulls: false),
    Case(name: "repeating key", key: ["id"], isUnique: false, hasNulls: false),
    Case(name: "repeating key with NULL", key: ["id"], isUnique: false, hasNulls: true),
    Case(
      name: "repeating composite key with NULL", key: ["id", "part"], isUnique: false,
      hasNulls: true),
    Case(name: "no key", key: [], isUnique: false, hasNulls: true),
  ]

  @Test(arguments: cases, [1, 2] as [UInt64])
  func countsMatchAnIndependentCount(test: Case, seed: UInt64) async throws {
    var generator = SeededGenerator(seed: seed)
    let old = rows(of: test, using: &generator)
    let new = changed(old, of: test, using: &generator)
    let site = try await Site.make()
    try await site.run(.run(1, [], .silver("t", key: test.key, query(old))))
    let counts = try await site.run(.run(2, [], .silver("t", key: test.key, query(new))))
    let found = try #require(counts[QualifiedName("silver", "t")])
    #expect(found.before + found.inserted - found.deleted == found.total)
    let expected = expectation(old: old, new: new, key: test.key)
    #expect((found.inserted, found.deleted) == (expected.inserted, expected.deleted))
    #expect(found.updated == expected.updated)
  }

  @Test(arguments: cases)
  func theSameRowsAgainAreNoChange(test: Case) async throws {
    var generator = SeededGenerator(seed: 11)
    let rows = rows(of: test, using: &generator)
    let site = try await Site.make()
    let plans = [1, 2].map {
      BuildPlan.run($0, [], .silver("t", key: test.key, query(rows)))
    }
    try await site.run(plans[0])
    let counts = try await site.run(plans[1])
    let total = Int64(rows.count)
    #expect(
      counts[QualifiedName("silver", "t")]
        == RowCounts(total: total, before: total, inserted: 0, updated: 0, deleted: 0))
  }

  // MARK: - Rows

  /// A row of the table: id, part, value.
  private typealias Row = [Int?]

  private func rows(of test: Case, using generator: inout SeededGenerator) -> [Row] {
    (0..<60).map { index in
      let id = test.isUnique ? index / 2 : Int.random(in: 0..<25, using: &generator)
      let key = test.isUnique && test.key.count == 1 ? index : id
      let isNull = test.hasNulls && Int.random(in: 0..<8, using: &generator) == 0
      return [
        isNull ? nil : key, index % 2,
        Int.random(in: 0..<5, using: &generator) == 0
          ? nil : Int.random(in: 0..<6, using: &generator),
      ]
    }
  }

  private func changed(
    _ rows: [Row], of test: Case, using generator: inout SeededGenerator
  ) -> [Row] {
    var changed: [Row] = []
    for row in rows {
      switch Int.random(in: 0..<6, using: &generator) {
      case 0: continue
      case 1: changed.append([row[0], row[1], Int.random(in: 0..<6, using: &generator)])
      case 2 where !test.isUnique: changed += [row, row]
      default: changed.append(row)
      }
    }
    return changed + (0..<9).map { [100 + $0, 1, nil] }
  }

  private func query(_ rows: [Row]) -> String {
    let values = rows.map { row in
      "(" + row.map { $0.map(String.init) ?? "NULL::int" }.joined(separator: ", ") + ")"
    }
    return "SELECT * FROM (VALUES \(values.joined(separator: ", "))) AS v (id, part, value)"
  }

  /// Rows of one key are held against each other: the surplus came or went, and of the rest those
  /// were updated whose content is not there on the other side.
  private func expectation(old: [Row], new: [Row], key: [Identifier]) -> RowCounts {
    let columns = ["id", "part", "value"]
    let positions = columns.indices.filter {
      key.isEmpty || key.map(\.text).contains(columns[$0])
    }
    func grouped(_ rows: [Row]) -> [Row: [Row]] {
      Dictionary(grouping: rows) { row in positions.map { row[$0] } }
    }
    let (before, after) = (grouped(old), grouped(new))
    var (inserted, updated, deleted) = (0, 0, 0)
    for group in Set(before.keys).union(after.keys) {
      let (olds, news) = (before[group] ?? [], after[group] ?? [])
      inserted += max(news.count - olds.count, 0)
      deleted += max(olds.count - news.count, 0)
      // Rows that differ in nothing are the same row; of the others, those on both sides changed.
      func tally(_ rows: [Row]) -> [Row: Int] { rows.reduce(into: [:]) { $0[$1, default: 0] += 1 } }
      let unchanged = tally(olds).merging(tally(news), uniquingKeysWith: min)
        .filter { olds.contains($0.key) && news.contains($0.key) }.values.reduce(0, +)
      updated += min(olds.count, news.count) - unchanged
    }
    return RowCounts(
      total: Int64(new.count), before: Int64(old.count), inserted: Int64(inserted),
      updated: Int64(updated), deleted: Int64(deleted))
  }
}
