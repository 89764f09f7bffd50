import Introspection
import TestSupport
import Testing
import WarehouseModel

/// What holds for any two schemas, on schemas that were made up.
@Suite(.database)
struct GeneratedSchemaTests {
  @Test(arguments: 0..<12)
  func anyTwoSchemas(seed: UInt64) async throws {
    var generator = SeededGenerator(seed: seed)
    let schemas = (GeneratedSchema(using: &generator), GeneratedSchema(using: &generator))
    let first = try await read(schemas.0, &generator)
    let again = try await read(schemas.0, &generator)
    let second = try await read(schemas.1, &generator)

    #expect(Difference(from: first, to: first).changes.map(\.named) == [])
    #expect(Difference(from: first, to: again).changes.map(\.named) == [], "the order of creation")
    #expect(first.fingerprint() == again.fingerprint())
    let file = try SchemaSnapshot(file: await first.file().bytes)
    #expect(Difference(from: file, to: again).changes.isEmpty)

    let there = Difference(from: first, to: second)
    let back = Difference(from: second, to: first)
    #expect(titles(there, .added) == titles(back, .dropped))
    #expect(titles(there, .dropped) == titles(back, .added))
    #expect(titles(there, .changed) == titles(back, .changed))

    // Every element that differs is named, and what does not differ is not; what came with an element,
    // such as a table's first column, is no element.
    let differing = schemas.0.differing(from: schemas.1)
    let named = Set(there.changes.map(title))
    #expect(differing.subtracting(named) == [])
    // An unchanged check may be printed anew for a column's new type: that follows.
    let followers = there.changes.filter { !differing.contains(title($0)) }
    #expect(followers.filter { $0.impliedBy == nil }.map { $0.named } == [])
  }

  private func read(
    _ schema: GeneratedSchema, _ generator: inout SeededGenerator
  ) async throws -> SchemaSnapshot {
    try await TestServer.database(schema.script(using: &generator)).schema()
  }

  private func titles(_ difference: Difference, _ direction: ChangeKind.Direction) -> Set<String> {
    // What a rename is thought to have been is told from the first schema's side; a key that goes is a
    // change of the grain, one that comes is an addition.
    let changes = difference.changes.filter {
      $0.kind.direction == direction && $0.kind != .possibleRename
        && $0.object.kind != .primaryKey
    }
    return Set(changes.map(title))
  }

  private func title(_ change: Change) -> String {
    "\(change.object.kind.words) \(change.object.displayName)"
  }
}
