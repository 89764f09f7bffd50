package import WarehouseModel

/// The lines on a terminal that are drawn again in place while tables are copied.
package struct LiveLines: Sendable {
  private var drawn = 0

  package init() {}

  /// What to write so that these lines stand where the last ones did; without any, they are gone.
  ///
  /// - Parameter width: columns of the terminal; a line that wraps could not be drawn over.
  package mutating func redrawing(_ tables: [CopyProgress], width: Int) -> String {
    let lines = tables.flatMap(\.liveLines).map { $0.cut(to: max(20, width - 1)) }
    let back = drawn > 0 ? "\u{1B}[\(drawn)A\r\u{1B}[J" : ""
    drawn = lines.count
    return back + lines.map { $0 + "\n" }.joined()
  }
}

/// Lines for a log, a few seconds apart for each table.
package struct CopyLog: Sendable {
  private let interval: Duration
  private var told: [QualifiedName: Duration] = [:]

  package init(every interval: Duration = .seconds(5)) {
    self.interval = interval
  }

  /// A line for each table that has not been told of for that long; none for one that began since.
  package mutating func lines(for tables: [CopyProgress]) -> [String] {
    tables.compactMap { table in
      guard table.volume.elapsed - (told[table.target] ?? .zero) >= interval else { return nil }
      told[table.target] = table.volume.elapsed
      return "  \(table.name): \(table.volume.words)"
    }
  }
}

extension CopyProgress {
  fileprivate var name: String { target.description.spelledOut(as: .name) }

  /// One line for each stream; the name comes first and the numbers stand below each other.
  fileprivate var liveLines: [String] {
    streams.map { stream in
      let part = stream.count > 1 ? " \(stream.number)/\(stream.count)" : ""
      return "  \((name + part).cut(to: 36).padded(to: 36)) \(stream.volume.cells)"
    }
  }
}

extension CopyProgress.Volume {
  /// `1,234,567 rows of about 10,000,000 (12 %), 85.3 MB/s, 40 s left`.
  fileprivate var words: String {
    let share = percent.map { " of about \((expectedRows ?? 0).grouped) (\($0) %)" } ?? ""
    return
      (["\(rows.grouped) rows\(share)", rate].compactMap(\.self)
      + (left.map { ["\($0) left"] } ?? []))
      .joined(separator: ", ")
  }

  fileprivate var cells: String {
    let share = percent.map { "\($0) %" } ?? ""
    let time = left.map { "\($0) left" } ?? ""
    let cells = "\(rows.grouped.aligned(to: 15)) rows \((rate ?? "").aligned(to: 11))"
    return "\(cells) \(share.aligned(to: 5))  \(time)".trimmingSpacesAtEnd
  }

  private var seconds: Double { elapsed.inSeconds }

  /// An estimate may be too small: what is still under way is never all.
  private var percent: Int? {
    guard let expectedRows, expectedRows > 0 else { return nil }
    return Int(min(99, rows * 100 / expectedRows))
  }

  /// Megabytes are those of a million bytes.
  private var rate: String? {
    guard seconds > 0 else { return nil }
    let tenths = Int64(Double(bytes) / seconds / 100_000)
    return "\((tenths / 10).grouped).\(tenths % 10) MB/s"
  }

  /// How long the rest takes at the speed so far; nil while that says little.
  private var left: String? {
    guard let expectedRows, let percent, percent >= 1, rows < expectedRows else { return nil }
    let rest = Int64((Double(expectedRows - rows) * seconds / Double(rows)).rounded(.up))
    return rest < 120 ? "\(rest) s" : rest < 7200 ? "\(rest / 60) min" : "\(rest / 3600) h"
  }
}

extension String {
  fileprivate var trimmingSpacesAtEnd: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
