/// The SHA-256 of a canonical text, in lower-case hexadecimal.
package struct Fingerprint: Hashable, Sendable, Codable {
  package let hexadecimal: String

  package init(hexadecimal: String) {
    self.hexadecimal = hexadecimal
  }

  /// The first twelve digits: enough for a person to tell two apart.
  package var short: String { String(hexadecimal.prefix(12)) }
}
