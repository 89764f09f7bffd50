package import WarehouseModel

/// What a run would do, layer by layer, for people.
package struct RunOutlineText: Sendable {
  package init() {}

  package func text(of outline: RunOutline) -> String {
    let width = outline.steps.map { shown("\($0.relation)").count }.max() ?? 0
    let digits = "\(outline.steps.count)".count
    var lines: [String] = []
    for layer in Layer.allCases {
      let steps = outline.steps.enumerated().filter { $0.element.layer == layer }
      let checks = outline.checks[layer] ?? 0
      if steps.isEmpty, checks == 0 { continue }
      lines.append(layer.rawValue)
      for (index, step) in steps {
        let number = "\(index + 1)"
        let name = shown("\(step.relation)")
        lines.append(
          "  " + String(repeating: " ", count: digits - number.count) + number + "  " + name
            + String(repeating: " ", count: width - name.count) + "  " + shown(step.making.words))
      }
      if checks > 0 {
        lines.append("  then \(checks) check\(checks == 1 ? "" : "s")")
      }
    }
    lines.append("publish, if nothing is red")
    return lines.joined(separator: "\n") + "\n"
  }
}

extension RunOutline.Making {
  /// How the relation is made, and from what.
  fileprivate var words: String {
    switch self {
    case .carry: "carried over from the published run, not selected"
    case .copy(let source, let server, let mode): "copy of \(source) on \(server): \(mode)"
    case .build(let materialization, let key, let partitioning, let reads):
      ([materialization.words]
        + [key.isEmpty ? nil : "key (\(key.list))", partitioning.map { "partitions by \($0)" }]
        .compactMap(\.self)).joined(separator: ", ")
        + (reads.isEmpty ? "" : "; reads \(reads.map(\.description).joined(separator: ", "))")
    }
  }
}

extension Model.Materialization {
  fileprivate var words: String {
    switch self {
    case .table: "table, built anew"
    case .view: "view, built once to be tested"
    case .incremental: "incremental, rows that differ are written"
    case .history: "history, a row for each version"
    }
  }
}
