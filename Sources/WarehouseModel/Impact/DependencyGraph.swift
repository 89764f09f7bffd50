/// Who reads which column of what: production, the layers, and the checks on them.
package struct DependencyGraph: Sendable {
  /// In the order in which they are listed.
  package let readers: [Reader]
  private let readersOf: [PlacedRelation: [Int]]

  package init(_ readers: [Reader]) {
    let readers = readers.sorted(by: Reader.precedes)
    self.readers = readers
    var readersOf: [PlacedRelation: [Int]] = [:]
    for (index, reader) in readers.enumerated() {
      for relation in reader.reads { readersOf[relation, default: []].append(index) }
    }
    self.readersOf = readersOf
  }

  /// Everything that reads a column, or a relation when no column is named, directly or through others.
  package func impact(of relation: PlacedRelation, column: Identifier? = nil) -> Impact {
    var extents: [PlacedRelation: Extent] = [
      relation: column.map { .columns([$0]) } ?? .whole(.relation)
    ]
    var hits: [Int: Extent] = [:]
    var waiting = [relation]
    var next = 0
    while next < waiting.count {
      let changed = waiting[next]
      next += 1
      for index in readersOf[changed] ?? [] {
        let reader = readers[index]
        guard let found = reader.extent(where: extents) else { continue }
        let extent = hits[index].map { found.joined(with: $0) } ?? found
        guard hits[index] != extent else { continue }
        hits[index] = extent
        guard let product = reader.product else { continue }
        extents[product] = extent.asSource
        waiting.append(product)
      }
    }
    return Impact(
      relation: relation, column: column,
      hits: hits.keys.sorted().compactMap { index in
        hits[index].map { Hit(readers[index], extent: $0) }
      })
  }
}

/// A relation on a server; nil is the warehouse.
package struct PlacedRelation: Hashable, Sendable {
  package let server: String?
  package let name: QualifiedName

  package init(_ name: QualifiedName, on server: String? = nil) {
    self.server = server
    self.name = name
  }
}

extension PlacedRelation: Comparable {
  package static func < (left: PlacedRelation, right: PlacedRelation) -> Bool {
    let (mine, other) = (left.server ?? "", right.server ?? "")
    return mine == other ? left.name < right.name : mine < other
  }
}

/// Something that reads columns: a view, a copy, a model, a check.
package struct Reader: Hashable, Sendable {
  package let kind: Kind
  package let name: QualifiedName
  /// What tells apart several of a kind on one relation, such as the name of a check.
  package let detail: String?
  /// Where what it reads lies; nil is the warehouse.
  package let source: String?
  package let lineage: QueryLineage
  package let location: SourceLocation?

  package init(
    _ kind: Kind, _ name: QualifiedName, detail: String? = nil, reading source: String? = nil,
    _ lineage: QueryLineage, at location: SourceLocation? = nil
  ) {
    self.kind = kind
    self.name = name
    self.detail = detail
    self.source = source
    self.lineage = lineage
    self.location = location
  }

  /// In the order in which data flows.
  package enum Kind: String, CaseIterable, Hashable, Sendable {
    case view
    case materializedView = "materialized-view"
    case bronze, silver, gold, check, contract

    package init(_ layer: Layer) {
      switch layer {
      case .bronze: self = .bronze
      case .silver: self = .silver
      case .gold: self = .gold
      }
    }
  }

  /// The relation that others may read in turn; nil when the reader makes none.
  var product: PlacedRelation? {
    switch kind {
    case .view, .materializedView: PlacedRelation(name, on: source)
    case .bronze, .silver, .gold: PlacedRelation(name)
    case .check, .contract: nil
    }
  }

  var reads: Set<PlacedRelation> {
    Set(lineage.relations.map { PlacedRelation($0, on: source) })
  }

  /// How far the reader is hit; nil when it reads nothing of what is.
  fileprivate func extent(where extents: [PlacedRelation: Extent]) -> Extent? {
    func isHit(_ use: ColumnUse) -> Bool {
      extents[PlacedRelation(use.relation, on: source)]?.hits(use) ?? false
    }
    let reasons = lineage.whole.filter { isHit($0.key) }.map { use, reason in
      extents[PlacedRelation(use.relation, on: source)]?.passedOn ?? reason
    }
    if let reason = reasons.min(by: WholeReason.precedes) { return .whole(reason) }
    let columns = lineage.outputs.filter { $0.uses.contains(where: isHit) }.map(\.name)
    return columns.isEmpty ? nil : .columns(columns)
  }

  fileprivate static func precedes(_ left: Reader, _ right: Reader) -> Bool {
    if left.kind != right.kind { return left.kind.position < right.kind.position }
    if left.source != right.source { return (left.source ?? "") < (right.source ?? "") }
    if left.name != right.name { return left.name < right.name }
    if left.detail != right.detail { return (left.detail ?? "") < (right.detail ?? "") }
    guard let mine = left.location, let other = right.location else { return false }
    return mine < other
  }
}

extension Reader.Kind {
  fileprivate var position: Int { Self.positions[self] ?? 0 }
  private static let positions = Dictionary(uniqueKeysWithValues: zip(allCases, allCases.indices))
}
