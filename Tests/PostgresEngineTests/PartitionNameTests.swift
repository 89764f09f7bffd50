import Testing
import WarehouseModel

@testable import PostgresEngine

@Suite("Names of partitions and indexes")
struct PartitionNameTests {
  @Test
  func `are readable, fit, and differ`() {
    #expect(PartitionName.partition(of: "events", "GBR") == "events/GBR")
    #expect(PartitionName.partition(of: "events", nil) == "events/NULL")
    #expect(
      PartitionName.index(ModelIndex(columns: ["a", "b"], isUnique: false), on: "e") == "e//a,b")
    let long = Identifier(String(repeating: "ä", count: 31))
    let tables: [Identifier] = ["t", long, Identifier(long.text + "x")]
    let values: [String?] = [
      nil, "", "NULL", "a/b", "a~b", "a_b", "\n", "\u{200B}", String(repeating: "é", count: 20),
      String(repeating: "é", count: 21), String(repeating: "é", count: 22), "default",
    ]
    let names = tables.flatMap { table in values.map { PartitionName.partition(of: table, $0) } }
    #expect(Set(names).count == names.count)
    #expect(names.allSatisfy { $0.text.utf8.count <= 63 && $0.text.contains("/") })
    let indexes = [["a,b"], ["a", "b"], ["a\"", "b"], Array(repeating: "c", count: 40)].map {
      PartitionName.index(
        ModelIndex(columns: $0.map { Identifier($0) }, isUnique: true), on: long)
    }
    #expect(Set(indexes).count == indexes.count)
    #expect(indexes.allSatisfy { $0.text.utf8.count <= 63 && $0.text.contains("//") })
  }
}
