/// What changed between two versions of a contract, judged for those who rely on it.
package struct ContractDifference: Sendable {
  package let before: String
  package let after: String
  /// By object in the order of the file, then by property; the version number last.
  package let changes: [ContractChange]
  /// The least that the version number must be raised by; nil where nothing changed.
  package let neededRaise: ContractVersion.Raise?

  package init(from before: Contract, to after: Contract) {
    self.before = before.version
    self.after = after.version
    var changes = Self.contractChanges(from: before, to: after)
    let objects = Pairs(
      before.objects, after.objects, by: [{ .name($0.name) }, { .relation($0.relation) }])
    for (old, new) in objects.pairs {
      changes += ObjectComparison(before: old, after: new).changes()
    }
    changes += objects.removed.map { object in
      ContractChange(
        .objectRemoved, of: object.name, before: "\(object.relation)", .breaking,
        "nobody answers for \(object.relation) any more", at: object.location)
    }
    changes += objects.added.map { object in
      ContractChange(
        .objectAdded, of: object.name, after: "\(object.relation)", .compatible,
        "it can be relied on from now on", at: object.location)
    }
    neededRaise = ContractVersion.raise(for: changes, from: ContractVersion(before.version))
    if let raise = neededRaise, let change = Self.versionChange(before, after, needs: raise) {
      changes.append(change)
    }
    self.changes = changes
  }

  /// The worst verdict; nil when nothing changed.
  package var worst: Verdict? { changes.map(\.verdict).min { $0.severity < $1.severity } }

  private static func contractChanges(
    from before: Contract, to after: Contract
  ) -> [ContractChange] {
    let start = SourceLocation(file: after.file, line: 1)
    var changes: [ContractChange] = []
    if before.id != after.id {
      changes.append(
        ContractChange(
          .identityChanged, before: before.id, after: after.id, .risky,
          "whoever refers to the contract by its id does not find it", at: start))
    }
    if before.server?.value != after.server?.value {
      changes.append(
        ContractChange(
          .serverChanged, before: before.server?.value, after: after.server?.value, .risky,
          "the data is to be looked for elsewhere", at: after.server?.location ?? start))
    }
    return changes
  }

  /// Nil where the version number was raised enough.
  private static func versionChange(
    _ before: Contract, _ after: Contract, needs raise: ContractVersion.Raise
  ) -> ContractChange? {
    let reason: String
    if let old = ContractVersion(before.version), let new = ContractVersion(after.version) {
      guard new < old.raised(by: raise) else { return nil }
      reason = "these changes ask for \(old.raised(by: raise)) at least"
    } else {
      guard before.version == after.version else { return nil }
      reason = "these changes ask for another version number"
    }
    let verdict: Verdict =
      switch raise {
      case .major: .breaking
      case .minor: .risky
      case .patch: .compatible
      }
    return ContractChange(
      .versionNotRaised, before: before.version, after: after.version, verdict, reason,
      at: SourceLocation(file: after.file, line: 1))
  }
}

/// The version number of a contract, as [Semantic Versioning](https://semver.org) reads it.
package struct ContractVersion: Hashable, Sendable, Comparable, CustomStringConvertible {
  private let numbers: [Int]

  /// What comes behind a hyphen or a plus says nothing about how much changed.
  package init?(_ text: String) {
    let core = (text.hasPrefix("v") ? text.dropFirst() : text[...])
      .prefix { $0 != "-" && $0 != "+" }
    let parts = core.split(separator: ".", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { part in
      part.allSatisfy { $0.isASCII && $0.isNumber } ? Int(part) : nil
    }
    // Another major version of a number as large as numbers get could not be told.
    guard (1...3).contains(parts.count), numbers.count == parts.count,
      numbers.allSatisfy({ $0 < .max })
    else { return nil }
    self.numbers = numbers + Array(repeating: 0, count: 3 - numbers.count)
  }

  private init(_ numbers: [Int]) { self.numbers = numbers }

  package enum Raise: String, Sendable {
    case major, minor, patch
  }

  /// What some changes ask for: what breaks a reader a major version, what is new or risky a minor one.
  ///
  /// Before 1.0.0 [anything may change](https://semver.org/#spec-item-4), and a minor one is enough.
  static func raise(for changes: [ContractChange], from version: ContractVersion?) -> Raise? {
    guard !changes.isEmpty else { return nil }
    if changes.contains(where: { $0.verdict == .breaking }) {
      return version?.numbers.first == 0 ? .minor : .major
    }
    return changes.contains { $0.verdict == .risky || $0.isAddition } ? .minor : .patch
  }

  /// The least version that is raised so far.
  func raised(by raise: Raise) -> ContractVersion {
    switch raise {
    case .major: ContractVersion([numbers[0] + 1, 0, 0])
    case .minor: ContractVersion([numbers[0], numbers[1] + 1, 0])
    case .patch: ContractVersion([numbers[0], numbers[1], numbers[2] + 1])
    }
  }

  package static func < (left: Self, right: Self) -> Bool {
    left.numbers.lexicographicallyPrecedes(right.numbers)
  }

  package var description: String { numbers.map(String.init).joined(separator: ".") }
}

extension ContractChange {
  init(
    _ kind: ContractChangeKind, of object: String? = nil, _ property: String? = nil,
    before: String? = nil, after: String? = nil, _ verdict: Verdict, _ reason: String,
    at location: SourceLocation
  ) {
    self.init(
      kind: kind, object: object, property: property, before: before, after: after,
      verdict: verdict, reason: reason, location: location)
  }
}
