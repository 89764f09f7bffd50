import FoundationEssentials
package import WarehouseModel

/// A contract's changes for programs, in the form that `docs/contracts-diff.md` describes.
package struct ContractDifferenceJSON: Sendable {
  package init() {}

  /// All changes in the order of the file; keys are sorted.
  package func text(of difference: ContractDifference) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let data = try encoder.encode(Document(of: difference))
    return String(decoding: data, as: UTF8.self) + "\n"
  }
}

private struct Document: Encodable {
  let format = 1
  let version: Version
  let summary: [String: Int]
  let changes: [Entry]

  struct Version: Encodable {
    let before: String
    let after: String
    let neededRaise: String?
  }

  init(of difference: ContractDifference) {
    version = Version(
      before: difference.before, after: difference.after,
      neededRaise: difference.neededRaise?.rawValue)
    summary = Dictionary(
      uniqueKeysWithValues: Verdict.allCases.map { verdict in
        (verdict.rawValue, difference.changes.count { $0.verdict == verdict })
      })
    changes = difference.changes.map(Entry.init)
  }
}

private struct Entry: Encodable {
  let id: String
  let verdict: String
  let reason: String
  let object: String?
  let property: String?
  let before: String?
  let after: String?
  let file: String
  let line: Int
  let column: Int

  init(of change: ContractChange) {
    id = change.kind.rawValue
    verdict = change.verdict.rawValue
    reason = change.reason
    object = change.object
    property = change.property
    before = change.before
    after = change.after
    file = change.location.file
    line = change.location.line
    column = change.location.column
  }
}
