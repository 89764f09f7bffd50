extension ContractLevel {
  /// The keys of the level, as far as they do not hang on the values of others.
  var keys: [ContractKey] {
    switch self {
    case .contract: Self.contractKeys
    case .description:
      ContractKey.texts("usage", "purpose", "limitations") + [
        ContractKey("authoritativeDefinitions", .authorities, since: .v3_0_1),
        ContractKey("customProperties", .custom, since: .v3_0_1),
      ]
    case .server:
      ContractKey.texts("server", "description", "environment") + [
        ContractKey("roles", .list(.mapping(.role))), ContractKey("customProperties", .custom),
        ContractKey("id", .identifier, since: .v3_1_0),
      ]
    case .object: Self.elementKeys + Self.objectKeys
    case .property, .item: Self.elementKeys + Self.propertyKeys
    case .quality: Self.qualityKeys
    case .relationship:
      [ContractKey("from", .reference, since: .v3_1_0)] + Self.relationshipKeys
    case .propertyRelationship:
      // Told by itself, with the reason.
      [ContractKey("from", .anything, since: .v3_1_0)] + Self.relationshipKeys
    case .customProperty:
      [
        ContractKey("property"), ContractKey("value", .anything),
        ContractKey("id", .identifier, since: .v3_1_0),
      ] + ContractKey.texts("description", since: .v3_1_0)
        + ContractKey.texts("vendor", since: .v3_2_0)
    case .authoritativeDefinition:
      ContractKey.texts("url", "type") + ContractKey.texts("description", since: .v3_1_0)
        + [ContractKey("id", .identifier, since: .v3_1_0)]
    case .support:
      ContractKey.texts("channel", "url", "description", "tool", "scope", "invitationUrl") + [
        ContractKey("id", .identifier, since: .v3_1_0),
        ContractKey("customProperties", .custom, since: .v3_1_0),
      ]
    case .price:
      ContractKey.texts("priceCurrency", "priceUnit") + [
        ContractKey("priceAmount", .number), ContractKey("id", .identifier, since: .v3_1_0),
      ]
    case .team:
      ContractKey.texts("name", "description", since: .v3_1_0) + Self.describedKeys + [
        ContractKey("members", .list(.mapping(.teamMember)), since: .v3_1_0)
      ]
    case .teamMember:
      ContractKey.texts("username", "role", "replacedByUsername")
        + ContractKey.texts("name", "description", since: .v3_0_2)
        + [
          ContractKey("dateIn", .formatted(.date)), ContractKey("dateOut", .formatted(.date)),
        ] + Self.describedKeys
    case .role:
      ContractKey.texts(
        "role", "description", "access", "firstLevelApprovers", "secondLevelApprovers")
        + [
          ContractKey("customProperties", .custom, since: .v3_0_1),
          ContractKey("id", .identifier, since: .v3_1_0),
        ]
    case .agreement:
      ContractKey.texts("property", "unit", "element", "driver")
        + ContractKey.texts("description", "scheduler", "schedule", since: .v3_1_0)
        + [
          ContractKey("value", .plain), ContractKey("valueExt", .plain),
          ContractKey("id", .identifier, since: .v3_1_0),
          ContractKey("customProperties", .custom, since: .v3_2_0),
          ContractKey("authoritativeDefinitions", .authorities, since: .v3_2_0),
        ]
    case .enumValue:
      ContractKey.texts("label", "description", since: .v3_2_0)
        + [ContractKey("value", .plain, since: .v3_2_0)] + Self.describedKeys
    case .synonym:
      ContractKey.texts(
        "synonym", "description", "locale", "source", "status", since: .v3_2_0)
        + [
          ContractKey("id", .identifier, since: .v3_2_0),
          ContractKey("customProperties", .custom, since: .v3_2_0),
        ]
    case .map:
      [
        ContractKey("key", .mapping(.item), since: .v3_2_0),
        ContractKey("value", .mapping(.item), since: .v3_2_0),
      ]
    case .context:
      [
        ContractKey("instructions", since: .v3_2_0),
        ContractKey("constraints", .list(.mapping(.contextConstraint)), since: .v3_2_0),
        ContractKey("verifiedStatements", .list(.mapping(.verifiedStatement)), since: .v3_2_0),
      ]
    case .contextConstraint:
      ContractKey.texts("constraint", "id", since: .v3_2_0) + Self.taggedKeys
    case .verifiedStatement:
      ContractKey.texts("question", "answer", "id", since: .v3_2_0) + Self.taggedKeys
    }
  }

  private static let contractKeys =
    ContractKey.texts(
      "version", "apiVersion", "id", "name", "tenant", "status", "dataProduct", "domain",
      "slaDefaultElement")
    + [
      ContractKey("kind", .choice(["DataContract"])),
      ContractKey("type", through: .v3_0_0),
      ContractKey("tags", .list(.text)),
      ContractKey("servers", .list(.mapping(.server))),
      ContractKey("description", .mapping(.description)),
      ContractKey("schema", .list(.mapping(.object))),
      ContractKey("support", .list(.mapping(.support))),
      ContractKey("price", .mapping(.price)),
      ContractKey("team", .team),
      ContractKey("roles", .list(.mapping(.role))),
      ContractKey("slaProperties", .list(.mapping(.agreement))),
      ContractKey("authoritativeDefinitions", .authorities, since: .v3_0_1),
      ContractKey("customProperties", .custom),
      ContractKey("contractCreatedTs", .formatted(.dateTime)),
      ContractKey("context", .textOr(.mapping(.context)), since: .v3_2_0),
    ]

  private static let elementKeys =
    ContractKey.texts("name", "physicalType", "description", "businessName") + [
      ContractKey("authoritativeDefinitions", .authorities),
      ContractKey("tags", .list(.text)),
      ContractKey("quality", .list(.mapping(.quality))),
      ContractKey("customProperties", .custom, since: .v3_0_1),
      ContractKey("id", .identifier, since: .v3_1_0),
      ContractKey("deprecated", .boolean, since: .v3_2_0),
      ContractKey("synonyms", .list(.mapping(.synonym)), since: .v3_2_0),
    ]

  private static let objectKeys =
    ContractKey.texts("physicalName", "dataGranularityDescription") + [
      ContractKey("properties", .list(.mapping(.property))),
      ContractKey("relationships", .list(.mapping(.relationship)), since: .v3_1_0),
      ContractKey("context", .textOr(.mapping(.context)), since: .v3_2_0),
    ]

  private static let propertyKeys =
    ContractKey.texts(
      "classification", "encryptedName", "transformLogic", "transformDescription")
    + [
      ContractKey("physicalName", since: .v3_0_2),
      ContractKey("primaryKey", .boolean), ContractKey("primaryKeyPosition", .integer),
      ContractKey("required", .boolean), ContractKey("unique", .boolean),
      ContractKey("partitioned", .boolean), ContractKey("partitionKeyPosition", .integer),
      ContractKey("criticalDataElement", .boolean),
      ContractKey("transformSourceObjects", .list(.text)),
      ContractKey("examples", .list(.anything)),
      ContractKey(
        "relationships", .list(.mapping(.propertyRelationship)), since: .v3_1_0),
      ContractKey(
        "semanticType", .choice(["column", "measure", "dimension"]), since: .v3_2_0),
      ContractKey(
        "enum", .list(.mapping(.enumValue), atLeast: 1, isDistinct: true), since: .v3_2_0),
    ]

  private static let qualityKeys =
    ContractKey.texts(
      "businessImpact", "description", "method", "name", "schedule", "scheduler", "severity",
      "unit")
    + [
      ContractKey("authoritativeDefinitions", .authorities),
      ContractKey("customProperties", .custom),
      ContractKey(
        "dimension",
        .choice([
          "accuracy", "completeness", "conformity", "consistency", "coverage", "timeliness",
          "uniqueness",
        ])),
      ContractKey("tags", .list(.text)),
      ContractKey("type", .choice(["text", "library", "sql", "custom"])),
      ContractKey("id", .identifier, since: .v3_1_0),
    ]

  private static let relationshipKeys = [
    ContractKey("to", .reference, since: .v3_1_0),
    ContractKey("type", .choice(["foreignKey"]), since: .v3_1_0),
    ContractKey("customProperties", .custom, since: .v3_1_0),
    ContractKey("id", since: .v3_2_0),
  ]

  private static let taggedKeys = [
    ContractKey("tags", .list(.text), since: .v3_1_0),
    ContractKey("customProperties", .custom, since: .v3_1_0),
    ContractKey("authoritativeDefinitions", .authorities, since: .v3_1_0),
  ]

  private static let describedKeys =
    taggedKeys + [ContractKey("id", .identifier, since: .v3_1_0)]
}

extension ContractShape {
  fileprivate static let custom = ContractShape.list(.mapping(.customProperty))
  fileprivate static let authorities = ContractShape.list(.mapping(.authoritativeDefinition))
}
