/// A version of the Open Data Contract Standard that contracts may be written in.
enum StandardVersion: Int, Comparable {
  case v3_0, v3_1, v3_2

  /// The values of `apiVersion` that are read.
  static let accepted = ["v3.0.0", "v3.0.1", "v3.0.2", "v3.1.0", "v3.2.0"]

  init?(apiVersion: String) {
    guard Self.accepted.contains(apiVersion) else { return nil }
    self =
      if apiVersion.hasPrefix("v3.0") { .v3_0 } else if apiVersion == "v3.1.0" { .v3_1 } else {
        .v3_2
      }
  }

  static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
