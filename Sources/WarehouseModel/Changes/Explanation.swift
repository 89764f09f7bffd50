/// What a person needs to know about a kind of change: what was found, why it matters, what to do.
package struct Explanation: Hashable, Sendable {
  /// What exactly differs in the schema, with the catalog fact that says so.
  package let detects: String
  /// Why it hurts readers, copies and jobs, or why it does not.
  package let why: String
  /// What to do about it.
  package let remedy: String

  package init(detects: String, why: String, remedy: String) {
    self.detects = detects
    self.why = why
    self.remedy = remedy
  }
}

extension ChangeKind {
  /// What this kind of change means; the texts stand in `Explanations`, by family.
  package var explanation: Explanation {
    switch self {
    case .encodingChanged: .encodingChanged
    case .databaseLocaleChanged: .databaseLocaleChanged
    case .schemaAdded: .schemaAdded
    case .schemaDropped: .schemaDropped
    case .schemaRenamed: .schemaRenamed
    case .tableAdded: .tableAdded
    case .tableDropped: .tableDropped
    case .tableRenamed: .tableRenamed
    case .tableMoved: .tableMoved
    case .relationKindChanged: .relationKindChanged
    case .persistenceChanged: .persistenceChanged
    case .inheritanceChanged: .inheritanceChanged
    case .storageParametersChanged: .storageParametersChanged
    case .accessMethodChanged: .accessMethodChanged
    case .tablespaceChanged: .tablespaceChanged
    case .rowSecurityEnabled: .rowSecurityEnabled
    case .rowSecurityDisabled: .rowSecurityDisabled
    case .replicaIdentityChanged: .replicaIdentityChanged
    case .foreignTableAdded: .foreignTableAdded
    case .foreignTableDropped: .foreignTableDropped
    case .foreignOptionsChanged: .foreignOptionsChanged
    case .partitionAttached: .partitionAttached
    case .partitionDetached: .partitionDetached
    case .partitionDropped: .partitionDropped
    case .partitionBoundChanged: .partitionBoundChanged
    case .partitionKeyChanged: .partitionKeyChanged
    case .columnAdded: .columnAdded
    case .columnDropped: .columnDropped
    case .columnRenamed: .columnRenamed
    case .columnsReordered: .columnsReordered
    case .typeWidened: .typeWidened
    case .typeNarrowed: .typeNarrowed
    case .typeChanged: .typeChanged
    case .notNullAdded: .notNullAdded
    case .notNullDropped: .notNullDropped
    case .defaultChanged: .defaultChanged
    case .identityChanged: .identityChanged
    case .generatedChanged: .generatedChanged
    case .columnCollationChanged: .columnCollationChanged
    case .columnStorageChanged: .columnStorageChanged
    case .grainChanged: .grainChanged
    case .primaryKeyAdded: .primaryKeyAdded
    case .uniqueAdded: .uniqueAdded
    case .uniqueDropped: .uniqueDropped
    case .uniqueChanged: .uniqueChanged
    case .foreignKeyAdded: .foreignKeyAdded
    case .foreignKeyDropped: .foreignKeyDropped
    case .foreignKeyChanged: .foreignKeyChanged
    case .checkAdded: .checkAdded
    case .checkDropped: .checkDropped
    case .checkChanged: .checkChanged
    case .exclusionAdded: .exclusionAdded
    case .exclusionDropped: .exclusionDropped
    case .exclusionChanged: .exclusionChanged
    case .constraintRenamed: .constraintRenamed
    case .constraintValidated: .constraintValidated
    case .constraintNotValid: .constraintNotValid
    case .constraintTimingChanged: .constraintTimingChanged
    case .indexAdded: .indexAdded
    case .indexDropped: .indexDropped
    case .indexChanged: .indexChanged
    case .indexRenamed: .indexRenamed
    case .indexInvalid: .indexInvalid
    case .indexValid: .indexValid
    case .viewAdded: .viewAdded
    case .viewDropped: .viewDropped
    case .viewRenamed: .viewRenamed
    case .viewDefinitionChanged: .viewDefinitionChanged
    case .viewOptionsChanged: .viewOptionsChanged
    case .materializedViewAdded: .materializedViewAdded
    case .materializedViewDropped: .materializedViewDropped
    case .materializedViewPopulated: .materializedViewPopulated
    case .materializedViewUnpopulated: .materializedViewUnpopulated
    case .sequenceAdded: .sequenceAdded
    case .sequenceDropped: .sequenceDropped
    case .sequenceRenamed: .sequenceRenamed
    case .sequenceChanged: .sequenceChanged
    case .enumAdded: .enumAdded
    case .enumDropped: .enumDropped
    case .enumValueAdded: .enumValueAdded
    case .enumValueDropped: .enumValueDropped
    case .enumValueRenamed: .enumValueRenamed
    case .enumValuesReordered: .enumValuesReordered
    case .domainAdded: .domainAdded
    case .domainDropped: .domainDropped
    case .domainChanged: .domainChanged
    case .compositeTypeAdded: .compositeTypeAdded
    case .compositeTypeDropped: .compositeTypeDropped
    case .rangeTypeAdded: .rangeTypeAdded
    case .rangeTypeDropped: .rangeTypeDropped
    case .rangeTypeChanged: .rangeTypeChanged
    case .baseTypeAdded: .baseTypeAdded
    case .baseTypeDropped: .baseTypeDropped
    case .baseTypeChanged: .baseTypeChanged
    case .typeRenamed: .typeRenamed
    case .routineAdded: .routineAdded
    case .routineDropped: .routineDropped
    case .routineRenamed: .routineRenamed
    case .routineBodyChanged: .routineBodyChanged
    case .routineResultChanged: .routineResultChanged
    case .routineChanged: .routineChanged
    case .triggerAdded: .triggerAdded
    case .triggerDropped: .triggerDropped
    case .triggerChanged: .triggerChanged
    case .triggerEnabled: .triggerEnabled
    case .triggerDisabled: .triggerDisabled
    case .eventTriggerAdded: .eventTriggerAdded
    case .eventTriggerDropped: .eventTriggerDropped
    case .eventTriggerChanged: .eventTriggerChanged
    case .ruleAdded: .ruleAdded
    case .ruleDropped: .ruleDropped
    case .ruleChanged: .ruleChanged
    case .policyAdded: .policyAdded
    case .policyDropped: .policyDropped
    case .policyChanged: .policyChanged
    case .privilegeGranted: .privilegeGranted
    case .privilegeRevoked: .privilegeRevoked
    case .defaultPrivilegesChanged: .defaultPrivilegesChanged
    case .ownerChanged: .ownerChanged
    case .publicationAdded: .publicationAdded
    case .publicationDropped: .publicationDropped
    case .publicationChanged: .publicationChanged
    case .subscriptionAdded: .subscriptionAdded
    case .subscriptionDropped: .subscriptionDropped
    case .subscriptionChanged: .subscriptionChanged
    case .foreignServerAdded: .foreignServerAdded
    case .foreignServerDropped: .foreignServerDropped
    case .foreignServerChanged: .foreignServerChanged
    case .foreignDataWrapperAdded: .foreignDataWrapperAdded
    case .foreignDataWrapperDropped: .foreignDataWrapperDropped
    case .foreignDataWrapperChanged: .foreignDataWrapperChanged
    case .userMappingAdded: .userMappingAdded
    case .userMappingDropped: .userMappingDropped
    case .extensionAdded: .extensionAdded
    case .extensionDropped: .extensionDropped
    case .extensionChanged: .extensionChanged
    case .collationAdded: .collationAdded
    case .collationDropped: .collationDropped
    case .collationChanged: .collationChanged
    case .statisticsAdded: .statisticsAdded
    case .statisticsDropped: .statisticsDropped
    case .statisticsChanged: .statisticsChanged
    case .castAdded: .castAdded
    case .castDropped: .castDropped
    case .castChanged: .castChanged
    case .operatorAdded: .operatorAdded
    case .operatorDropped: .operatorDropped
    case .operatorChanged: .operatorChanged
    case .commentChanged: .commentChanged
    case .objectAdded: .objectAdded
    case .objectDropped: .objectDropped
    case .objectRenamed: .objectRenamed
    case .objectMoved: .objectMoved
    case .objectChanged: .objectChanged
    case .possibleRename: .possibleRename
    }
  }
}
