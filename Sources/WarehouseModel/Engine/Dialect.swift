/// How an engine writes a check in its own SQL.
package protocol Dialect: Sendable {
  /// One scan: the number of rows of the subject, then the number that satisfies each predicate.
  func counts(of subject: QualifiedName, where predicates: [Predicate]) -> String

  /// The rows of the subject that satisfy the predicate.
  func offenders(in subject: QualifiedName, where predicate: Predicate, show: [Identifier])
    -> String

  /// The values that occur more than once, and how often.
  func duplicates(in subject: QualifiedName, of columns: [Identifier]) -> String

  /// The rows whose columns find no match in the referenced relation.
  func orphans(
    in subject: QualifiedName, of columns: [Identifier], missingFrom referenced: QualifiedName,
    _ referencedColumns: [Identifier], show: [Identifier]
  ) -> String

  /// The number of rows that a query yields.
  func count(of query: String) -> String

  /// The number of rows beyond the first of each group that agree on the columns.
  func surplus(in subject: QualifiedName, of columns: [Identifier]) -> String

  /// The first rows of a relation, in the order of some columns.
  func sample(_ limit: Int, of relation: QualifiedName, orderedBy columns: [Identifier]) -> String

  /// The first rows that a query yields.
  func first(_ limit: Int, of query: String) -> String
}
