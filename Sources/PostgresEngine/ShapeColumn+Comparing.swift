import WarehouseModel

extension ShapeColumn {
  /// The column as it can be matched with another of its kind.
  ///
  /// Types without an equality of their own, or with a loose one, are compared as text.
  func comparable(of alias: String) -> String {
    let value = "\(alias).\(Identifier(name).quoted)"
    return DataType(type).hasExactEquality ? value : "\(value)::text"
  }
}

extension [ShapeColumn] {
  /// The columns by name, parted by commas.
  var quotedList: String { map { Identifier($0.name) }.quotedList }

  /// The columns that a key names, in their own order.
  func among(_ key: [Identifier]) -> [ShapeColumn] { filter { key.contains(Identifier($0.name)) } }

  /// A name that no column bears, as near to the wanted one as can be.
  func unused(_ name: String) -> Identifier {
    let taken = Set(map(\.name))
    var name = name
    while taken.contains(name) { name += "_" }
    return Identifier(name)
  }
}

extension DataType {
  /// Whether `=` of this type means the same value, and exists.
  fileprivate var hasExactEquality: Bool {
    switch family {
    case .integer, .exactNumeric, .floatingPoint, .boolean, .date, .time, .timestamp, .binary,
      .uuid:
      true
    case .string: base != "citext" && base != "character"
    case .interval, .json, .own, .array: false
    }
  }
}
