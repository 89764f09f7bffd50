package import WarehouseModel

/// A difference for a person at a terminal: by relation, the worst first, one summary line.
package struct DifferenceText: Sendable {
  private let paint: Paint
  /// Who reads what changed, in one line for each change that somebody reads.
  private let hits: [Change: String]

  package init(isColoured: Bool, hits: [Change: String] = [:]) {
    paint = Paint(isColoured: isColoured)
    self.hits = hits
  }

  package func text(of difference: Difference) -> String {
    let grouped = DifferenceGroups(difference)
    var lines: [String] = []
    for group in grouped.groups {
      lines.append(paint(group.title.spelledOut(as: .name), .bold))
      for change in group.changes {
        lines += self.lines(for: change, followers: grouped.followers[change.object] ?? [])
      }
      lines.append("")
    }
    lines.append(summary(of: difference))
    if !difference.notCompared.isEmpty {
      let list = difference.notCompared.joined(separator: "; ").spelledOut(as: .sentence)
      lines.append(paint("not compared: \(list)", .dim))
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func lines(for change: Change, followers: [Change]) -> [String] {
    let verdict = change.verdict.rawValue.padded(to: 10)
    var lines = [
      "  \(paint(verdict, change.verdict.colour))  \(change.subject)  "
        + paint("[\(change.kind.rawValue)]", .dim)
    ]
    let shown = change.shownDetails
    let width = shown.map(\.aspect.words.count).max() ?? 0
    for detail in shown {
      lines.append(
        "              \(detail.aspect.words.padded(to: width))  \(detail.arrow)")
    }
    lines.append(
      "              " + paint(change.reason.spelledOut(as: .sentence, limit: 300), .dim))
    if let readers = hits[change] {
      lines.append("              hits: " + readers.spelledOut(as: .sentence))
    }
    lines += folded(followers)
    return lines
  }

  /// What merely follows, by kind, in as few lines as will do.
  private func folded(_ followers: [Change]) -> [String] {
    let byKind = Dictionary(grouping: followers, by: \.object.kind)
    return byKind.keys.sorted { $0.position < $1.position }.map { kind in
      let names = (byKind[kind] ?? []).map(\.shortName)
      let unique = names.enumerated().filter { names.firstIndex(of: $0.element) == $0.offset }
      let list = unique.map(\.element).joined(separator: ", ")
      return "              " + paint("with it: \(kind.words) \(list)", .dim)
    }
  }

  private func summary(of difference: Difference) -> String {
    let causes = difference.causes
    guard !causes.isEmpty else { return paint("no changes", .green) }
    let counts = Verdict.allCases.compactMap { verdict -> String? in
      let count = causes.filter { $0.verdict == verdict }.count
      return count == 0 ? nil : paint("\(count.grouped) \(verdict.rawValue)", verdict.colour)
    }
    let followers = difference.changes.count - causes.count
    let total = "\(causes.count.grouped) \(causes.count == 1 ? "change" : "changes")"
    return "\(total): \(counts.joined(separator: ", "))"
      + (followers == 0 ? "" : "; \(followers.grouped) more that follow from these")
  }
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
