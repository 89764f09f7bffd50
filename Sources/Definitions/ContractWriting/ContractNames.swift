internal import WarehouseModel

/// What relations and columns are called inside one contract, so that each name is given once.
struct ContractNames {
  private var objects: [QualifiedName: String] = [:]
  private var columns: [QualifiedName: [Identifier: String]] = [:]
  private var taken: Set<String> = []

  /// Enters what a file says already.
  mutating func enter(_ relation: QualifiedName, as name: String, columns: [Identifier: String]) {
    objects[relation] = name
    taken.insert(name)
    self.columns[relation] = columns
  }

  /// Finds names for what is new: its own, with a number where that is taken.
  ///
  /// Our reader takes texts for equal that look the same, PostgreSQL goes by their bytes.
  mutating func add(_ relation: QualifiedName, columns: [Identifier]) {
    if objects[relation] == nil {
      let name = relation.name.text.isWritable ? relation.name.text : "unnamed"
      objects[relation] = Self.free(name, &taken)
    }
    var known = self.columns[relation] ?? [:]
    var names = Set(known.values)
    for column in columns where known[column] == nil {
      known[column] = Self.free(column.text, &names)
    }
    self.columns[relation] = known
  }

  func name(of relation: QualifiedName) -> String? { objects[relation] }

  func name(of column: Identifier, in relation: QualifiedName) -> String? {
    columns[relation]?[column]
  }

  /// How a relationship names a column; nil where it cannot.
  ///
  /// `a.b` is read as the longest object that fits and a property of it; a `/` or a `#` in it would
  /// be read as another kind of reference.
  func reference(to column: Identifier, in relation: QualifiedName) -> String? {
    guard let object = objects[relation], let property = columns[relation]?[column] else {
      return nil
    }
    let text = "\(object).\(property)"
    guard !text.contains("/"), !text.contains("#") else { return nil }
    let dots = text.indices.reversed().filter { text[$0] == "." }
    let read = dots.first { taken.contains(String(text[..<$0])) }
    return read.map { String(text[..<$0]) } == object ? text : nil
  }

  private static func free(_ name: String, _ taken: inout Set<String>) -> String {
    var candidate = name
    var number = 2
    while !taken.insert(candidate).inserted {
      candidate = "\(name)_\(number)"
      number += 1
    }
    return candidate
  }
}
