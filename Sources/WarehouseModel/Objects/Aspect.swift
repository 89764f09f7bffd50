/// One thing that is known about an object.
///
/// The raw values are the keys in a snapshot file and the
/// column names of the catalog queries.
package enum Aspect: String, CaseIterable, Hashable, Sendable {
  case accessMethod = "access_method"
  case allTables = "all_tables"
  case arguments
  case baseType = "base_type"
  case body, cache, clustered, collation, columns, command, comment, compression, configuration
  case context, cost, cycle
  case `default`
  case deferrable, definition
  case dependsOnExtensions = "depends_on_extensions"
  case disabled, enabled, encoding, event, expression
  case forceRowSecurity = "force_row_security"
  case foreignOptions = "foreign_options"
  case function, generated
  case generatedColumns = "generated_columns"
  case grants, handler
  case icuLocale = "icu_locale"
  case identity
  case identityOptions = "identity_options"
  case inSchema = "in_schema"
  case include, increment
  case indexComment = "index_comment"
  case inherited, inherits, invalid, keys, kinds, labels, language
  case lcCollate = "lc_collate"
  case lcCtype = "lc_ctype"
  case leakproof, library, match, maximum, method, minimum, multirange
  case noInherit = "no_inherit"
  case nondeterministic
  case notEnforced = "not_enforced"
  case notNull = "not_null"
  case notValid = "not_valid"
  case nullsNotDistinct = "nulls_not_distinct"
  case ofType = "of_type"
  case onDelete = "on_delete"
  case onUpdate = "on_update"
  case operations, options
  case ownedBy = "owned_by"
  case owner, parallel
  case partitionBound = "partition_bound"
  case partitionKey = "partition_key"
  case partitionOf = "partition_of"
  case persistence, predicate, provider, publications
  case referencedColumns = "referenced_columns"
  case references
  case replicaIdentity = "replica_identity"
  case restrictive, result, revokes, roles
  case rowSecurity = "row_security"
  case rows, rules, schemas
  case securityDefiner = "security_definer"
  case server
  case setColumns = "set_columns"
  case slot, start
  case statisticsTarget = "statistics_target"
  case storage, strict, subtype, support, table, tables, tablespace, tags, triggers, type, unique,
    unpopulated
  case using, validator, version
  case viaRoot = "via_root"
  case volatility
  case withCheck = "with_check"
  case withoutOverlaps = "without_overlaps"
  case wrapper

  /// What a fact of this aspect looks like.
  package enum Shape: Sendable { case text, number, flag, list }

  package var shape: Shape {
    switch self {
    case .cache, .increment, .maximum, .minimum, .start, .statisticsTarget: .number
    case .allTables, .clustered, .cycle, .disabled, .forceRowSecurity, .inherited, .invalid,
      .leakproof, .noInherit, .nondeterministic, .notEnforced, .notNull, .notValid,
      .nullsNotDistinct, .restrictive, .rowSecurity, .securityDefiner, .strict, .unique,
      .unpopulated, .viaRoot, .withoutOverlaps:
      .flag
    case .columns, .configuration, .dependsOnExtensions, .foreignOptions, .grants, .identityOptions,
      .include, .inherits,
      .keys, .kinds, .labels, .operations, .options, .publications, .referencedColumns, .revokes,
      .roles, .schemas, .setColumns, .tables, .tags, .triggers:
      .list
    case .accessMethod, .arguments, .baseType, .body, .collation, .command, .comment,
      .compression, .context, .cost, .default, .deferrable, .definition, .enabled, .encoding,
      .event, .expression, .function, .generated, .generatedColumns, .handler, .icuLocale,
      .indexComment, .identity, .inSchema, .language, .lcCollate, .lcCtype, .library, .match,
      .method,
      .multirange, .ofType, .onDelete, .onUpdate, .ownedBy, .owner, .parallel, .partitionBound,
      .partitionKey, .partitionOf, .persistence, .predicate, .provider, .references,
      .replicaIdentity, .result, .rows, .rules, .server, .slot, .storage, .subtype, .support,
      .table, .tablespace, .type, .using, .validator, .version, .volatility, .withCheck, .wrapper:
      .text
    }
  }

  /// In words, for people: `replica identity`.
  package var words: String { String(rawValue.map { $0 == "_" ? " " : $0 }) }
}

extension Aspect {
  /// The aspect of that name, found faster than `init(rawValue:)` does, which tries one by one.
  package init?(name: String) {
    guard let aspect = Self.named[name] else { return nil }
    self = aspect
  }

  private static let named = Dictionary(
    uniqueKeysWithValues: allCases.map { ($0.rawValue, $0) })
}

extension Aspect: Comparable {
  package static func < (left: Aspect, right: Aspect) -> Bool {
    left.rawValue.utf8.lexicographicallyPrecedes(right.rawValue.utf8)
  }
}
