import WarehouseModel

extension BuildPlan {
  /// A run with that number.
  static func run(_ number: Int64, _ landings: [Landing] = [], _ models: Model...) -> BuildPlan {
    BuildPlan(run: RunID(number), landings: landings, models: models)
  }
}

extension Landing {
  /// A table of schema `app`, all columns by name and type as written: `id integer`.
  static func app(_ table: String, _ columns: String..., key: [Identifier] = []) -> Landing {
    Landing(
      server: "production", source: QualifiedName("app", Identifier(table)),
      target: QualifiedName("bronze", Identifier(table)),
      columns: columns.map { column in
        let words = column.split(separator: " ", maxSplits: 1).map(String.init)
        return LandingColumn(name: Identifier(words[0]), type: DataType(words[1]))
      }, key: key, location: SourceLocation(file: "contracts/\(table).yaml", line: 1))
  }
}

extension Model {
  /// A table of silver.
  static func silver(_ name: Identifier, key: [Identifier] = [], _ query: String) -> Model {
    model(.silver, name, .table, key, query)
  }

  /// A table of gold.
  static func gold(_ name: Identifier, key: [Identifier] = [], _ query: String) -> Model {
    model(.gold, name, .table, key, query)
  }

  /// A view of gold.
  static func goldView(_ name: Identifier, key: [Identifier] = [], _ query: String) -> Model {
    model(.gold, name, .view, key, query)
  }

  private static func model(
    _ layer: Layer, _ name: Identifier, _ materialization: Materialization, _ key: [Identifier],
    _ query: String
  ) -> Model {
    Model(
      name: QualifiedName(layer.schema, name), layer: layer, title: nil,
      materialization: materialization, key: key, query: query,
      location: SourceLocation(file: "sql/\(layer.rawValue)/\(name).sql", line: 3), reads: [])
  }
}
