/// A place in a contract with keys of its own, as the
/// [JSON Schemas](https://github.com/bitol-io/open-data-contract-standard/tree/main/schema) of the
/// standard describe it.
enum ContractLevel: CaseIterable {
  case contract, description, server, object, property, quality, relationship, customProperty
  case authoritativeDefinition, support, price, team, teamMember, role, agreement, enumValue
  case synonym
  /// A relationship of a property, whose `from` goes without saying.
  case propertyRelationship
  /// What the elements of an array, or the keys and values of a map, are.
  case item
  case map
  /// What a program that reads the data should know.
  case context, contextConstraint, verifiedStatement

  /// How a message names the place.
  var name: String {
    switch self {
    case .contract: "a contract"
    case .description: "a description"
    case .server: "a server"
    case .object: "an object"
    case .property: "a property"
    case .quality: "a quality rule"
    case .relationship, .propertyRelationship: "a relationship"
    case .customProperty: "a custom property"
    case .authoritativeDefinition: "an authoritative definition"
    case .support: "a support channel"
    case .price: "a price"
    case .team: "a team"
    case .teamMember: "a team member"
    case .role: "a role"
    case .agreement: "a service level"
    case .enumValue: "an enum value"
    case .synonym: "a synonym"
    case .item: "an item"
    case .map: "a map"
    case .context: "a context"
    case .contextConstraint: "a constraint"
    case .verifiedStatement: "a verified statement"
    }
  }

  /// Whether the schema of a release lets unknown keys pass here.
  func toleratesUnknownKeys(in release: StandardRelease) -> Bool {
    switch self {
    case .contract, .object, .property, .item: false
    case .description: true
    case .server, .quality, .relationship, .propertyRelationship, .customProperty,
      .authoritativeDefinition, .support, .price, .team, .teamMember, .role, .agreement,
      .enumValue, .synonym, .map, .context, .contextConstraint, .verifiedStatement:
      release.version == .v3_0
    }
  }

  /// Keys that must be there, whatever else is.
  func required(in release: StandardRelease) -> [String] {
    switch self {
    case .contract:
      ["version", "apiVersion", "kind", "id"] + (release < .v3_2_0 ? ["status"] : [])
    case .server: ["server", "type"]
    case .object, .property: ["name"]
    case .relationship: ["from", "to"]
    case .propertyRelationship: ["to"]
    case .customProperty: release.version == .v3_0 ? [] : ["property", "value"]
    case .authoritativeDefinition: ["url", "type"]
    case .support: release.version == .v3_0 ? ["channel", "url"] : ["channel"]
    case .teamMember: release.version == .v3_0 ? [] : ["username"]
    case .role: ["role"]
    case .agreement: ["property", "value"]
    case .enumValue: ["value"]
    case .synonym: ["synonym"]
    case .map: ["key", "value"]
    case .contextConstraint: ["constraint"]
    case .verifiedStatement: ["question"]
    case .description, .quality, .price, .team, .item, .context: []
    }
  }
}
