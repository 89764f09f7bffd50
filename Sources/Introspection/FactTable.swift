import WarehouseModel

/// Reads facts from rows by the names that the query gave its columns.
struct FactTable {
  /// Where each column is, by its raw value: looked up for every row, so no dictionary.
  private let positions: [Int?]
  private let aspects: [(index: Int, aspect: Aspect)]

  init(_ rows: ResultSet) {
    positions = Column.names.map { rows.columns.firstIndex(of: $0) }
    aspects = rows.columns.enumerated().compactMap { index, name in
      Aspect(name: name).map { (index, $0) }
    }
    .sorted { $0.aspect < $1.aspect }
  }

  /// Columns that are no facts.
  enum Column: Int {
    case schema, relation, name, kind, oid, sub, catalog, signature, labelOIDs, tree, tableOID,
      columnNumbers
    case referencedOID, referencedNumbers, keyNumbers, keyCount, keyClasses, keyCollations,
      keyOptions, keyExpressions, methodOID, collationOID, isDefault

    /// The names that the queries give them, in the same order.
    static let names = [
      "schema", "relation", "name", "kind", "oid", "sub", "class", "signature", "label_oids",
      "tree", "table_oid", "column_numbers", "referenced_oid", "referenced_numbers", "key_numbers",
      "key_count", "key_classes", "key_collations", "key_options", "key_expressions", "method_oid",
      "collation_oid", "is_default",
    ]

    var name: String { Self.names[rawValue] }
  }

  func optional(_ column: Column, in row: [String?]) -> String? {
    positions[column.rawValue].flatMap { row[$0] }
  }

  func text(_ column: Column, in row: [String?]) throws -> String {
    guard let value = optional(column, in: row) else {
      throw CatalogError(description: "a catalog query gave no \(column.name)")
    }
    return value
  }

  func oid(in row: [String?]) throws -> UInt32 {
    guard let oid = UInt32(try text(.oid, in: row)) else {
      throw CatalogError(description: "a catalog query gave no oid")
    }
    return oid
  }

  /// An OID that may be missing or 0.
  func oid(_ column: Column, in row: [String?]) -> UInt32? {
    optional(column, in: row).flatMap { UInt32($0) }.flatMap { $0 == 0 ? nil : $0 }
  }

  func number(_ column: Column, in row: [String?]) -> Int64? {
    optional(column, in: row).flatMap { Int64($0) }
  }

  /// The numbers of an array or a vector: `{1,2}` or `1 2`; none is negative.
  func numbers(_ column: Column, in row: [String?]) -> [Int64] {
    var numbers: [Int64] = []
    var number: Int64?
    for byte in (optional(column, in: row) ?? "").utf8 {
      if (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
        number = (number ?? 0) * 10 + Int64(byte - UInt8(ascii: "0"))
      } else if let known = number {
        numbers.append(known)
        number = nil
      }
    }
    return number.map { numbers + [$0] } ?? numbers
  }

  func sub(in row: [String?]) -> Int32 { optional(.sub, in: row).flatMap { Int32($0) } ?? 0 }

  func list(_ column: Column, in row: [String?]) throws -> [String] {
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
