package import PostgresClient
package import WarehouseModel

/// The views of a database as readers of its relations, as `pg_depend` knows them
/// ([pg_depend](https://www.postgresql.org/docs/current/catalog-pg-depend.html)).
///
/// The catalog tells which columns a view reads, but not into which of its own they go; so each
/// reads all that it reads for the whole of it. Views of extensions are told as well: they break
/// like any other.
///
/// - Parameter server: whose views they are, as `whtest.yaml` names it.
package func viewReaders(on connection: Connection, server: String) async throws -> [Reader] {
  try await connection.execute(emptySearchPath)
  let rows = try await connection.query(catalogQuery(PackageResources.view_reads_sql))
  var order: [QualifiedName] = []
  var kinds: [QualifiedName: Reader.Kind] = [:]
  var uses: [QualifiedName: [ColumnUse: WholeReason]] = [:]
  for row in rows.catalogRows {
    let view = try row.name("schema", "name")
    if kinds[view] == nil { order.append(view) }
    kinds[view] = try row.text("kind") == "m" ? .materializedView : .view
    let relation = try row.name("read_schema", "read_relation")
    uses[view, default: [:]][.rows(relation)] = .relation
    if try row.flag("reads_whole_rows") {
      uses[view, default: [:]][.everyColumn(relation)] = .view
    }
    if let column = row.optional("read_column") {
      uses[view, default: [:]][.column(relation, Identifier(column))] = .view
    }
  }
  return order.compactMap { view in
    kinds[view].map {
      Reader($0, view, reading: server, QueryLineage(outputs: [], whole: uses[view] ?? [:]))
    }
  }
}
