package import WarehouseModel

/// What can be known of a query without a server.
package struct AnalysedQuery: Hashable, Sendable {
  /// The statements, each without comments around it and without its semicolon.
  package let statements: [Statement]
  /// Every mention of a relation, in the order of the text.
  package let reads: [Read]
  /// Where `*` or `t.*` in a select list takes every column of a relation.
  ///
  /// Not so over a WITH query, a subquery or a function, whose columns stand elsewhere; in EXISTS no
  /// column is taken at all.
  package let stars: [Int]
  /// Why the text is not exactly one SELECT that only reads; nil when it is.
  package let refusal: SQLSyntaxError?

  /// Whether a table can be built from the text and a check can be asked with it.
  package var isSingleSelect: Bool { refusal == nil }

  /// A relation that is named outside of a WITH that defines it.
  package struct Read: Hashable, Sendable {
    /// Nil when the query leaves the schema to `search_path`.
    package let schema: Identifier?
    package let name: Identifier
    /// Counts the bytes of UTF-8 before the name in the text.
    package let offset: Int
  }
}

/// Parses a text by PostgreSQL's own grammar and finds out what it reads.
package func analyse(query text: String) throws(SQLSyntaxError) -> AnalysedQuery {
  guard let tree = SyntaxTreeReader.tree(from: try Grammar.tree(of: text)) else {
    throw SQLSyntaxError(message: "the query is nested too deeply", offset: 0)
  }
  let statements = try statements(in: text)
  let nodes = (tree["stmts"]?.elements ?? []).compactMap { $0["stmt"] }
  var walk = RelationWalk()
  for node in nodes { walk.visit(node) }
  return AnalysedQuery(
    statements: statements,
    reads: walk.reads.sorted { $0.offset < $1.offset },
    stars: walk.stars.sorted(),
    refusal: refusal(of: nodes, statements: statements, walk: walk))
}

private func refusal(
  of nodes: [SyntaxNode], statements: [Statement], walk: RelationWalk
) -> SQLSyntaxError? {
  guard let node = nodes.first, let statement = statements.first else {
    return SQLSyntaxError(message: "expected a SELECT, found nothing", offset: 0)
  }
  guard node.kind == "SelectStmt" else {
    let word = statement.text.split { $0.isWhitespace || $0 == "(" }.first ?? ""
    return SQLSyntaxError(
      message: "expected a SELECT, found \(word.uppercased())", offset: statement.offset)
  }
  if statements.count > 1 {
    return SQLSyntaxError(
      message: "expected one SELECT, found \(statements.count) statements",
      offset: statements[1].offset)
  }
  guard let write = walk.writes.min(by: { $0.offset < $1.offset }) else { return nil }
  return SQLSyntaxError(
    message: "\(write.message); a SELECT must only read",
    offset: write.offset < 0 ? statement.offset : write.offset)
}
