package import WarehouseModel

/// A difference for a pull request or a CI job's summary.
package struct DifferenceMarkdown: Sendable {
  package init() {}

  package func text(of difference: Difference) -> String {
    let causes = difference.causes
    guard !causes.isEmpty else { return "No changes.\n" }
    let grouped = DifferenceGroups(difference)
    var lines = [
      "| verdict | change | object | before → after | why |", "| --- | --- | --- | --- | --- |",
    ]
    for change in grouped.groups.flatMap(\.changes) {
      let details = change.shownDetails.map { "\($0.aspect.words): \($0.arrow)" }
        .joined(separator: "; ")
      let followers = (grouped.followers[change.object] ?? []).map(\.shortName)
      let reason =
        change.reason
        + (followers.isEmpty ? "" : " (with it: \(followers.joined(separator: ", ")))")
      let cells = [
        "**\(change.verdict.rawValue)**", "`\(change.kind.rawValue)`", change.subject.cell,
        details.cell, reason.spelledOut(as: .sentence).cell,
      ]
      lines.append("| " + cells.joined(separator: " | ") + " |")
    }
    if !difference.notCompared.isEmpty {
      lines += ["", "Not compared: \(difference.notCompared.joined(separator: "; ").cell)."]
    }
    return lines.joined(separator: "\n") + "\n"
  }
}

extension String {
  /// The text with what Markdown tables and HTML would take for their own spelled out.
  fileprivate var cell: String {
    var result = ""
    for character in self {
      switch character {
      case "|", "*", "_", "`", "[", "]", "\\": result += "\\\(character)"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "&": result += "&amp;"
      case "\n", "\r", "\r\n": result += " "
      default: result.append(character)
      }
    }
    return result
  }
}
