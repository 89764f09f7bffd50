internal import WarehouseModel

/// A column in a check, as it is or under one cast.
struct CheckedColumn {
  let name: Identifier
  let cast: String?

  /// Nil for anything that is more than a column.
  init?(_ node: SyntaxNode) {
    var inner = node
    var cast: String?
    if let outer = node["TypeCast"], let argument = outer["arg"] {
      guard let type = outer["typeName"]?.plainTypeName else { return nil }
      cast = type
      inner = argument
    }
    guard let path = inner["ColumnRef"]?.columnPath, let name = path.last, path.count == 1 else {
      return nil
    }
    self.name = name
    self.cast = cast
  }
}

extension SyntaxNode {
  /// The value of a constant whose casts change nothing about it; nil for all else.
  var literal: Literal? {
    if let constant = self["A_Const"] { return constant.constant }
    if let operation = self["A_Expr"], operation["lexpr"] == nil,
      operation["name"]?.elements.map(\.nameText) == ["-"],
      case .number(let text)? = operation["rexpr"]?.literal, !text.hasPrefix("-")
    {
      return .number("-" + text)
    }
    guard let cast = self["TypeCast"], let type = cast["typeName"]?.plainTypeName,
      let inner = cast["arg"]?.literal
    else { return nil }
    return inner.unchanged(as: type)
  }

  private var constant: Literal? {
    if let integer = self["ival"] {
      if case .number(let value)? = integer["ival"] { return .number(String(value)) }
      return .number("0")
    }
    if let fraction = self["fval"]?["fval"]?.string {
      return Literal.number(fraction).unchanged(as: "numeric")
    }
    if let text = self["sval"] { return .string(text["sval"]?.string ?? "") }
    if let truth = self["boolval"] { return .boolean(truth["boolval"] != nil) }
    return nil
  }

  /// The elements of `ARRAY[…]`, also under a cast to an array of texts.
  var arrayElements: [SyntaxNode]? {
    if let array = self["A_ArrayExpr"] { return array["elements"]?.elements ?? [] }
    guard let cast = self["TypeCast"], let type = cast["typeName"],
      type["arrayBounds"]?.elements.count == 1,
      ["text", "varchar", "bpchar"].contains(type.typeName)
    else { return nil }
    return cast["arg"]?["A_ArrayExpr"]?["elements"]?.elements
  }

  /// What `length(…)` or `char_length(…)` of `pg_catalog` is asked of.
  var argumentOfLength: SyntaxNode? {
    guard let call = self["FuncCall"], let arguments = call["args"]?.elements,
      arguments.count == 1
    else { return nil }
    var path = call["funcname"]?.elements.map(\.nameText) ?? []
    if path.count == 2, path[0] == "pg_catalog" { path.removeFirst() }
    // Functions elsewhere are printed with their schema.
    guard path.count == 1, ["length", "char_length", "character_length"].contains(path[0]) else {
      return nil
    }
    return arguments[0]
  }

  /// The name of a type without modifiers and brackets; nil where there are any.
  fileprivate var plainTypeName: String? {
    let hasMore = !(self["typmods"]?.elements ?? []).isEmpty || self["arrayBounds"] != nil
    return hasMore ? nil : typeName
  }

  private var typeName: String {
    let path = self["names"]?.elements.map(\.nameText) ?? []
    return (path.first == "pg_catalog" ? Array(path.dropFirst()) : path).joined(separator: ".")
  }
}

extension Literal {
  /// The value after a cast to a type, if it is certain to be the same.
  fileprivate func unchanged(as type: String) -> Literal? {
    switch type {
    case "int2", "int4", "int8": number.flatMap { $0.isWhole ? .number($0) : nil }
    case "numeric", "float8": number.map(Literal.number)
    // 0.1 is another number as a real.
    case "float4":
      number.flatMap { text in
        Float(text).map(Double.init) == Double(text) ? .number(text) : nil
      }
    case "text", "varchar", "bpchar": isString ? self : nil
    case "date", "time", "timetz", "timestamp", "timestamptz": isMoment ? self : nil
    // Types of PostgreSQL that are not listed may read a text in ways of their own.
    default: isString && type.contains(".") ? self : nil
    }
  }

  /// The digits of a finite number.
  private var number: String? {
    switch self {
    case .number(let text), .string(let text):
      let isPlain = text.utf8.allSatisfy { "0123456789.eE+-".utf8.contains($0) }
      return isPlain && Double(text)?.isFinite == true && !text.hasPrefix("+") ? text : nil
    case .boolean: return nil
    }
  }

  private var isString: Bool { if case .string = self { true } else { false } }

  /// A date or time that means the same every day, unlike `today` and `infinity`.
  private var isMoment: Bool {
    guard case .string(let text) = self, let first = text.utf8.first else { return false }
    return (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first)
      && text.utf8.allSatisfy { "0123456789-:.+ T".utf8.contains($0) }
  }
}

extension String {
  fileprivate var isWhole: Bool {
    (hasPrefix("-") ? dropFirst() : self[...]).utf8.allSatisfy { (48...57).contains($0) }
  }
}
