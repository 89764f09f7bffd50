/// What a team promises of the data as a whole (ODCS: entry of `slaProperties`).
package struct ServiceLevel: Hashable, Sendable {
  /// As the contract names it; any name is allowed.
  package let property: Located<String>
  /// Nil where the contract says nothing by it.
  package let value: Located<Literal>?
  /// The other end, where a promise has two.
  package let valueExtension: Located<Literal>?
  package let unit: Located<String>?
  /// What it is about, such as `orders.placed_at`; several are parted by commas.
  package let element: Located<String>?
  /// Why it matters, such as `regulatory`.
  package let driver: String?
  package let location: SourceLocation

  package init(
    property: Located<String>, value: Located<Literal>?,
    valueExtension: Located<Literal>? = nil, unit: Located<String>? = nil,
    element: Located<String>? = nil, driver: String? = nil, location: SourceLocation
  ) {
    self.property = property
    self.value = value
    self.valueExtension = valueExtension
    self.unit = unit
    self.element = element
    self.driver = driver
    self.location = location
  }

  /// What is meant, where we know the name.
  package var kind: Kind? { Kind(name: property.value) }

  /// The promises that data can be held to.
  package enum Kind: String, CaseIterable, Sendable {
    /// The time from an event to its row.
    case latency
    /// The age of the newest row.
    case freshness
    /// For how long rows stay.
    case retention
    /// How often new rows come.
    case frequency

    /// Takes the short names too that
    /// [the standard lists](https://bitol-io.github.io/open-data-contract-standard/latest/service-level-agreement/).
    init?(name: String) {
      switch name.lowercased() {
      case "latency", "ly": self = .latency
      case "freshness": self = .freshness
      case "retention", "re": self = .retention
      case "frequency", "fy": self = .frequency
      default: return nil
      }
    }
  }
}
