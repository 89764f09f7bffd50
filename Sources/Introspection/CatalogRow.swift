import FoundationEssentials
import WarehouseModel

/// The catalog gave an answer that its query cannot give.
package struct CatalogError: Error, CustomStringConvertible {
  package let description: String
}

/// One row of a catalog query, read by the names that the query gave its columns.
struct CatalogRow {
  let positions: [String: Int]
  let values: [String?]

  func optional(_ column: String) -> String? {
    positions[column].flatMap { values[$0] }
  }

  func text(_ column: String) throws -> String {
    guard let value = optional(column) else {
      throw CatalogError(description: "a catalog query gave no \(column)")
    }
    return value
  }

  func identifier(_ column: String) throws -> Identifier { Identifier(try text(column)) }

  func flag(_ column: String) throws -> Bool { try text(column) == "t" }

  func integer(_ column: String) -> Int? { optional(column).flatMap { Int($0) } }

  func name(_ schema: String, _ relation: String) throws -> QualifiedName {
    QualifiedName(try identifier(schema), try identifier(relation))
  }

  /// A JSON array of names.
  func identifiers(_ column: String) throws -> [Identifier] {
    try JSONDecoder().decode([String].self, from: Data(try text(column).utf8)).map {
      Identifier($0)
    }
  }
}

extension ResultSet {
  var catalogRows: [CatalogRow] {
    let positions = Dictionary(
      zip(columns, columns.indices), uniquingKeysWith: { first, _ in first })
    return rows.map { CatalogRow(positions: positions, values: $0) }
  }
}

/// The text of one of this target's embedded queries.
func catalogQuery(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
