/// The kinds of objects that a snapshot holds, in PostgreSQL's own words.
package enum ObjectKind: String, CaseIterable, Hashable, Sendable {
  case database, schema, table, view
  case materializedView = "materialized-view"
  case foreignTable = "foreign-table"
  case compositeType = "composite-type"
  case column
  case primaryKey = "primary-key"
  case unique
  case foreignKey = "foreign-key"
  case check, exclusion, index, trigger, rule, policy, sequence
  case enumeration = "enum"
  case domain
  case rangeType = "range-type"
  case baseType = "base-type"
  case function, procedure, aggregate
  case windowFunction = "window-function"
  case collation, statistics
  case `operator`
  case operatorClass = "operator-class"
  case operatorFamily = "operator-family"
  case textSearchConfiguration = "text-search-configuration"
  case textSearchDictionary = "text-search-dictionary"
  case textSearchParser = "text-search-parser"
  case textSearchTemplate = "text-search-template"
  case conversion
  case defaultPrivileges = "default-privileges"
  case cast
  case `extension`
  case language
  case accessMethod = "access-method"
  case transform
  case eventTrigger = "event-trigger"
  case foreignDataWrapper = "foreign-data-wrapper"
  case foreignServer = "foreign-server"
  case userMapping = "user-mapping"
  case publication, subscription

  /// Kinds among which a name is unique, and which one object may change into another of.
  package enum Space: Hashable, Sendable {
    case relation, type, routine, constraint
    case own(ObjectKind)
  }

  package var space: Space {
    switch self {
    case .table, .view, .materializedView, .foreignTable: .relation
    case .compositeType, .enumeration, .domain, .rangeType, .baseType: .type
    case .function, .procedure, .aggregate, .windowFunction: .routine
    case .primaryKey, .unique, .foreignKey, .check, .exclusion: .constraint
    case .database, .schema, .column, .index, .trigger, .rule, .policy, .sequence, .collation,
      .statistics, .operator, .operatorClass, .operatorFamily, .textSearchConfiguration,
      .textSearchDictionary, .textSearchParser, .textSearchTemplate, .conversion,
      .defaultPrivileges, .cast, .extension, .language, .accessMethod, .transform, .eventTrigger,
      .foreignDataWrapper, .foreignServer, .userMapping, .publication, .subscription:
      .own(self)
    }
  }

  /// Whether the object is a part of a relation, of a composite type or of a domain.
  package var isPart: Bool {
    switch space {
    case .constraint: true
    case .own(let kind): [.column, .index, .trigger, .rule, .policy].contains(kind)
    case .relation, .type, .routine: false
    }
  }

  /// In words, for people: `materialized view`.
  package var words: String {
    String(rawValue.map { $0 == "-" ? " " : $0 })
  }

  /// The kind of that name, found faster than `init(rawValue:)` does, which tries one by one.
  package init?(name: String) {
    guard let kind = Self.named[name] else { return nil }
    self = kind
  }

  private static let named = Dictionary(
    uniqueKeysWithValues: allCases.map { ($0.rawValue, $0) })

  /// Where the kind stands among the objects of one name, in files and reports.
  package var position: Int { Self.positions[self] ?? 0 }

  private static let positions = Dictionary(
    uniqueKeysWithValues: zip(allCases, allCases.indices))
}
