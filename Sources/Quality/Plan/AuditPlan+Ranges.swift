import WarehouseModel

/// References to integers that lie close together, such as keys that a sequence has numbered.
///
/// A byte for each integer between the least and the greatest is quicker to look up than a hash table, as long
/// as they are few beside the rows that refer to them.
extension AuditPlan {
  /// A target of a scan that may be looked up so.
  struct CountableTarget: Hashable, Sendable {
    let scan: Int
    let target: RelationScan.Target
    /// How many integers may lie between the least and the greatest.
    let longest: Int64
  }

  var countableTargets: [CountableTarget] {
    scans.indices.flatMap { index -> [CountableTarget] in
      let scan = scans[index]
      guard scan.samplePercent == nil, let rows = facts[scan.relation]?.estimatedRows,
        rows >= Self.worthwhile
      else { return [] }
      let longest = Int64(min(rows / 8, 4_000_000))
      return scan.uniqueTargets.filter { target in
        guard let referenced = facts[target.relation]?.estimatedRows else { return false }
        return referenced <= Double(longest) && isOfIntegers(target, in: scan)
      }.map { CountableTarget(scan: index, target: $0, longest: longest) }
    }
  }

  /// Has the scans look up what lies close enough together.
  mutating func use(_ ranges: [RelationScan.Target: ClosedRange<Int64>]) {
    for countable in countableTargets {
      guard let range = ranges[countable.target] else { continue }
      let (length, isTooLong) = range.upperBound.subtractingReportingOverflow(range.lowerBound)
      guard !isTooLong, length < countable.longest else { continue }
      scans[countable.scan].ranges[countable.target] = range
    }
  }

  /// A scan of fewer rows is soon done anyway.
  private static let worthwhile: Double = 100_000

  /// Whether one integer, on both sides, is all that refers to the target.
  private func isOfIntegers(_ target: RelationScan.Target, in scan: RelationScan) -> Bool {
    target.columns.count == 1 && isInteger(target.columns[0], of: target.relation)
      && scan.numbers.allSatisfy { number in
        guard case .orphans(let columns, target.relation, target.columns) = number.quantity else {
          return true
        }
        return isInteger(columns[0], of: scan.relation)
      }
  }

  private func isInteger(_ column: Identifier, of relation: QualifiedName) -> Bool {
    guard let type = facts[relation]?.columns[column]?.type, !type.isArray else { return false }
    return ["smallint", "integer", "bigint"].contains(type.base)
  }
}
