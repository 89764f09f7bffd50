/// A version of the Open Data Contract Standard that contracts may be written in.
enum StandardVersion: Int, Comparable {
  case v3_0, v3_1, v3_2

  static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// A release of the standard, with a JSON Schema of its own.
enum StandardRelease: Int, Comparable, CaseIterable {
  case v3_0_0, v3_0_1, v3_0_2, v3_1_0, v3_2_0

  /// The values of `apiVersion` that are read.
  static let accepted = allCases.map(\.apiVersion)

  init?(apiVersion: String) {
    guard let release = Self.allCases.first(where: { $0.apiVersion == apiVersion }) else {
      return nil
    }
    self = release
  }

  /// As a contract names it.
  var apiVersion: String {
    switch self {
    case .v3_0_0: "v3.0.0"
    case .v3_0_1: "v3.0.1"
    case .v3_0_2: "v3.0.2"
    case .v3_1_0: "v3.1.0"
    case .v3_2_0: "v3.2.0"
    }
  }

  var version: StandardVersion {
    switch self {
    case .v3_0_0, .v3_0_1, .v3_0_2: .v3_0
    case .v3_1_0: .v3_1
    case .v3_2_0: .v3_2
    }
  }

  static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
