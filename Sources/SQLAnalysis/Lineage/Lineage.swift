package import WarehouseModel

/// Finds out which columns of which relations each column of a query's result comes from.
///
/// A name without a schema that no WITH defines is taken to lie in `public`.
///
/// - Parameter columns: the columns of a relation, in their order; nil where they are not known.
package func lineage(
  of query: String, columns: (QualifiedName) -> [Identifier]?
) throws(SQLSyntaxError) -> QueryLineage {
  guard let tree = SyntaxTreeReader.tree(from: try Grammar.tree(of: query)) else {
    throw SQLSyntaxError(message: "the query is nested too deeply", offset: 0)
  }
  guard let node = tree["stmts"]?.elements.first?["stmt"]?["SelectStmt"] else {
    throw SQLSyntaxError(message: "expected a SELECT", offset: 0)
  }
  // What is asked for repeatedly is asked once, and the closure stays out of the walk's types.
  var walk = RelationWalk()
  walk.visit(.object([("SelectStmt", node)]))
  var known: [QualifiedName: [Identifier]] = [:]
  for read in walk.reads {
    let name = QualifiedName(read.schema ?? defaultSchema, read.name)
    known[name] = columns(name)
  }
  return LineageWalk(known: known).select(node, in: Scope()).lineage
}

/// Where a name lies that has no schema.
let defaultSchema: Identifier = "public"

/// What is known of a query or a part of it, while it is being walked.
struct Lineage {
  var outputs: [QueryLineage.Output] = []
  var areOutputsKnown = true
  var whole: [ColumnUse: WholeReason] = [:]
  /// Everything that is read anywhere in it: what shows nowhere else must not be lost.
  var reads: Set<ColumnUse> = []

  /// All that the query depends on, however.
  var everything: Set<ColumnUse> {
    outputs.reduce(into: reads.union(whole.keys)) { $0.formUnion($1.uses) }
  }

  mutating func note(_ uses: some Sequence<ColumnUse>, _ reason: WholeReason) {
    for use in uses {
      guard let known = whole[use], !WholeReason.precedes(reason, known) else {
        whole[use] = reason
        continue
      }
    }
  }

  /// Takes over what a part of the query decides about all of it.
  mutating func take(_ part: Lineage) {
    for (use, reason) in part.whole { note([use], reason) }
    reads.formUnion(part.everything)
  }

  var lineage: QueryLineage {
    var result = self
    let shown = outputs.reduce(into: Set(whole.keys)) { $0.formUnion($1.uses) }
    result.note(reads.subtracting(shown), .inside)
    return QueryLineage(
      outputs: outputs, areOutputsKnown: areOutputsKnown, whole: result.whole)
  }
}
