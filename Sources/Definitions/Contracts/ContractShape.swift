/// What may stand behind a key of a contract.
indirect enum ContractShape: Sendable {
  case anything
  /// No list and no mapping; nothing is fine too.
  case plain
  case text
  /// A text that a program is meant to read; one of another form is warned about, since JSON Schema
  /// takes [format](https://json-schema.org/draft/2019-09/json-schema-validation.html#rfc.section.7)
  /// for a remark.
  case formatted(Format)
  case textBeginning(String)
  case choice([String])
  /// A name that references may hold.
  case identifier
  /// What a relationship points to.
  case reference
  case boolean
  case number
  case positiveNumber
  case integer
  case integerAtLeast(Int)
  /// A number, or a text in which a variable may stand.
  case port
  case keysAndValues
  /// The options of a logical type; of none when there is none.
  case options(of: String?, hasNone: Bool)
  case textOr(ContractShape)
  case mapping(ContractLevel)
  case list(ContractShape, atLeast: Int = 0, isDistinct: Bool = false)
  /// Two different numbers.
  case range
  /// A list of members, or one team.
  case team

  enum Format: String, Sendable {
    case date = "a date such as 2025-01-31"
    case dateTime = "a time such as 2025-01-31T12:00:00Z"
    case uri = "a URI such as s3://bucket/path"
  }
}

/// A key of a level, and the releases of the standard that know it.
struct ContractKey: Sendable {
  let name: String
  let shape: ContractShape
  let since: StandardRelease
  let through: StandardRelease

  init(
    _ name: String, _ shape: ContractShape = .text, since: StandardRelease = .v3_0_0,
    through: StandardRelease = .v3_2_0
  ) {
    self.name = name
    self.shape = shape
    self.since = since
    self.through = through
  }

  func isKnown(in release: StandardRelease) -> Bool { since <= release && release <= through }

  /// Keys whose values are texts.
  static func texts(_ names: String..., since: StandardRelease = .v3_0_0) -> [ContractKey] {
    names.map { ContractKey($0, since: since) }
  }
}
