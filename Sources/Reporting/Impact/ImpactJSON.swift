import FoundationEssentials
package import WarehouseModel

/// Who reads a column, for programs.
package struct ImpactJSON: Sendable {
  package init() {}

  /// One document for all that was asked; keys are sorted.
  package func text(of impacts: [Impact], notes: [String]) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let data = try encoder.encode(
      Document(notes: notes, impacts: impacts.map(Document.Entry.init)))
    return String(decoding: data, as: UTF8.self) + "\n"
  }
}

private struct Document: Encodable {
  let format = 1
  let notes: [String]
  let impacts: [Entry]

  struct Entry: Encodable {
    let server: String?
    let schema: String
    let relation: String
    let column: String?
    let hits: [Line]

    init(of impact: Impact) {
      server = impact.relation.server
      schema = impact.relation.name.schema.text
      relation = impact.relation.name.name.text
      column = impact.column?.text
      hits = impact.hits.map(Line.init)
    }
  }

  struct Line: Encodable {
    let kind: String
    let schema: String
    let relation: String
    let detail: String?
    /// The columns that are hit; absent where it is the whole.
    let columns: [String]?
    /// Why it is the whole; absent where it is not.
    let whole: String?
    let file: String?
    let line: Int?

    init(of hit: Hit) {
      kind = hit.kind.rawValue
      schema = hit.name.schema.text
      relation = hit.name.name.text
      detail = hit.detail
      file = hit.location?.file
      line = hit.location?.line
      switch hit.extent {
      case .columns(let names): (columns, whole) = (names.map(\.text), nil)
      case .whole(let reason): (columns, whole) = (nil, reason.rawValue)
      }
    }
  }
}
