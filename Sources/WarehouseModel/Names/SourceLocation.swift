/// A place in a file that a person wrote; lines and columns count from 1.
package struct SourceLocation: Hashable, Sendable, Codable {
  package let file: String
  package let line: Int
  package let column: Int

  package init(file: String, line: Int, column: Int = 1) {
    self.file = file
    self.line = line
    self.column = column
  }
}

extension SourceLocation: CustomStringConvertible {
  package var description: String { "\(file):\(line):\(column)" }
}

extension SourceLocation: Comparable {
  package static func < (left: SourceLocation, right: SourceLocation) -> Bool {
    (left.file, left.line, left.column) < (right.file, right.line, right.column)
  }
}

extension SourceLocation {
  /// Finds the line and column of a UTF-8 offset in a text that begins at `self`.
  ///
  /// Columns are counted in Unicode scalars, as PostgreSQL and YAML count them.
  package func advanced(by offset: Int, in text: String) -> SourceLocation {
    var line = self.line
    var column = self.column
    var position = 0
    for scalar in text.unicodeScalars {
      guard position < offset else { break }
      position += UTF8.width(scalar)
      if scalar == "\n" {
        line += 1
        column = 1
      } else {
        column += 1
      }
    }
    return SourceLocation(file: file, line: line, column: column)
  }
}

extension SourceLocation {
  /// Finds the place that many Unicode scalars into a text that begins at `self`.
  package func advanced(byScalars count: Int, in text: String) -> SourceLocation {
    let offset = text.unicodeScalars.prefix(max(0, count)).reduce(0) { $0 + UTF8.width($1) }
    return advanced(by: offset, in: text)
  }
}

/// A value together with the place that declared it.
package struct Located<Value> {
  package let value: Value
  package let location: SourceLocation

  package init(_ value: Value, at location: SourceLocation) {
    self.value = value
    self.location = location
  }
}

extension Located: Sendable where Value: Sendable {}
extension Located: Equatable where Value: Equatable {}
extension Located: Hashable where Value: Hashable {}
