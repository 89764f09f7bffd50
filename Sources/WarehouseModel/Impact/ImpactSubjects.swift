/// Finds the relation and the column that a person names, among those that are known.
///
/// A name may be `table`, `schema.table`, `table.column` or `schema.table.column`. Where `a.b` could be
/// both, it is a table in a schema. A table without a schema lies in `public` of a source, else it
/// is the only one of that name, in production first and then in the layers.
package struct ImpactSubjects: Sendable {
  /// Each relation with its columns; nil where they cannot be told.
  private let known: [PlacedRelation: [Identifier]?]

  package init(_ known: [PlacedRelation: [Identifier]?]) {
    self.known = known
  }

  /// Why a name stands for nothing, as one message.
  package struct Mistake: Error, Hashable, Sendable, CustomStringConvertible {
    package let description: String
  }

  /// One for each server that has such a relation.
  package func subjects(
    named path: [Identifier]
  ) throws(Mistake) -> [(relation: PlacedRelation, column: Identifier?)] {
    let text = path.map(\.printed).joined(separator: ".")
    switch path.count {
    case 1:
      let found = try relations(named: path[0], in: text)
      if !found.isEmpty { return found.map { ($0, nil) } }
    case 2:
      let found = relations(QualifiedName(path[0], path[1]))
      if !found.isEmpty { return found.map { ($0, nil) } }
      let tables = try relations(named: path[0], in: text)
      if !tables.isEmpty { return try columns(path[1], of: tables) }
    case 3:
      let found = relations(QualifiedName(path[0], path[1]))
      if !found.isEmpty { return try columns(path[2], of: found) }
    default:
      throw Mistake(description: "\(text): expected table, schema.table or schema.table.column")
    }
    throw Mistake(description: "no table \(text) is known\(hint(for: path))")
  }

  private func relations(_ name: QualifiedName) -> [PlacedRelation] {
    known.keys.filter { $0.name == name }.sorted()
  }

  private func relations(
    named name: Identifier, in text: String
  ) throws(Mistake) -> [PlacedRelation] {
    let all = known.keys.filter { $0.name.name == name }.sorted()
    let sources = all.filter { $0.server != nil }
    let candidates = sources.isEmpty ? all : sources
    let inPublic = sources.filter { $0.name.schema == "public" }
    if !inPublic.isEmpty { return inPublic }
    let names = Set(candidates.map(\.name)).sorted()
    if names.count > 1 {
      throw Mistake(
        description: "\(text): which of \(names.map(\.printed).joined(separator: ", "))?")
    }
    return candidates
  }

  private func columns(
    _ column: Identifier, of relations: [PlacedRelation]
  ) throws(Mistake) -> [(relation: PlacedRelation, column: Identifier?)] {
    let having = relations.filter { relation in
      guard let columns = known[relation] ?? nil else { return true }
      return columns.contains(column)
    }
    if !having.isEmpty { return having.map { ($0, column) } }
    let columns = relations.flatMap { (known[$0] ?? nil) ?? [] }.map(\.text)
    let hint =
      suggestion(for: column.text, among: columns)
      .map { "; did you mean \(Identifier($0).printed)?" } ?? ""
    let table = relations.first?.name.printed ?? ""
    throw Mistake(description: "no column \(column.printed) of \(table) is known\(hint)")
  }

  /// The nearest table by its whole name, or by its own where no schema was given.
  private func hint(for path: [Identifier]) -> String {
    let whole = path.prefix(2).map(\.printed).joined(separator: ".")
    let names = Set(known.keys.map(\.name)).sorted()
    let candidates = path.count == 1 ? names.map(\.name.printed) : names.map(\.printed)
    let own = names.map(\.name.printed)
    let found =
      suggestion(for: whole, among: candidates)
      ?? path.first.flatMap { suggestion(for: $0.printed, among: own) }
    return found.map { "; did you mean \($0)?" } ?? ""
  }
}
