/// How an engine writes what is asked of data in its own SQL.
package protocol Dialect: Sendable {
  /// One pass over a relation for many numbers, one column for each in the order given.
  func scan(_ scan: RelationScan) -> String

  /// A statement that gives one number alone, exactly; what a person would write.
  func number(_ quantity: Quantity, of rows: RowSet) -> String

  /// A quick count of duplicates, which is never too low, and `t` where it is exact; nil where there is none.
  func quickDuplicates(of columns: [Identifier], in rows: RowSet) -> String?

  /// A few groups that agree on the columns with their `occurrences`, found in a share of the rows; nil where
  /// so many duplicates may not be enough for that.
  func someDuplicates(
    of columns: [Identifier], in rows: RowSet, first limit: Int, among duplicates: Int64
  ) -> AuditQuery?

  /// The first groups that agree on the columns with their `occurrences`, and behind them the number of
  /// all rows beyond the first of each group.
  func confirmedDuplicates(of columns: [Identifier], in rows: RowSet, first limit: Int)
    -> AuditQuery

  /// The rows that are counted against a relation; nil where none are.
  func offenders(_ quantity: Quantity, of rows: RowSet, show: [Identifier]) -> String?

  /// The rows that break any of several rules, in one pass: columns, then for each rule `t` or `f`.
  func offenders(_ scan: RelationScan, show: [Identifier], orderedBy key: [Identifier]) -> String

  /// The least and the greatest value of an integer column.
  func range(of column: Identifier, in relation: QualifiedName) -> String

  /// Fails where the relation cannot be read, and takes no time.
  func probe(_ relation: QualifiedName) -> String

  /// The number of rows that a query yields.
  func count(of query: String) -> String

  /// The one value that a person's query gives.
  func value(of query: String) -> String

  /// The first rows of a relation, in the order of some columns.
  func sample(_ limit: Int, of relation: QualifiedName, orderedBy columns: [Identifier]) -> String

  /// The first rows that a query yields.
  ///
  /// - Parameter areFrequent: whether so many are found soon; then they are the same ones each time.
  func first(_ limit: Int, of query: String, areFrequent: Bool) -> AuditQuery
}

/// SQL, with settings that hold for it alone.
package struct AuditQuery: Hashable, Sendable {
  package let sql: String
  package let settings: [String: String]

  package init(_ sql: String, settings: [String: String] = [:]) {
    self.sql = sql
    self.settings = settings
  }
}

/// Rows of a relation that are looked at.
package struct RowSet: Hashable, Sendable {
  package let relation: QualifiedName
  package let filter: Predicate?
  package let facts: RelationFacts?

  package init(
    _ relation: QualifiedName, where filter: Predicate? = nil, facts: RelationFacts? = nil
  ) {
    self.relation = relation
    self.filter = filter
    self.facts = facts
  }
}

/// Numbers that one pass over a relation gives.
package struct RelationScan: Hashable, Sendable {
  package let relation: QualifiedName
  package let numbers: [Number]
  /// Which of the referenced columns are unique, so that looking up a row finds at most one.
  package let uniqueTargets: Set<Target>
  /// Between which integers the values of a target lie, where that is so short a way that each of them can be
  /// looked up by its place.
  package var ranges: [Target: ClosedRange<Int64>]
  /// Looks at this share of the relation only; nil: at all of it.
  package let samplePercent: Double?

  package init(
    _ relation: QualifiedName, numbers: [Number], uniqueTargets: Set<Target> = [],
    ranges: [Target: ClosedRange<Int64>] = [:], samplePercent: Double? = nil
  ) {
    self.relation = relation
    self.numbers = numbers
    self.uniqueTargets = uniqueTargets
    self.ranges = ranges
    self.samplePercent = samplePercent
  }

  package struct Number: Hashable, Sendable {
    package let quantity: Quantity
    package let filter: Predicate?

    package init(_ quantity: Quantity, where filter: Predicate? = nil) {
      self.quantity = quantity
      self.filter = filter
    }
  }

  /// Columns that others refer to.
  package struct Target: Hashable, Sendable {
    package let relation: QualifiedName
    package let columns: [Identifier]

    package init(_ relation: QualifiedName, _ columns: [Identifier]) {
      self.relation = relation
      self.columns = columns
    }
  }
}
