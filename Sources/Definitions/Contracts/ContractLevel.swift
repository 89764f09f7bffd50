/// A place in a contract with keys of its own, as the
/// [JSON Schemas](https://github.com/bitol-io/open-data-contract-standard/tree/main/schema) of the
/// standard describe it.
enum ContractLevel: CaseIterable {
  case contract, description, server, object, property, quality, relationship, customProperty
  case authoritativeDefinition, support, price, team, teamMember, role, agreement, enumValue
  case synonym

  /// How a message names the place.
  var name: String {
    switch self {
    case .contract: "a contract"
    case .description: "a description"
    case .server: "a server"
    case .object: "an object"
    case .property: "a property"
    case .quality: "a quality rule"
    case .relationship: "a relationship"
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
    }
  }

  /// Whether the schema of a version lets unknown keys pass here.
  func toleratesUnknownKeys(in version: StandardVersion) -> Bool {
    switch self {
    case .contract, .object, .property: false
    case .description: true
    case .server, .quality, .relationship, .customProperty, .authoritativeDefinition, .support,
      .price, .team, .teamMember, .role, .agreement, .enumValue, .synonym:
      version == .v3_0
    }
  }

  /// Keys without which the entry says nothing, where nobody else asks for them.
  var required: [String] {
    switch self {
    case .authoritativeDefinition: ["url", "type"]
    case .support: ["channel"]
    case .role: ["role"]
    case .agreement: ["property", "value"]
    case .customProperty: ["property", "value"]
    case .enumValue: ["value"]
    case .synonym: ["synonym"]
    case .contract, .description, .server, .object, .property, .quality, .relationship, .price,
      .team, .teamMember:
      []
    }
  }

  /// The level that begins below a key; nil where values are not ours to judge.
  func level(below key: String) -> ContractLevel? {
    switch (self, key) {
    case (_, "customProperties"): .customProperty
    case (_, "authoritativeDefinitions"): .authoritativeDefinition
    case (_, "synonyms"): .synonym
    case (.contract, "description"): .description
    case (.contract, "servers"): .server
    case (.contract, "schema"): .object
    case (.contract, "support"): .support
    case (.contract, "price"): .price
    case (.contract, "team"): .team
    case (.contract, "roles"), (.server, "roles"): .role
    case (.contract, "slaProperties"): .agreement
    case (.team, "members"): .teamMember
    case (.object, "properties"), (.property, "properties"), (.property, "items"): .property
    case (.object, "quality"), (.property, "quality"): .quality
    case (.object, "relationships"), (.property, "relationships"): .relationship
    case (.property, "enum"): .enumValue
    default: nil
    }
  }

  /// The keys that came with each version.
  var keys: [StandardVersion: [String]] {
    switch self {
    case .contract:
      [
        .v3_0: [
          "version", "kind", "apiVersion", "id", "name", "tenant", "tags", "status", "servers",
          "dataProduct", "description", "domain", "schema", "support", "price", "team", "roles",
          "slaDefaultElement", "slaProperties", "authoritativeDefinitions", "customProperties",
          "contractCreatedTs",
        ],
        .v3_2: ["context"],
      ]
    case .description:
      [
        .v3_0: [
          "usage", "purpose", "limitations", "authoritativeDefinitions", "customProperties",
        ]
      ]
    case .server:
      [
        .v3_0: [
          "server", "type", "description", "environment", "roles", "customProperties", "host",
          "port", "database", "schema",
        ],
        .v3_1: ["id"],
      ]
    case .object:
      [
        .v3_0: Self.elementKeys + [
          "logicalType", "physicalName", "dataGranularityDescription", "properties", "quality",
        ],
        .v3_1: ["id", "relationships"],
        .v3_2: ["deprecated", "synonyms", "context"],
      ]
    case .property:
      [
        .v3_0: Self.elementKeys + [
          "primaryKey", "primaryKeyPosition", "logicalType", "logicalTypeOptions", "physicalName",
          "required", "unique", "partitioned", "partitionKeyPosition", "classification",
          "encryptedName", "transformSourceObjects", "transformLogic", "transformDescription",
          "examples", "criticalDataElement", "quality", "properties", "items",
        ],
        .v3_1: ["id", "relationships"],
        .v3_2: ["deprecated", "synonyms", "semanticType", "enum", "map"],
      ]
    case .quality:
      [
        .v3_0: [
          "authoritativeDefinitions", "businessImpact", "customProperties", "description",
          "dimension", "method", "name", "schedule", "scheduler", "severity", "tags", "type",
          "unit", "rule", "metric", "arguments", "query", "engine", "implementation",
          "validValues",
        ] + Operator.allCases.map(\.rawValue),
        .v3_1: ["id"],
      ]
    case .relationship: [.v3_1: ["id", "type", "from", "to", "customProperties"]]
    case .customProperty:
      [.v3_0: ["property", "value"], .v3_1: ["id", "description"], .v3_2: ["vendor"]]
    case .authoritativeDefinition: [.v3_0: ["url", "type"], .v3_1: ["id", "description"]]
    case .support:
      [
        .v3_0: ["channel", "url", "description", "tool", "scope", "invitationUrl"],
        .v3_1: ["id", "customProperties"],
      ]
    case .price: [.v3_0: ["priceAmount", "priceCurrency", "priceUnit"], .v3_1: ["id"]]
    case .team:
      [
        .v3_1: [
          "id", "name", "description", "members", "tags", "customProperties",
          "authoritativeDefinitions",
        ]
      ]
    case .teamMember:
      [
        .v3_0: ["username", "role", "dateIn", "dateOut", "replacedByUsername"],
        .v3_1: [
          "id", "name", "description", "tags", "customProperties", "authoritativeDefinitions",
        ],
      ]
    case .role:
      [
        .v3_0: [
          "role", "description", "access", "firstLevelApprovers", "secondLevelApprovers",
          "customProperties",
        ],
        .v3_1: ["id"],
      ]
    case .agreement:
      [
        .v3_0: ["property", "value", "valueExt", "unit", "element", "driver"],
        .v3_1: ["id", "description", "scheduler", "schedule"],
        .v3_2: ["customProperties", "authoritativeDefinitions"],
      ]
    case .enumValue:
      [
        .v3_2: [
          "value", "label", "id", "description", "customProperties", "authoritativeDefinitions",
          "tags",
        ]
      ]
    case .synonym:
      [
        .v3_2: [
          "id", "synonym", "description", "locale", "source", "status", "customProperties",
        ]
      ]
    }
  }

  private static let elementKeys = [
    "name", "physicalType", "description", "businessName", "authoritativeDefinitions", "tags",
    "customProperties",
  ]
}
