package import WarehouseModel

/// Who reads a column, for a person at a terminal: in the order in which data flows.
package struct ImpactText: Sendable {
  private let paint: Paint

  package init(isColoured: Bool) {
    paint = Paint(isColoured: isColoured)
  }

  package func text(of impact: Impact) -> String {
    var lines = [paint(impact.subject.spelledOut(as: .name), .bold)]
    let rows = Self.rows(of: impact.hits)
    let width = rows.map(\.title.count).max() ?? 0
    for row in rows {
      let place = row.place.map { "  " + paint($0, .dim) } ?? ""
      lines.append("  \(row.title.padded(to: width))  \(row.extent)\(place)")
    }
    if rows.isEmpty { lines.append("  nothing that is known reads it") }
    return lines.joined(separator: "\n") + "\n"
  }

  private struct Row {
    let title: String
    let extent: String
    /// Where to look, for what has no file of its own name.
    let place: String?
  }

  /// A line for each reader; the checks on one relation share one, and what its contract promises.
  private static func rows(of hits: [Hit]) -> [Row] {
    var rows: [Row] = []
    var rest = hits[...]
    while let hit = rest.first {
      let group = hit.detail == nil ? rest.prefix(1) : rest.prefix { $0.isBeside(hit) }
      rest = rest.dropFirst(group.count)
      rows.append(
        Row(
          title: hit.title.spelledOut(as: .name),
          extent: (hit.extentText ?? shortened(group.compactMap(\.detail))).spelledOut(as: .name),
          place: hit.detail == nil
            ? nil : hit.location.map { "\($0.file):\($0.line)".spelledOut(as: .name) }))
    }
    return rows
  }

  private static func shortened(_ names: [String]) -> String {
    let shown = names.count > 5 ? names.prefix(4) : names[...]
    let more = names.count - shown.count
    return shown.joined(separator: ", ") + (more == 0 ? "" : " and \(more) more")
  }
}

extension Hit {
  /// The kind where the name does not tell it, and the name.
  fileprivate var title: String {
    switch kind {
    case .view, .materializedView, .check, .contract: "\(words) \(name.printed)"
    case .bronze, .silver, .gold: name.printed
    }
  }

  /// How far it is hit; nil for what has no columns.
  fileprivate var extentText: String? {
    switch (kind, extent) {
    case (.check, _), (.contract, _): nil
    case (_, .columns(let columns)): columns.map(\.printed).joined(separator: ", ")
    case (.view, .whole), (.materializedView, .whole): "the whole view"
    case (_, .whole(let reason)): "the whole \(words) (\(reason.words))"
    }
  }

  fileprivate func isBeside(_ other: Hit) -> Bool {
    kind == other.kind && name == other.name && location?.file == other.location?.file
  }
}
