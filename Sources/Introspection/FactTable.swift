import WarehouseModel

/// Reads facts from rows by the names that the query gave its columns.
struct FactTable {
  private let positions: [String: Int]
  private let aspects: [(index: Int, aspect: Aspect)]

  init(_ rows: ResultSet) {
    positions = Dictionary(
      zip(rows.columns, rows.columns.indices), uniquingKeysWith: { first, _ in first })
    aspects = rows.columns.enumerated().compactMap { index, name in
      Aspect(name: name).map { (index, $0) }
    }
    .sorted { $0.aspect < $1.aspect }
  }

  func optional(_ column: String, in row: [String?]) -> String? {
    positions[column].flatMap { row[$0] }
  }

  func text(_ column: String, in row: [String?]) throws -> String {
    guard let value = optional(column, in: row) else {
      throw CatalogError(description: "a catalog query gave no \(column)")
    }
    return value
  }

  func oid(in row: [String?]) throws -> UInt32 {
    guard let oid = UInt32(try text("oid", in: row)) else {
      throw CatalogError(description: "a catalog query gave no oid")
    }
    return oid
  }

  /// An OID that may be missing or 0.
  func oid(_ column: String, in row: [String?]) -> UInt32? {
    optional(column, in: row).flatMap { UInt32($0) }.flatMap { $0 == 0 ? nil : $0 }
  }

  func number(_ column: String, in row: [String?]) -> Int64? {
    optional(column, in: row).flatMap { Int64($0) }
  }

  /// The numbers of an array or a vector: `{1,2}` or `1 2`.
  func numbers(_ column: String, in row: [String?]) -> [Int64] {
    (optional(column, in: row) ?? "").split { "{}, ".contains($0) }.compactMap { Int64($0) }
  }

  func sub(in row: [String?]) -> Int32 { optional("sub", in: row).flatMap { Int32($0) } ?? 0 }

  func list(_ column: String, in row: [String?]) throws -> [String] {
    try optional(column, in: row).map { try JSONText.strings($0) } ?? []
  }

  /// Sorted by aspect.
  func facts(in row: [String?]) throws -> [SchemaObject.Known] {
    try aspects.compactMap { index, aspect in
      guard let value = row[index], let fact = try fact(aspect, value) else { return nil }
      return SchemaObject.Known(aspect, fact)
    }
  }

  private func fact(_ aspect: Aspect, _ value: String) throws -> Fact? {
    switch aspect.shape {
    case .text:
      value.isEmpty || aspect == .default && isNullOfBuiltInType(value)
        ? nil : .text(aspect.normalised(value))
    case .flag: value == "t" ? .flag : nil
    case .number: Int64(value).map { .number($0) }
    case .list:
      try JSONText.strings(value).nonEmpty.map { .list($0.map(aspect.normalised)) }
    }
  }
}

extension Array {
  fileprivate var nonEmpty: [Element]? { isEmpty ? nil : self }
}

/// Whether a default is `NULL::character varying` or the like, which is what a column has without one.
///
/// A domain may have a default of its own, which NULL overrides; its name is qualified.
private func isNullOfBuiltInType(_ text: String) -> Bool {
  text.hasPrefix("NULL::")
    && text.dropFirst(6).utf8.allSatisfy { byte in
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || " []0123456789".utf8.contains(byte)
    }
}
