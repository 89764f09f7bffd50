package import WarehouseModel

/// A contract's changes for a person at a terminal: by object, the worst first, one summary line.
package struct ContractDifferenceText: Sendable {
  private let paint: Paint

  package init(isColoured: Bool) {
    paint = Paint(isColoured: isColoured)
  }

  package func text(of difference: ContractDifference) -> String {
    var lines: [String] = []
    for group in ContractChangeGroups(difference).groups {
      lines.append(paint(group.title.spelledOut(as: .name), .bold))
      for change in group.changes { lines += self.lines(for: change) }
      lines.append("")
    }
    lines.append(summary(of: difference))
    return lines.joined(separator: "\n") + "\n"
  }

  private func lines(for change: ContractChange) -> [String] {
    let verdict = paint(change.verdict.rawValue.padded(to: 10), change.verdict.colour)
    let name = (change.property ?? change.object ?? "contract").spelledOut(as: .name)
    var lines = ["  \(verdict)  \(name)  " + paint("[\(change.kind.rawValue)]", .dim)]
    if let arrow = change.arrow { lines.append("              \(arrow)") }
    lines.append(
      "              " + paint(change.reason.spelledOut(as: .sentence, limit: 300), .dim))
    lines.append("              " + paint("\(change.location)".spelledOut(as: .sentence), .dim))
    return lines
  }

  private func summary(of difference: ContractDifference) -> String {
    guard !difference.changes.isEmpty else { return paint("no changes", .green) }
    let counts = Verdict.allCases.compactMap { verdict -> String? in
      let count = difference.changes.count { $0.verdict == verdict }
      return count == 0 ? nil : paint("\(count.grouped) \(verdict.rawValue)", verdict.colour)
    }
    let count = difference.changes.count
    return
      "\(count.grouped) \(count == 1 ? "change" : "changes"): \(counts.joined(separator: ", "))"
      + "; version \(difference.before) → \(difference.after)".spelledOut(as: .sentence)
  }
}

/// The changes of a contract by the object that they concern, the worst first.
struct ContractChangeGroups {
  let groups: [(title: String, changes: [ContractChange])]

  init(_ difference: ContractDifference) {
    var order: [String] = []
    var byTitle: [String: [ContractChange]] = [:]
    for change in difference.changes {
      let title = change.object ?? "the contract"
      if byTitle[title] == nil { order.append(title) }
      byTitle[title, default: []].append(change)
    }
    let groups = order.map { title in
      (title: title, changes: Self.worstFirst(byTitle[title] ?? [], by: { $0.verdict.severity }))
    }
    self.groups = Self.worstFirst(groups, by: { $0.changes.first?.verdict.severity })
  }

  /// Sorted by a number; equals keep their order.
  private static func worstFirst<Element>(
    _ elements: [Element], by key: (Element) -> Int?
  ) -> [Element] {
    elements.enumerated().sorted {
      (key($0.element) ?? 0, $0.offset) < (key($1.element) ?? 0, $1.offset)
    }.map(\.element)
  }
}

extension ContractChange {
  /// Before and after on one line; nil where neither says more than the kind does.
  var arrow: String? {
    let (old, new) = (before.map(\.short), after.map(\.short))
    return switch (old, new) {
    case (let old?, let new?): "\(old) → \(new)"
    case (let old?, nil): "\(old) → none"
    case (nil, let new?): "none → \(new)"
    case (nil, nil): nil
    }
  }
}

extension String {
  fileprivate var short: String { spelledOut(as: .sentence, limit: 160) }
}

extension Verdict {
  fileprivate var colour: Colour {
    switch self {
    case .breaking: .red
    case .risky: .yellow
    case .compatible: .green
    }
  }
}
