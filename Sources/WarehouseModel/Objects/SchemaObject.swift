/// What is known of one aspect of an object.
///
/// What is false, empty or the default is left out.
package enum Fact: Hashable, Sendable {
  case text(String)
  case number(Int64)
  case flag
  case list([String])

  /// Bytes are compared, as PostgreSQL does; Swift's strings are laxer.
  package static func == (left: Fact, right: Fact) -> Bool {
    switch (left, right) {
    case (.text(let mine), .text(let other)): mine.utf8.elementsEqual(other.utf8)
    case (.number(let mine), .number(let other)): mine == other
    case (.flag, .flag): true
    case (.list(let mine), .list(let other)):
      mine.elementsEqual(other) { $0.utf8.elementsEqual($1.utf8) }
    case (.text, _), (.number, _), (.flag, _), (.list, _): false
    }
  }
}

/// An object of a database schema and all that is known about it, related to others by name.
package struct SchemaObject: Sendable {
  package let kind: ObjectKind
  package let name: ObjectName
  /// Sorted by aspect.
  package let facts: [Known]
  /// Where the object is in its catalog; proves a rename inside one database, and means nothing else.
  package let identity: CatalogIdentity?

  /// One aspect with what is known of it.
  package struct Known: Hashable, Sendable {
    package let aspect: Aspect
    package let fact: Fact

    package init(_ aspect: Aspect, _ fact: Fact) {
      self.aspect = aspect
      self.fact = fact
    }
  }

  package init(
    kind: ObjectKind, name: ObjectName, facts: [Known], identity: CatalogIdentity? = nil
  ) {
    self.kind = kind
    self.name = name
    self.facts = facts.sorted { $0.aspect < $1.aspect }
    self.identity = identity
  }

  package subscript(aspect: Aspect) -> Fact? {
    facts.first { $0.aspect == aspect }?.fact
  }

  package func text(_ aspect: Aspect) -> String? {
    if case .text(let text) = self[aspect] { text } else { nil }
  }

  package func list(_ aspect: Aspect) -> [String] {
    if case .list(let list) = self[aspect] { list } else { [] }
  }

  package func has(_ aspect: Aspect) -> Bool { self[aspect] != nil }
}

extension SchemaObject {
  /// For people: `column public.teams.team_id`, `function public.f(integer)`.
  package var title: String { "\(kind.words) \(displayName)" }

  /// The qualified name, with the arguments of a routine in parentheses.
  package var displayName: String { kind.display(name) }
}

extension ObjectKind {
  /// A name as PostgreSQL's commands write it for this kind; an index is named by its schema alone.
  package func display(_ name: ObjectName) -> String {
    if self == .index, name.path.count == 3 {
      return ObjectName([name.path[0], name.path[2]]).description
    }
    return name.text(signatureInParentheses: space == .routine || self == .operator)
  }
}

/// An OID and, for a column, its number ([OID types](https://www.postgresql.org/docs/current/datatype-oid.html)).
package struct CatalogIdentity: Hashable, Sendable {
  package let oid: UInt32
  package let sub: Int32
  /// The OIDs of an enum's labels, in label order.
  package let labels: [UInt32]
  /// A hash of the expressions as the server stores them, by OIDs and numbers instead of names: while
  /// it is the same, another text of them is but the renames of what they speak of.
  package let tree: Int64?

  package init(oid: UInt32, sub: Int32 = 0, labels: [UInt32] = [], tree: Int64? = nil) {
    self.oid = oid
    self.sub = sub
    self.labels = labels
    self.tree = tree
  }
}
