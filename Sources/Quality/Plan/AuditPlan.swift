package import WarehouseModel

/// How checks are put to an engine: which share a scan, which need a statement of their own, and which
/// need none, because a constraint proves them.
package struct AuditPlan: Sendable {
  package let checks: [Check]
  /// What becomes of each check, in the order of the checks.
  package let routes: [Route]
  package internal(set) var scans: [RelationScan]
  let facts: [QualifiedName: RelationFacts]

  package enum Route: Hashable, Sendable {
    /// By the constraint of that name.
    case proven(String)
    /// A number of a scan, and the number of rows that the scan looked at for it.
    case shared(scan: Int, number: Int, total: Int)
    /// A statement of its own; the total from a scan, where one is needed.
    case alone(scan: Int?, total: Int)
    case notExecuted(String)
  }

  /// - Parameter facts: what the catalog tells of the relations.
  package init(
    _ checks: [Check], facts: [QualifiedName: RelationFacts], options: AuditOptions
  ) {
    let checks = checks.map { $0.pruned(by: facts[$0.subject]) }
    self.checks = checks
    self.facts = facts
    var builder = Builder(facts: facts, options: options)
    var routes: [Int: Route] = [:]
    let bySubject = Dictionary(grouping: checks.indices, by: { checks[$0].subject })
    for (subject, indices) in bySubject.sorted(by: { $0.key < $1.key }) {
      builder.begin(subject)
      for index in indices.sorted() { routes[index] = builder.route(checks[index]) }
      builder.end()
    }
    scans = builder.scans
    self.routes = checks.indices.map { routes[$0] ?? .notExecuted("not planned") }
  }

  /// Rows of a check's subject, with what is known of them.
  func rows(of check: Check) -> RowSet {
    RowSet(check.subject, where: check.filter, facts: facts[check.subject])
  }

  /// All relations that are looked at.
  package static func relations(of checks: [Check]) -> Set<QualifiedName> {
    checks.reduce(into: []) { $0.formUnion($1.relations) }
  }
}

/// What of a plan a person can choose.
package struct AuditOptions: Sendable {
  /// Scans also what constraints prove.
  package var verifiesProofs = false
  /// Looks at this share of the rows where a check allows it; nil: at all.
  package var samplePercent: Double?
  /// Rows shown for a check that fails.
  package var sampleSize = 10

  package init() {}
}

/// Collects the numbers of one relation after the other.
private struct Builder {
  let facts: [QualifiedName: RelationFacts]
  let options: AuditOptions
  private(set) var scans: [RelationScan] = []
  private var subject = QualifiedName("", "")
  /// The numbers of the scan that is being filled.
  private var numbers: [RelationScan.Number] = []

  init(facts: [QualifiedName: RelationFacts], options: AuditOptions) {
    self.facts = facts
    self.options = options
  }

  /// More columns than this make a statement that nobody can read and a server may refuse
  /// ([Appendix K](https://www.postgresql.org/docs/current/limits.html)).
  private static let widest = 500

  mutating func begin(_ subject: QualifiedName) {
    self.subject = subject
  }

  mutating func route(_ check: Check) -> AuditPlan.Route {
    if case .notExecuted(let reason) = check.rule { return .notExecuted(reason) }
    guard let quantity = check.quantity else {
      return .notExecuted("production is compared with its copy while a run makes it")
    }
    if !options.verifiesProofs, let proof = Proof.name(for: check, facts: facts) {
      return .proven(proof)
    }
    // A check and its total stand in one scan.
    if numbers.count > Self.widest - 2 { end() }
    if quantity.sharesScan, options.samplePercent == nil || quantity.countsOffenders {
      let total = enter(.rows, check.filter)
      return .shared(scan: scans.count, number: enter(quantity, check.filter), total: total)
    }
    if options.samplePercent != nil, check.needsShare {
      return .notExecuted("a share of all rows cannot be told from a sample")
    }
    guard check.needsTotal, options.samplePercent == nil else {
      return .alone(scan: nil, total: 0)
    }
    return .alone(scan: scans.count, total: enter(.rows, check.filter))
  }

  /// Enters a number once, whoever asks for it.
  private mutating func enter(_ quantity: Quantity, _ filter: Predicate?) -> Int {
    let number = RelationScan.Number(quantity, where: filter)
    if let known = numbers.firstIndex(of: number) { return known }
    numbers.append(number)
    return numbers.count - 1
  }

  /// Closes the scan that is being filled.
  mutating func end() {
    guard !numbers.isEmpty else { return }
    scans.append(
      RelationScan(
        subject, numbers: numbers, uniqueTargets: uniqueTargets,
        samplePercent: options.samplePercent))
    numbers = []
  }

  private var uniqueTargets: Set<RelationScan.Target> {
    var targets: Set<RelationScan.Target> = []
    for number in numbers {
      guard case .orphans(_, let referenced, let columns) = number.quantity,
        let keys = facts[referenced]?.keys,
        keys.contains(where: { $0.columns.isSubset(of: Set(columns)) })
      else { continue }
      targets.insert(RelationScan.Target(referenced, columns))
    }
    return targets
  }
}

extension Check {
  /// Whether the verdict is about a share of the rows.
  fileprivate var needsShare: Bool {
    if case .number(_, let bounds) = rule, bounds.unit == .percent { return true }
    return [warn, fail].contains { if case .percent = $0 { true } else { false } }
  }

  /// Whether the verdict, or what a person reads of it, asks how many rows there are.
  fileprivate var needsTotal: Bool {
    switch rule {
    case .number(_, let bounds): bounds.unit == .percent
    case .offendingRows, .unique, .reference, .query: true
    case .reconciliation, .notExecuted: false
    }
  }
}
