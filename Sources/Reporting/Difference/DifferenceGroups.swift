import WarehouseModel

/// The changes of a difference by the relation that they concern, the worst first.
struct DifferenceGroups {
  let groups: [Group]
  /// What follows from the change of an object.
  let followers: [ObjectReference: [Change]]

  struct Group {
    let title: String
    let changes: [Change]
  }

  init(_ difference: Difference) {
    followers = Dictionary(
      grouping: difference.changes.filter { $0.impliedBy != nil }, by: { $0.impliedBy ?? $0.object }
    )
    var order: [String] = []
    var byTitle: [String: [Change]] = [:]
    for change in difference.causes {
      let title = change.groupTitle
      if byTitle[title] == nil { order.append(title) }
      byTitle[title, default: []].append(change)
    }
    let groups = order.map { title in
      Group(title: title, changes: (byTitle[title] ?? []).stablySorted(by: \.verdict.severity))
    }
    self.groups = groups.stablySorted { $0.changes.first?.verdict.severity ?? 0 }
  }
}

extension Change {
  /// The relation or type that the object is or is a part of; its schema or kind otherwise.
  fileprivate var groupTitle: String {
    let path = object.name.path
    switch object.kind.space {
    case .routine: return object.displayName
    default: break
    }
    if path.count >= 2 { return ObjectName(Array(path.prefix(2))).description }
    return object.kind == .schema ? "schema \(object.displayName)" : "database"
  }

  /// Kind and name, and the new name where there is one.
  var subject: String {
    let name = "\(object.kind.words) \(object.displayName)".spelledOut(as: .name)
    guard let newName else { return name }
    let new =
      newName.path.dropLast() == object.name.path.dropLast()
      ? newName.last.printed : ObjectReference(object.kind, newName).displayName
    return "\(name) → \(new.spelledOut(as: .name))"
  }

  /// The name without what it is a part of.
  var shortName: String { object.name.last.printed.spelledOut(as: .name) }

  /// What is worth a line: all that changed; of what came or went, what it is in short.
  var shownDetails: [Detail] {
    let isWhole = details.allSatisfy { $0.before == nil } || details.allSatisfy { $0.after == nil }
    guard isWhole, details.count > 1 else { return details }
    let telling: Set<Aspect> = [
      .type, .notNull, .default, .columns, .references, .expression, .keys, .partitionOf,
      .partitionBound, .result, .labels, .baseType, .version, .using, .definition,
    ]
    return details.filter { telling.contains($0.aspect) }
  }
}

extension Change.Detail {
  /// Before and after on one line.
  var arrow: String {
    switch (before, after) {
    case (let before?, let after?): "\(before.short) → \(after.short)"
    case (let before?, nil): "\(before.short) → \(aspect.absence)"
    case (nil, let after?): "\(aspect.absence) → \(after.short)"
    case (nil, nil): aspect.absence
    }
  }
}

extension Aspect {
  /// What is there when nothing is known of it: its default, or nothing.
  fileprivate var absence: String { shape == .flag ? "no" : "none" }
}

extension Fact {
  fileprivate var short: String {
    let text =
      switch self {
      case .text(let text): text
      case .number(let number): String(number)
      case .flag: "yes"
      case .list(let list): list.joined(separator: ", ")
      }
    return text.spelledOut(as: .sentence, limit: 160)
  }
}

extension Array {
  /// Sorted by a number; equals keep their order.
  fileprivate func stablySorted(by key: (Element) -> Int) -> [Element] {
    enumerated().sorted { (key($0.element), $0.offset) < (key($1.element), $1.offset) }
      .map(\.element)
  }
}
