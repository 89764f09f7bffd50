/// Expressions that PostgreSQL prints with other casts because a column in them got another type:
/// `(n > 0)` of an integer is `(n > (0)::numeric)` of a numeric.
struct Recasts {
  /// The columns of each relation that got another type; of a domain, itself.
  private let columns: [ObjectName: [ObjectReference]]

  /// The relation of extended statistics, by their name.
  private let statistics: [ObjectName: ObjectName]

  init(_ changes: [Change], matching: Matching) {
    let recast = changes.filter {
      $0.object.kind == .column
        && [.typeChanged, .typeWidened, .typeNarrowed, .columnCollationChanged].contains($0.kind)
    }
    statistics = Dictionary(
      matching.pairs.compactMap { before, _ in
        guard before.kind == .statistics, let table = before.text(.table) else { return nil }
        return (before.name, ObjectName(Identifier.parts(of: table)))
      }, uniquingKeysWith: { first, _ in first })
    let domains = changes.filter {
      $0.object.kind == .domain
        && [.typeChanged, .typeWidened, .typeNarrowed].contains($0.kind)
    }
    columns = Dictionary(grouping: recast.map(\.object), by: \.name.parent)
      .merging(domains.map { ($0.object.name, [$0.object]) }) { $0 + $1 }
  }

  /// The column whose new type alone changed the words of a part of its relation.
  func cause(of change: Change) -> ObjectReference? {
    guard let relation = relation(of: change), change.kind.direction == .changed,
      !change.details.isEmpty,
      let columns = columns[relation],
      change.details.allSatisfy(\.isRecast)
    else { return nil }
    return columns.first { column in
      column != change.object
        && change.details.contains {
          $0.mentions(column.kind == .domain ? "VALUE" : column.name.last.printed)
        }
    }
  }
}

extension Recasts {
  private func relation(of change: Change) -> ObjectName? {
    if change.object.kind.isPart { return change.object.name.parent }
    return change.object.kind == .statistics ? statistics[change.object.name] : nil
  }
}

extension Change.Detail {
  /// Whether only casts differ.
  var isRecast: Bool {
    switch (before, after) {
    case (.text(let before)?, .text(let after)?):
      withoutCasts(before) == withoutCasts(after)
    case (.list(let before)?, .list(let after)?):
      before.map(withoutCasts) == after.map(withoutCasts)
    default: false
    }
  }

  fileprivate func mentions(_ name: String) -> Bool {
    switch before {
    case .text(let text)?: text.contains(name)
    case .list(let list)?: list.contains { $0.contains(name) }
    default: false
    }
  }
}

/// An expression's bytes without `::type` and parentheses, which casts bring along.
private func withoutCasts(_ text: String) -> [UInt8] {
  let bytes = Array(text.utf8)
  var result: [UInt8] = []
  var index = 0
  while index < bytes.count {
    if let end = afterQuoted(bytes, from: index) {
      result += bytes[index..<end]
      index = end
    } else if bytes[index...].starts(with: "::".utf8) {
      index = afterType(bytes, from: index + 2)
    } else {
      if !"()".utf8.contains(bytes[index]) { result.append(bytes[index]) }
      index += 1
    }
  }
  return result
}

/// Where a type's name ends: `character varying(20)[]`, `timestamp(3) with time zone`, `app."My type"`.
private func afterType(_ bytes: [UInt8], from start: Int) -> Int {
  var index = start
  while index < bytes.count {
    if let end = afterQuoted(bytes, from: index) {
      index = end
      continue
    }
    switch bytes[index] {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "["), UInt8(ascii: "]"):
      index += 1
    case UInt8(ascii: "("):
      let end = bytes[index...].firstIndex(of: UInt8(ascii: ")")) ?? bytes.count - 1
      guard bytes[(index + 1)..<end].allSatisfy({ "0123456789,".utf8.contains($0) }) else {
        return index
      }
      index = end + 1
    case UInt8(ascii: " "):
      let word = bytes[(index + 1)...].prefix {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0)
      }
      guard furtherWords.contains(String(decoding: word, as: UTF8.self)) else { return index }
      index = word.endIndex
    default: return index
    }
  }
  return index
}

/// Words of type names behind the first.
private let furtherWords: Set<String> = [
  "varying", "precision", "with", "without", "time", "zone",
]
