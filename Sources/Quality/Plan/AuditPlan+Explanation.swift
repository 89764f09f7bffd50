package import WarehouseModel

extension AuditPlan {
  /// The plan for people: which checks share a statement, which are proven and by what, and the SQL that
  /// reproduces each.
  package func explanation(in dialect: any Dialect) -> String {
    let subjects = Set(checks.map(\.subject)).sorted()
    return subjects.map { explanation(of: $0, in: dialect) }.joined(separator: "\n\n")
  }

  private func explanation(of subject: QualifiedName, in dialect: any Dialect) -> String {
    let own = checks.indices.filter { checks[$0].subject == subject }
    var shared: [Int: [Int]] = [:]
    var alone: [Int] = []
    var proven: [(Int, String)] = []
    var skipped: [(Int, String)] = []
    for index in own {
      switch routes[index] {
      case .shared(let scan, _, _): shared[scan, default: []].append(index)
      case .alone(let scan, _):
        alone.append(index)
        if let scan { shared[scan, default: []] += [] }
      case .proven(let name): proven.append((index, name))
      case .notExecuted(let reason): skipped.append((index, reason))
      }
    }
    var lines = ["\(subject): " + summary(own.count, shared, alone, proven.count, skipped.count)]
    for (scan, indices) in shared.sorted(by: { $0.key < $1.key }) {
      let names = indices.map { checks[$0].name }.joined(separator: ", ")
      lines.append("  one scan\(names.isEmpty ? " for the number of rows" : ": \(names)")")
      lines += indented(dialect.scan(scans[scan]))
    }
    for index in alone {
      lines.append("  alone: \(checks[index].name)")
      lines += indented(statement(for: checks[index], in: dialect))
    }
    for (index, name) in proven { lines.append("  proven: \(checks[index].name) by \(name)") }
    for (index, reason) in skipped {
      lines.append("  not executed: \(checks[index].name): \(reason)")
    }
    for index in own {
      guard let query = dialect.reproduction(of: checks[index], rows(of: checks[index])) else {
        continue
      }
      lines.append("  to reproduce \(checks[index].name):")
      lines += indented(query)
    }
    return lines.joined(separator: "\n")
  }

  /// The statement that is tried first.
  private func statement(for check: Check, in dialect: any Dialect) -> String {
    guard let quantity = check.quantity else { return "" }
    if case .duplicates(let columns) = quantity {
      return dialect.quickDuplicates(of: columns, in: rows(of: check))
        ?? dialect.confirmedDuplicates(of: columns, in: rows(of: check), first: 1).sql
    }
    return dialect.number(quantity, of: rows(of: check))
  }

  private func summary(
    _ count: Int, _ shared: [Int: [Int]], _ alone: [Int], _ proven: Int, _ skipped: Int
  ) -> String {
    func counted(_ count: Int, _ word: String) -> String {
      "\(count) \(word)\(count == 1 ? "" : "s")"
    }
    let parts = [
      shared.isEmpty ? nil : counted(shared.count, "scan"),
      alone.isEmpty ? nil : "\(counted(alone.count, "statement")) beside",
      proven == 0 ? nil : "\(proven) proven",
      skipped == 0 ? nil : "\(skipped) not executed",
    ]
    return "\(counted(count, "check")), " + parts.compactMap(\.self).joined(separator: ", ")
  }

  private func indented(_ text: String) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { "    \($0)" }
  }
}
