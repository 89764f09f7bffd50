package import WarehouseModel

/// A contract's changes for a pull request or a CI job's summary.
package struct ContractDifferenceMarkdown: Sendable {
  package init() {}

  package func text(of difference: ContractDifference) -> String {
    guard !difference.changes.isEmpty else { return "No changes.\n" }
    var lines = [
      "| verdict | change | what | before → after | why |", "| --- | --- | --- | --- | --- |",
    ]
    for change in ContractChangeGroups(difference).groups.flatMap(\.changes) {
      let cells = [
        "**\(change.verdict.rawValue)**", "`\(change.kind.rawValue)`",
        change.subject.isEmpty ? "the contract" : change.subject.cell,
        (change.arrow ?? "").cell, change.reason.cell,
      ]
      lines.append("| " + cells.joined(separator: " | ") + " |")
    }
    lines += ["", "Version \(difference.before.cell) → \(difference.after.cell)."]
    return lines.joined(separator: "\n") + "\n"
  }
}

extension String {
  /// One line, with what Markdown tables and HTML would take for their own spelled out.
  fileprivate var cell: String {
    var result = ""
    for scalar in spelledOut(as: .sentence).unicodeScalars {
      switch scalar {
      case "|", "*", "_", "`", "[", "]", "\\", "#": result += "\\\(scalar)"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "&": result += "&amp;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
