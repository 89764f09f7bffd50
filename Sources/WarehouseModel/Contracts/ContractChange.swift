/// What can happen to a contract, as a closed list.
///
/// The raw values are permanent: they stand in output, in files and in links.
package enum ContractChangeKind: String, CaseIterable, Hashable, Sendable {
  // The contract
  case identityChanged = "identity-changed"
  case serverChanged = "server-changed"
  case versionNotRaised = "version-not-raised"

  // Objects
  case objectAdded = "object-added"
  case objectRemoved = "object-removed"
  case objectMoved = "object-moved"
  case objectRenamed = "object-renamed"
  case primaryKeyAdded = "primary-key-added"
  case primaryKeyChanged = "primary-key-changed"
  case primaryKeyRemoved = "primary-key-removed"
  case relationshipAdded = "relationship-added"
  case relationshipRemoved = "relationship-removed"
  case loadChanged = "load-changed"

  // Properties
  case propertyAdded = "property-added"
  case propertyRemoved = "property-removed"
  case propertyRenamed = "property-renamed"
  case columnChanged = "column-changed"
  case typeAdded = "type-added"
  case typeChanged = "type-changed"
  case typeNarrowed = "type-narrowed"
  case typeRemoved = "type-removed"
  case typeWidened = "type-widened"
  case requiredAdded = "required-added"
  case requiredRemoved = "required-removed"
  case uniqueAdded = "unique-added"
  case uniqueRemoved = "unique-removed"
  case timeZoneChanged = "time-zone-changed"
  case classificationChanged = "classification-changed"

  // What values may be
  case limitAdded = "limit-added"
  case limitChanged = "limit-changed"
  case limitLoosened = "limit-loosened"
  case limitRemoved = "limit-removed"
  case limitTightened = "limit-tightened"
  case validValueAdded = "valid-value-added"
  case validValueRemoved = "valid-value-removed"
  case qualityAdded = "quality-added"
  case qualityChanged = "quality-changed"
  case qualityRemoved = "quality-removed"
  case severityLowered = "severity-lowered"
  case severityRaised = "severity-raised"
}

/// One difference between two versions of a contract, with what it does to those who rely on it.
package struct ContractChange: Hashable, Sendable {
  package let kind: ContractChangeKind
  /// The object's name; nil for what concerns the whole contract.
  package let object: String?
  /// The property's name; nil for what concerns the whole object.
  package let property: String?
  /// Nil where there was nothing.
  package let before: String?
  package let after: String?
  package let verdict: Verdict
  /// Why that verdict, in one sentence.
  package let reason: String
  /// Where the newer contract says it; where the older one did, if it is gone.
  package let location: SourceLocation

  /// Whether something new can be relied on.
  var isAddition: Bool {
    switch kind {
    case .objectAdded, .propertyAdded, .primaryKeyAdded, .relationshipAdded, .typeAdded,
      .requiredAdded, .uniqueAdded, .limitAdded, .qualityAdded:
      true
    case .identityChanged, .serverChanged, .versionNotRaised, .objectRemoved, .objectMoved,
      .objectRenamed, .propertyRenamed, .primaryKeyChanged, .primaryKeyRemoved,
      .relationshipRemoved, .loadChanged, .propertyRemoved,
      .columnChanged, .typeChanged, .typeNarrowed, .typeRemoved, .typeWidened, .requiredRemoved,
      .uniqueRemoved, .timeZoneChanged, .classificationChanged, .limitChanged, .limitLoosened,
      .limitRemoved, .limitTightened, .validValueAdded, .validValueRemoved, .qualityChanged,
      .qualityRemoved, .severityLowered, .severityRaised:
      false
    }
  }

  /// The object and the property, as people write them.
  package var subject: String {
    [object, property].compactMap(\.self).joined(separator: ".")
  }
}
