import ArgumentParser
import WarehouseModel

/// `whtest explain`: what the id of a change means.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Say what the id of a change means, why it hurts, and what to do.",
    discussion: """
      Without an id, lists all of them.

      Example:

        whtest explain column-dropped
      """)

  @Argument(help: "An id, as `whtest diff` prints it in brackets.") var id: String?

  func run() throws {
    guard let id else {
      return printLine(ChangeKind.allCases.map(\.rawValue).joined(separator: "\n"))
    }
    guard let kind = ChangeKind(rawValue: id) else {
      let hint =
        suggestion(for: id, among: ChangeKind.allCases.map(\.rawValue))
        .map { "; did you mean \($0)?" } ?? "; `whtest explain` lists them"
      throw ValidationError("no change has the id \(id)\(hint)")
    }
    printText(kind.page)
  }
}
