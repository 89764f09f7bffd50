/// Which schemas a snapshot was asked to hold; what lies elsewhere is not in it, whatever there is.
package struct SchemaScope: Hashable, Sendable {
  /// Patterns of which a schema's name must match one, if there are any; `*` and `?` stand for any
  /// text and any character.
  package let schemas: [String]
  /// Patterns of which it may match none.
  package let excluded: [String]

  package init(schemas: [String], excluded: [String]) {
    self.schemas = schemas
    self.excluded = excluded
  }

  package var isWhole: Bool { schemas.isEmpty && excluded.isEmpty }

  /// What the patterns leave out, in words.
  package var leftOut: String {
    let parts =
      (schemas.isEmpty ? [] : ["all but schemas \(schemas.joined(separator: ", "))"])
      + (excluded.isEmpty ? [] : ["schemas \(excluded.joined(separator: ", "))"])
    return parts.joined(separator: " and ")
  }

  /// Whether the patterns ask for the object; what lies in no schema is asked for unless schemas are named.
  package func includes(_ object: SchemaObject) -> Bool {
    guard let name = object.schemaName else { return schemas.isEmpty }
    return (schemas.isEmpty || schemas.contains { name.matches(pattern: $0) })
      && !excluded.contains { name.matches(pattern: $0) }
  }
}

extension SchemaObject {
  /// The schema that the object lies in or is; nil for what lies in none.
  package var schemaName: String? {
    kind == .schema || name.path.count > 1 ? name.path.first?.text : nil
  }
}

extension String {
  /// Whether the whole text is what a pattern with `*` and `?` stands for.
  fileprivate func matches(pattern: String) -> Bool {
    matches(Array(unicodeScalars)[...], Array(pattern.unicodeScalars)[...])
  }

  private func matches(
    _ text: ArraySlice<Unicode.Scalar>, _ pattern: ArraySlice<Unicode.Scalar>
  ) -> Bool {
    guard let first = pattern.first else { return text.isEmpty }
    switch first {
    case "*":
      return matches(text, pattern.dropFirst())
        || !text.isEmpty && matches(text.dropFirst(), pattern)
    case "?": return !text.isEmpty && matches(text.dropFirst(), pattern.dropFirst())
    default: return text.first == first && matches(text.dropFirst(), pattern.dropFirst())
    }
  }
}
