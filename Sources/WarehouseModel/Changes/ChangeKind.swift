/// What can happen to a schema, as a closed list.
///
/// The raw values are permanent: they stand in output, in files and in links. Each has a page in
/// `docs/changes/`, which `whtest explain` prints.
package enum ChangeKind: String, CaseIterable, Hashable, Sendable {
  // The database and its schemas
  case encodingChanged = "encoding-changed"
  case databaseLocaleChanged = "database-locale-changed"
  case schemaAdded = "schema-added"
  case schemaDropped = "schema-dropped"
  case schemaRenamed = "schema-renamed"

  // Tables
  case tableAdded = "table-added"
  case tableDropped = "table-dropped"
  case tableRenamed = "table-renamed"
  case tableMoved = "table-moved"
  case relationKindChanged = "relation-kind-changed"
  case persistenceChanged = "persistence-changed"
  case inheritanceChanged = "inheritance-changed"
  case storageParametersChanged = "storage-parameters-changed"
  case accessMethodChanged = "access-method-changed"
  case tablespaceChanged = "tablespace-changed"
  case rowSecurityEnabled = "row-security-enabled"
  case rowSecurityDisabled = "row-security-disabled"
  case replicaIdentityChanged = "replica-identity-changed"
  case foreignTableAdded = "foreign-table-added"
  case foreignTableDropped = "foreign-table-dropped"
  case foreignOptionsChanged = "foreign-options-changed"

  // Partitions
  case partitionAttached = "partition-attached"
  case partitionDetached = "partition-detached"
  case partitionDropped = "partition-dropped"
  case partitionBoundChanged = "partition-bound-changed"
  case partitionKeyChanged = "partition-key-changed"

  // Columns
  case columnAdded = "column-added"
  case columnDropped = "column-dropped"
  case columnRenamed = "column-renamed"
  case columnsReordered = "columns-reordered"
  case typeWidened = "type-widened"
  case typeNarrowed = "type-narrowed"
  case typeChanged = "type-changed"
  case notNullAdded = "not-null-added"
  case notNullDropped = "not-null-dropped"
  case defaultChanged = "default-changed"
  case identityChanged = "identity-changed"
  case generatedChanged = "generated-changed"
  case columnCollationChanged = "column-collation-changed"
  case columnStorageChanged = "column-storage-changed"

  // Constraints
  case grainChanged = "grain-changed"
  case primaryKeyAdded = "primary-key-added"
  case uniqueAdded = "unique-added"
  case uniqueDropped = "unique-dropped"
  case uniqueChanged = "unique-changed"
  case foreignKeyAdded = "foreign-key-added"
  case foreignKeyDropped = "foreign-key-dropped"
  case foreignKeyChanged = "foreign-key-changed"
  case checkAdded = "check-added"
  case checkDropped = "check-dropped"
  case checkChanged = "check-changed"
  case exclusionAdded = "exclusion-added"
  case exclusionDropped = "exclusion-dropped"
  case exclusionChanged = "exclusion-changed"
  case constraintRenamed = "constraint-renamed"
  case constraintValidated = "constraint-validated"
  case constraintNotValid = "constraint-not-valid"
  case constraintTimingChanged = "constraint-timing-changed"

  // Indexes
  case indexAdded = "index-added"
  case indexDropped = "index-dropped"
  case indexChanged = "index-changed"
  case indexRenamed = "index-renamed"
  case indexInvalid = "index-invalid"
  case indexValid = "index-valid"

  // Views
  case viewAdded = "view-added"
  case viewDropped = "view-dropped"
  case viewRenamed = "view-renamed"
  case viewDefinitionChanged = "view-definition-changed"
  case viewOptionsChanged = "view-options-changed"
  case materializedViewAdded = "materialized-view-added"
  case materializedViewDropped = "materialized-view-dropped"
  case materializedViewPopulated = "materialized-view-populated"
  case materializedViewUnpopulated = "materialized-view-unpopulated"

  // Sequences
  case sequenceAdded = "sequence-added"
  case sequenceDropped = "sequence-dropped"
  case sequenceRenamed = "sequence-renamed"
  case sequenceChanged = "sequence-changed"

  // Types
  case enumAdded = "enum-added"
  case enumDropped = "enum-dropped"
  case enumValueAdded = "enum-value-added"
  case enumValueDropped = "enum-value-dropped"
  case enumValueRenamed = "enum-value-renamed"
  case enumValuesReordered = "enum-values-reordered"
  case domainAdded = "domain-added"
  case domainDropped = "domain-dropped"
  case domainChanged = "domain-changed"
  case compositeTypeAdded = "composite-type-added"
  case compositeTypeDropped = "composite-type-dropped"
  case rangeTypeAdded = "range-type-added"
  case rangeTypeDropped = "range-type-dropped"
  case rangeTypeChanged = "range-type-changed"
  case baseTypeAdded = "base-type-added"
  case baseTypeDropped = "base-type-dropped"
  case baseTypeChanged = "base-type-changed"
  case typeRenamed = "type-renamed"

  // Functions, procedures, aggregates
  case routineAdded = "routine-added"
  case routineDropped = "routine-dropped"
  case routineRenamed = "routine-renamed"
  case routineBodyChanged = "routine-body-changed"
  case routineResultChanged = "routine-result-changed"
  case routineChanged = "routine-changed"

  // What acts on its own
  case triggerAdded = "trigger-added"
  case triggerDropped = "trigger-dropped"
  case triggerChanged = "trigger-changed"
  case triggerEnabled = "trigger-enabled"
  case triggerDisabled = "trigger-disabled"
  case eventTriggerAdded = "event-trigger-added"
  case eventTriggerDropped = "event-trigger-dropped"
  case eventTriggerChanged = "event-trigger-changed"
  case ruleAdded = "rule-added"
  case ruleDropped = "rule-dropped"
  case ruleChanged = "rule-changed"

  // Who may see what
  case policyAdded = "policy-added"
  case policyDropped = "policy-dropped"
  case policyChanged = "policy-changed"
  case privilegeGranted = "privilege-granted"
  case privilegeRevoked = "privilege-revoked"
  case defaultPrivilegesChanged = "default-privileges-changed"
  case ownerChanged = "owner-changed"

  // Replication and foreign data
  case publicationAdded = "publication-added"
  case publicationDropped = "publication-dropped"
  case publicationChanged = "publication-changed"
  case subscriptionAdded = "subscription-added"
  case subscriptionDropped = "subscription-dropped"
  case subscriptionChanged = "subscription-changed"
  case foreignServerAdded = "foreign-server-added"
  case foreignServerDropped = "foreign-server-dropped"
  case foreignServerChanged = "foreign-server-changed"
  case foreignDataWrapperAdded = "foreign-data-wrapper-added"
  case foreignDataWrapperDropped = "foreign-data-wrapper-dropped"
  case foreignDataWrapperChanged = "foreign-data-wrapper-changed"
  case userMappingAdded = "user-mapping-added"
  case userMappingDropped = "user-mapping-dropped"

  // What the rest is built with
  case extensionAdded = "extension-added"
  case extensionDropped = "extension-dropped"
  case extensionChanged = "extension-changed"
  case collationAdded = "collation-added"
  case collationDropped = "collation-dropped"
  case collationChanged = "collation-changed"
  case statisticsAdded = "statistics-added"
  case statisticsDropped = "statistics-dropped"
  case statisticsChanged = "statistics-changed"
  case castAdded = "cast-added"
  case castDropped = "cast-dropped"
  case castChanged = "cast-changed"
  case operatorAdded = "operator-added"
  case operatorDropped = "operator-dropped"
  case operatorChanged = "operator-changed"

  // Any kind of object
  case commentChanged = "comment-changed"
  case objectAdded = "object-added"
  case objectDropped = "object-dropped"
  case objectRenamed = "object-renamed"
  case objectMoved = "object-moved"
  case objectChanged = "object-changed"
  case possibleRename = "possible-rename"
}

extension ChangeKind: Comparable {
  package static func < (left: ChangeKind, right: ChangeKind) -> Bool {
    left.rawValue < right.rawValue
  }
}
