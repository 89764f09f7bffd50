import WarehouseModel

extension String {
  /// Fills `{table}`, `${column}` and their kin with the names that a query has to use.
  ///
  /// The standard knows object, table, schema, property and column; `model` and `field` are older tools'
  /// words for object and property. What is not known stays as it is.
  func filled(for subject: QualifiedName, column: Identifier?) -> String {
    var names = [
      "object": subject.name.quoted, "table": subject.name.quoted, "model": subject.name.quoted,
      "schema": subject.schema.quoted,
    ]
    if let column {
      for name in ["property", "column", "field"] { names[name] = column.quoted }
    }
    var result = ""
    var rest = Substring(self)
    while let open = rest.firstIndex(of: "{") {
      let inside = rest[rest.index(after: open)...]
      guard let close = inside.firstIndex(of: "}"),
        let name = names[String(inside[..<close].filter { $0 != " " })]
      else {
        result += rest[...open]
        rest = inside
        continue
      }
      var before = rest[..<open]
      if before.hasSuffix("$") { before = before.dropLast() }
      rest = rest[rest.index(after: close)...]
      // The name brings quotes of its own.
      if before.hasSuffix("\""), rest.hasPrefix("\"") {
        before = before.dropLast()
        rest = rest.dropFirst()
      }
      result += before + name
    }
    return result + rest
  }
}
