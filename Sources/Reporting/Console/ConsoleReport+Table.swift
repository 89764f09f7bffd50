package import WarehouseModel

extension ConsoleReport {
  /// The first rows of a relation as a table; long values are cut, numbers stand on the right.
  package func table(for sample: Sample) -> String {
    let rows = sample.rows.rows.prefix(maximumRows)
    let columns = sample.rows.columns.enumerated().map { position, name in
      let values = rows.map { $0.count > position ? $0[position] : nil }
      return Column(name: name, values: values, paint: paint)
    }
    let title = paint(sample.relation.description.spelledOut(as: .name), .bold)
    guard !rows.isEmpty else { return "\(title): no rows" }
    let lines = rows.indices.map { row in
      joined(columns.map { $0.cell(row - rows.startIndex) })
    }
    let hidden = sample.rows.rows.count - rows.count
    let rest = hidden > 0 ? [paint("  … \(hidden.grouped) more", .dim)] : []
    return ([title, joined(columns.map(\.header)), joined(columns.map(\.rule))] + lines + rest)
      .joined(separator: "\n")
  }

  private var maximumRows: Int { 10 }

  private func joined(_ cells: [String]) -> String {
    var line = "  " + cells.joined(separator: "  ")
    while line.last == " " { line.removeLast() }
    return line
  }
}

/// One column of a table, with the room it takes.
private struct Column {
  private let name: String
  private let values: [String?]
  private let width: Int
  private let isNumeric: Bool
  private let paint: Paint

  init(name: String, values: [String?], paint: Paint) {
    self.name = name.spelledOut(as: .name, limit: 200).cut(to: 40)
    // Cut by bytes first: a value may be as large as PostgreSQL allows.
    self.values = values.map { $0?.spelledOut(as: .name, limit: 200).cut(to: 40) }
    self.paint = paint
    let present = self.values.compactMap(\.self)
    let null = paint.isColoured && present.count < values.count ? 4 : 0
    width = (present + [self.name]).map(\.count).reduce(null, max)
    isNumeric = !present.isEmpty && present.allSatisfy { Double($0) != nil }
  }

  var header: String { paint(aligned(name), .bold) }
  var rule: String { paint(String(repeating: "─", count: width), .dim) }

  /// A value; NULL is a dim word, or nothing where nothing can be dim.
  func cell(_ row: Int) -> String {
    guard let value = values[row] else {
      return paint(aligned(paint.isColoured ? "NULL" : ""), .dim)
    }
    return aligned(value)
  }

  private func aligned(_ text: String) -> String {
    isNumeric ? text.aligned(to: width) : text.padded(to: width)
  }
}
