/// The place where a run lands, builds, audits and publishes data.
///
/// One object serves one run. The order of calls is `rehearse`, `land`, `beginBuild`, then `build`,
/// `rows` and `changes` as often as needed, then `publish` or `discard`.
package protocol Engine: Auditing {
  /// Tries the whole build on empty tables and undoes it: finds what would fail before a row moves.
  func rehearse(_ plan: BuildPlan) async throws -> Rehearsal

  /// Copies the tables into this run's bronze, where nobody reads it yet.
  func land(_ plan: BuildPlan, progress: @Sendable (Landed) -> Void) async throws -> [Landed]

  /// Opens the transaction in which the layers are built under the names that models use.
  ///
  /// - Returns: what people should know of how the copy was taken up; no findings.
  func beginBuild(_ plan: BuildPlan) async throws -> [String]

  /// Builds one model; a failure leaves the build as it was.
  func build(_ model: Model) async throws

  /// Compares a relation of this run with the published one of the same name.
  func changes(of relation: QualifiedName, layer: Layer, key: [Identifier]) async throws
    -> RowCounts

  /// Shows this run's data to readers, all of it at once.
  ///
  /// - Parameter record: a statement that enters the publication in the run store; it takes effect
  ///   together with the publication or not at all.
  func publish(_ plan: BuildPlan, record: String) async throws

  /// Undoes whatever this run has made so far; what is published stays.
  func discard() async
}

/// A model or a copy that the server refused, with the place in the file where there is one.
package struct BuildFailure: Error, Sendable, CustomStringConvertible {
  /// SQLSTATE where the server gave one.
  package let code: String?
  package let message: String
  package let location: SourceLocation?

  package init(code: String?, message: String, location: SourceLocation?) {
    self.code = code
    self.message = message
    self.location = location
  }

  package var description: String {
    [code, message].compactMap { $0 }.joined(separator: " ")
  }
}

/// Whatever can be asked about the data as it stands.
package protocol Auditing: Sendable {
  var dialect: any Dialect { get }

  /// How many statements may run at once.
  var width: Int { get }

  /// Runs a query that cannot write, under the time limit for checks.
  func rows(of statement: AuditQuery) async throws -> ResultSet

  /// What the catalog tells of relations; one that is not there is left out.
  func facts(of relations: Set<QualifiedName>) async throws -> [QualifiedName: RelationFacts]
}

extension Auditing {
  /// Runs a query that cannot write.
  package func rows(of query: String) async throws -> ResultSet {
    try await rows(of: AuditQuery(query))
  }

  /// The one row of a query that measures.
  package func values(of query: AuditQuery) async throws -> [String?] {
    let result = try await rows(of: query)
    guard let row = result.rows.first, result.rows.count == 1 else {
      throw BuildFailure(
        code: cardinalityViolation,
        message: "expected one row, the query gave \(result.rows.count)", location: nil)
    }
    return row
  }
}

/// `cardinality_violation` of [Appendix A](https://www.postgresql.org/docs/current/errcodes-appendix.html).
package let cardinalityViolation = "21000"

/// What a rehearsal found.
package struct Rehearsal: Sendable {
  /// Mistakes in models, located in their files.
  package let mistakes: [Diagnostic]
  /// Reasons why this run could not be published, such as a view of somebody's that depends on a
  /// column which is to go.
  package let obstacles: [Obstacle]
  /// What the run will publish, as readers will see it; empty when there are mistakes.
  package let relations: [Relation]

  package init(
    mistakes: [Diagnostic] = [], obstacles: [Obstacle] = [], relations: [Relation] = []
  ) {
    self.mistakes = mistakes
    self.obstacles = obstacles
    self.relations = relations
  }
}

/// Something that stands in the way of publishing a relation, found before a row moved.
package struct Obstacle: Hashable, Sendable {
  package let relation: QualifiedName
  package let layer: Layer
  package let message: String

  package init(relation: QualifiedName, layer: Layer, message: String) {
    self.relation = relation
    self.layer = layer
    self.message = message
  }
}
