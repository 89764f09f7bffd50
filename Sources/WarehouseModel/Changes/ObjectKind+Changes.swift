extension ChangeKind {
  /// Whether an object came, went, or is another.
  package enum Direction: Sendable { case added, dropped, changed }

  package var direction: Direction {
    if rawValue.hasSuffix("-added") && self != .notNullAdded && self != .enumValueAdded {
      return .added
    }
    if rawValue.hasSuffix("-dropped") && self != .notNullDropped && self != .enumValueDropped {
      return .dropped
    }
    switch self {
    case .partitionAttached: return .added
    default: return .changed
    }
  }
}

/// The ids that a kind of object has for coming, going, and changing in a way without an id of its own.
struct ChangeKinds: Sendable {
  let added: ChangeKind
  let dropped: ChangeKind
  let renamed: ChangeKind
  let changed: ChangeKind

  init(
    _ added: ChangeKind, _ dropped: ChangeKind, renamed: ChangeKind = .objectRenamed,
    changed: ChangeKind = .objectChanged
  ) {
    self.added = added
    self.dropped = dropped
    self.renamed = renamed
    self.changed = changed
  }
}

extension ObjectKind {
  var changeKinds: ChangeKinds {
    switch self {
    case .schema: ChangeKinds(.schemaAdded, .schemaDropped, renamed: .schemaRenamed)
    case .table: ChangeKinds(.tableAdded, .tableDropped, renamed: .tableRenamed)
    case .view: ChangeKinds(.viewAdded, .viewDropped, renamed: .viewRenamed)
    case .materializedView:
      ChangeKinds(.materializedViewAdded, .materializedViewDropped, renamed: .viewRenamed)
    case .foreignTable:
      ChangeKinds(.foreignTableAdded, .foreignTableDropped, renamed: .tableRenamed)
    case .compositeType:
      ChangeKinds(.compositeTypeAdded, .compositeTypeDropped, renamed: .typeRenamed)
    case .column: ChangeKinds(.columnAdded, .columnDropped, renamed: .columnRenamed)
    case .primaryKey:
      ChangeKinds(
        .primaryKeyAdded, .grainChanged, renamed: .constraintRenamed, changed: .grainChanged)
    case .unique:
      ChangeKinds(
        .uniqueAdded, .uniqueDropped, renamed: .constraintRenamed, changed: .uniqueChanged)
    case .foreignKey:
      ChangeKinds(
        .foreignKeyAdded, .foreignKeyDropped, renamed: .constraintRenamed,
        changed: .foreignKeyChanged)
    case .check:
      ChangeKinds(.checkAdded, .checkDropped, renamed: .constraintRenamed, changed: .checkChanged)
    case .exclusion:
      ChangeKinds(
        .exclusionAdded, .exclusionDropped, renamed: .constraintRenamed,
        changed: .exclusionChanged)
    case .index:
      ChangeKinds(.indexAdded, .indexDropped, renamed: .indexRenamed, changed: .indexChanged)
    case .trigger: ChangeKinds(.triggerAdded, .triggerDropped, changed: .triggerChanged)
    case .rule: ChangeKinds(.ruleAdded, .ruleDropped, changed: .ruleChanged)
    case .policy: ChangeKinds(.policyAdded, .policyDropped, changed: .policyChanged)
    case .sequence:
      ChangeKinds(
        .sequenceAdded, .sequenceDropped, renamed: .sequenceRenamed, changed: .sequenceChanged)
    case .enumeration: ChangeKinds(.enumAdded, .enumDropped, renamed: .typeRenamed)
    case .domain:
      ChangeKinds(.domainAdded, .domainDropped, renamed: .typeRenamed, changed: .domainChanged)
    case .rangeType:
      ChangeKinds(
        .rangeTypeAdded, .rangeTypeDropped, renamed: .typeRenamed, changed: .rangeTypeChanged)
    case .baseType:
      ChangeKinds(
        .baseTypeAdded, .baseTypeDropped, renamed: .typeRenamed, changed: .baseTypeChanged)
    case .function, .procedure, .aggregate, .windowFunction:
      ChangeKinds(
        .routineAdded, .routineDropped, renamed: .routineRenamed, changed: .routineChanged)
    case .collation: ChangeKinds(.collationAdded, .collationDropped, changed: .collationChanged)
    case .statistics: ChangeKinds(.statisticsAdded, .statisticsDropped, changed: .statisticsChanged)
    case .operator: ChangeKinds(.operatorAdded, .operatorDropped, changed: .operatorChanged)
    case .defaultPrivileges:
      ChangeKinds(
        .defaultPrivilegesChanged, .defaultPrivilegesChanged, changed: .defaultPrivilegesChanged)
    case .cast: ChangeKinds(.castAdded, .castDropped, changed: .castChanged)
    case .extension: ChangeKinds(.extensionAdded, .extensionDropped, changed: .extensionChanged)
    case .eventTrigger:
      ChangeKinds(.eventTriggerAdded, .eventTriggerDropped, changed: .eventTriggerChanged)
    case .foreignDataWrapper:
      ChangeKinds(
        .foreignDataWrapperAdded, .foreignDataWrapperDropped, changed: .foreignDataWrapperChanged)
    case .foreignServer:
      ChangeKinds(.foreignServerAdded, .foreignServerDropped, changed: .foreignServerChanged)
    case .userMapping: ChangeKinds(.userMappingAdded, .userMappingDropped)
    case .publication:
      ChangeKinds(.publicationAdded, .publicationDropped, changed: .publicationChanged)
    case .subscription:
      ChangeKinds(.subscriptionAdded, .subscriptionDropped, changed: .subscriptionChanged)
    case .database, .operatorClass, .operatorFamily, .textSearchConfiguration,
      .textSearchDictionary, .textSearchParser, .textSearchTemplate, .conversion, .language,
      .accessMethod, .transform:
      ChangeKinds(.objectAdded, .objectDropped)
    }
  }
}
