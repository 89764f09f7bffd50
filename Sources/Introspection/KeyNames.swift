import WarehouseModel

/// Knows the names of what constraints and indexes speak of by number.
///
/// To look names up on the server would cost more than reading all the rest of the catalogs.
struct KeyNames: Sendable {
  private var columns: [Column: (name: String, collation: UInt32)] = [:]
  /// Operator classes that are not the default of their type.
  private var classes: [UInt32: String] = [:]
  private var collations: [UInt32: String] = [:]

  /// The access method's OID, which `pg_am.dat` fixes.
  private static let btree: UInt32 = 403

  private struct Column: Hashable, Sendable {
    let table: UInt32
    let number: Int32
  }

  /// Notes the operator classes and collations of `names_of_keys.sql`.
  mutating func note(names rows: ResultSet) throws {
    let table = FactTable(rows)
    for row in rows.rows {
      let (oid, name) = (try table.oid(in: row), try table.text(.name, in: row))
      if try table.text(.kind, in: row) == "l" {
        collations[oid] = name
      } else if table.optional(.isDefault, in: row) != "t" {
        classes[oid] = name
      }
    }
  }

  /// Notes the columns of `object_columns.sql`.
  mutating func note(columns rows: ResultSet) throws {
    let table = FactTable(rows)
    columns.reserveCapacity(rows.rows.count)
    for row in rows.rows {
      let column = Column(table: try table.oid(in: row), number: table.sub(in: row))
      columns[column] = (
        try table.text(.name, in: row),
        table.optional(.collationOID, in: row).flatMap { UInt32($0) } ?? 0
      )
    }
  }

  /// The facts that a row tells by numbers.
  func facts(in row: [String?], of table: FactTable) throws -> [SchemaObject.Known] {
    guard let owner = table.oid(.tableOID, in: row) else { return [] }
    var facts: [SchemaObject.Known] = []
    func add(_ aspect: Aspect, _ names: [String]) {
      if !names.isEmpty { facts.append(.init(aspect, .list(names))) }
    }
    add(.columns, names(of: table.numbers(.columnNumbers, in: row), in: owner))
    if let referenced = table.oid(.referencedOID, in: row) {
      add(
        .referencedColumns, names(of: table.numbers(.referencedNumbers, in: row), in: referenced))
    }
    let numbers = table.numbers(.keyNumbers, in: row)
    let count = table.numbers(.keyCount, in: row).first.map { Int($0) } ?? 0
    add(.include, names(of: Array(numbers.dropFirst(count)), in: owner))
    if !table.numbers(.keyClasses, in: row).isEmpty {
      add(.keys, try keys(Array(numbers.prefix(count)), in: row, of: table, owner: owner))
    }
    return facts
  }

  /// A hash of the keys as the server stores them, by numbers, and of their expressions.
  func tree(in row: [String?], of table: FactTable) -> Int64? {
    guard table.oid(.methodOID, in: row) != nil else { return nil }
    // FNV-1a: the same in every process, as files keep it.
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    let columns: [FactTable.Column] = [
      .keyNumbers, .keyClasses, .keyCollations, .keyOptions, .tree,
    ]
    for column in columns {
      for byte in (table.optional(column, in: row) ?? "").utf8 {
        hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
      }
      hash = (hash ^ 0xff) &* 0x100_0000_01b3
    }
    return Int64(bitPattern: hash)
  }

  private func names(of numbers: [Int64], in table: UInt32) -> [String] {
    numbers.compactMap { columns[Column(table: table, number: Int32($0))]?.name }
  }

  /// Each key with what is not the default of its method and type behind it.
  private func keys(
    _ numbers: [Int64], in row: [String?], of table: FactTable, owner: UInt32
  ) throws -> [String] {
    var expressions = try table.list(.keyExpressions, in: row)[...]
    let classes = table.numbers(.keyClasses, in: row)
    let collations = table.numbers(.keyCollations, in: row)
    // Only btree keeps an order of its keys.
    let isOrdered = table.oid(.methodOID, in: row) == Self.btree
    let options = isOrdered ? table.numbers(.keyOptions, in: row) : []
    return numbers.indices.map { index in
      let column = columns[Column(table: owner, number: Int32(numbers[index]))]
      var text = column.map { Identifier($0.name).printed } ?? expressions.popFirst() ?? "?"
      let collation = index < collations.count ? UInt32(collations[index]) : 0
      if let column, collation != 0, collation != column.collation,
        let name = self.collations[collation]
      {
        text += " COLLATE \(name)"
      }
      if index < classes.count, let name = self.classes[UInt32(classes[index])] {
        text += " \(name)"
      }
      if index < options.count {
        text += ["", " DESC NULLS LAST", " NULLS FIRST", " DESC"][Int(options[index] & 3)]
      }
      return text
    }
  }
}
