package import WarehouseModel

/// Reads the models in `silver` and `gold` below a folder, or throws all mistakes as
/// `DefinitionErrors`.
package func models(in sqlFolder: String) throws -> [Model] {
  let (models, _, diagnostics) = collectModels(in: sqlFolder)
  guard diagnostics.isEmpty else { throw DefinitionErrors(diagnostics) }
  return models
}

/// Reads the text of a model; nil comes with one error at least.
///
/// - Parameter name: of the relation that the model builds.
package func model(
  from text: String, name: String, layer: Layer, file: String
) -> (model: Model?, diagnostics: [Diagnostic]) {
  var header = SQLHeader(of: text, file: file, keys: ModelHeader.keys)
  let own = ModelHeader(&header)
  var diagnostics = header.diagnostics
  let sql = SQLFile.read(text, name: name, file: file, reporting: &diagnostics)
  guard let sql, diagnostics.isEmpty else { return (nil, diagnostics.sorted()) }
  let model = Model(
    name: QualifiedName(layer.schema, Identifier(name)), layer: layer,
    title: header.values["title"]?.value, materialization: own.materialization, key: own.key,
    partitioning: own.partitioning, indexes: own.indexes,
    description: header.values["description"]?.value, owner: header.values["owner"]?.value,
    query: sql.query, location: sql.location, reads: sql.reads, stars: sql.stars)
  return (model, [])
}

/// Reads all models that can be read, and names those that cannot.
func collectModels(
  in sqlFolder: String
) -> (models: [Model], unread: Set<QualifiedName>, diagnostics: [Diagnostic]) {
  var diagnostics: [Diagnostic] = []
  var unread: Set<QualifiedName> = []
  let models = [Layer.silver, .gold].flatMap { layer in
    collectSQLFiles(in: path(layer.rawValue, in: sqlFolder), reporting: &diagnostics) {
      text, name, file in
      let (model, found) = model(from: text, name: name, layer: layer, file: file)
      if model == nil { unread.insert(QualifiedName(layer.schema, Identifier(name))) }
      return (model, found)
    }
  }
  return (models, unread, diagnostics)
}
