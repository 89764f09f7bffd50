import WarehouseModel

extension Model {
  /// A table of silver, parted and indexed.
  static func parted(
    _ name: Identifier, by partitioning: Partitioning?, indexes: [ModelIndex] = [],
    key: [Identifier] = [], _ query: String
  ) -> Model {
    Model(
      name: QualifiedName("silver", name), layer: .silver, title: nil, materialization: .table,
      key: key, partitioning: partitioning, indexes: indexes, query: query,
      location: SourceLocation(file: "sql/silver/\(name).sql", line: 4), reads: [])
  }
}

extension Partitioning {
  static func list(_ column: Identifier) -> Partitioning {
    Partitioning(column: column, method: .list)
  }

  static func range(_ span: TimeSpan, _ column: Identifier) -> Partitioning {
    Partitioning(column: column, method: .range(span))
  }
}
