/// What an object is called: its schema, the relation or type that it is a part of, its own name, and
/// the argument types where names are shared.
package struct ObjectName: Hashable, Sendable {
  /// From the outermost in: `[public, teams, team_id]`.
  package let path: [Identifier]
  /// What stands in parentheses behind a routine's name, or after another shared name.
  package let signature: String?

  package init(_ path: [Identifier], signature: String? = nil) {
    self.path = path
    self.signature = signature
  }

  /// The innermost name.
  package var last: Identifier { path.last ?? "" }

  /// The name of what the object is a part of.
  package var parent: ObjectName { ObjectName(Array(path.dropLast())) }

  /// The schema and the relation that the object is or is a part of.
  package var relation: QualifiedName? {
    path.count < 2 ? nil : QualifiedName(path[0], path[1])
  }
}

extension ObjectName: Comparable {
  package static func < (left: ObjectName, right: ObjectName) -> Bool {
    for (mine, other) in zip(left.path, right.path) where mine != other { return mine < other }
    guard left.path.count == right.path.count else { return left.path.count < right.path.count }
    return (left.signature ?? "").utf8.lexicographicallyPrecedes((right.signature ?? "").utf8)
  }
}

extension ObjectName: CustomStringConvertible {
  /// Quoted where PostgreSQL would: `public."Odd name".id`, `public.f(integer)`.
  package var description: String { text(signatureInParentheses: false) }

  func text(signatureInParentheses: Bool) -> String {
    let name = path.map(\.printed).joined(separator: ".")
    guard let signature else { return name }
    return signatureInParentheses ? "\(name)(\(signature))" : "\(name) \(signature)"
  }
}

extension Identifier {
  /// Quoted only where it has to be, but that keywords are left bare.
  package var printed: String {
    let isPlain = text.utf8.enumerated().allSatisfy { index, byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "_"): true
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "$"): index > 0
      default: false
      }
    }
    return isPlain && !text.isEmpty ? text : quoted
  }
}
