/// One difference between two snapshots, with what it does to a reader.
package struct Change: Hashable, Sendable {
  package let kind: ChangeKind
  /// The object as the first snapshot names it; as the second does where it was added.
  package let object: ObjectReference
  /// The object's name in the second snapshot, where that differs.
  package let newName: ObjectName?
  package let details: [Detail]
  package let verdict: Verdict
  /// Why that verdict, in one sentence.
  package let reason: String
  /// The object whose change brought this one about.
  package var impliedBy: ObjectReference?

  /// One aspect before and after; nil where there was nothing or its default.
  package struct Detail: Hashable, Sendable {
    package let aspect: Aspect
    package let before: Fact?
    package let after: Fact?

    package init(_ aspect: Aspect, before: Fact?, after: Fact?) {
      self.aspect = aspect
      self.before = before
      self.after = after
    }
  }

  package init(
    _ kind: ChangeKind, of object: ObjectReference, newName: ObjectName? = nil,
    details: [Detail] = [], _ verdict: Verdict, _ reason: String,
    impliedBy: ObjectReference? = nil
  ) {
    self.kind = kind
    self.object = object
    self.newName = newName
    self.details = details
    self.verdict = verdict
    self.reason = reason
    self.impliedBy = impliedBy
  }
}

/// The kind and the name of an object.
package struct ObjectReference: Hashable, Sendable {
  package let kind: ObjectKind
  package let name: ObjectName

  package init(_ kind: ObjectKind, _ name: ObjectName) {
    self.kind = kind
    self.name = name
  }

  /// The qualified name, with the arguments of a routine in parentheses.
  package var displayName: String { kind.display(name) }
}

extension SchemaObject {
  package var reference: ObjectReference { ObjectReference(kind, name) }
}

extension Verdict {
  /// Breaking first.
  package var severity: Int {
    switch self {
    case .breaking: 0
    case .risky: 1
    case .compatible: 2
    }
  }
}

extension Change {
  /// By relation, then part, then kind: the order of snapshots, so that related changes are neighbours.
  static func precedes(_ left: Change, _ right: Change) -> Bool {
    let (a, b) = (left.object, right.object)
    for index in 0..<2 {
      let mine = index < a.name.path.count ? a.name.path[index] : ""
      let other = index < b.name.path.count ? b.name.path[index] : ""
      if mine != other { return mine < other }
    }
    if a.kind != b.kind { return a.kind.position < b.kind.position }
    if a.name != b.name { return a.name < b.name }
    if left.kind != right.kind { return left.kind < right.kind }
    return left.sortText.utf8.lexicographicallyPrecedes(right.sortText.utf8)
  }

  private var sortText: String { "\(newName?.description ?? "") \(reason)" }
}
