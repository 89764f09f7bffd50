/// One of the embedded queries, with the catalog whose OIDs it gives.
struct CatalogQuery: Sendable {
  let catalog: String
  /// Whether its parameter says if partitions are read whole.
  let takesPartitions: Bool
  let kind: Kind
  private let bytes: [UInt8]

  /// What its rows mean beyond what they say.
  enum Kind: Sendable {
    case plain
    /// Its rows are facts of objects that other rows are.
    case facts
    /// Its rows name what index keys speak of by OID.
    case names
    /// Its rows name the columns that others speak of by number.
    case columns
    /// Its rows speak of columns by number.
    case keyed
  }

  private init(
    _ catalog: String, _ bytes: [UInt8], takesPartitions: Bool = false, kind: Kind = .plain
  ) {
    self.kind = kind
    self.catalog = catalog
    self.bytes = bytes
    self.takesPartitions = takesPartitions
  }

  /// One query for each kind of object, or for kinds that share a catalog; first those whose answers
  /// the others' rows need.
  static let all: [CatalogQuery] = [
    CatalogQuery("", PackageResources.facts_columns_sql, kind: .facts),
    CatalogQuery("", PackageResources.facts_comments_sql, kind: .facts),
    CatalogQuery("", PackageResources.facts_constraints_sql, kind: .facts),
    CatalogQuery("", PackageResources.facts_extensions_sql, kind: .facts),
    CatalogQuery("", PackageResources.facts_grants_sql, kind: .facts),
    CatalogQuery("", PackageResources.facts_identities_sql, kind: .facts),
    CatalogQuery("", PackageResources.facts_indexes_sql, kind: .facts),
    CatalogQuery(
      "", PackageResources.facts_part_triggers_sql, takesPartitions: true, kind: .facts),
    CatalogQuery("", PackageResources.names_of_keys_sql, kind: .names),
    CatalogQuery("pg_database", PackageResources.object_database_sql),
    CatalogQuery("pg_namespace", PackageResources.object_schemas_sql),
    CatalogQuery("pg_class", PackageResources.object_relations_sql),
    CatalogQuery(
      "pg_class", PackageResources.object_columns_sql, takesPartitions: true, kind: .columns),
    CatalogQuery(
      "pg_constraint", PackageResources.object_constraints_sql, takesPartitions: true, kind: .keyed),
    CatalogQuery(
      "pg_class", PackageResources.object_indexes_sql, takesPartitions: true, kind: .keyed),
    CatalogQuery("pg_class", PackageResources.object_sequences_sql),
    CatalogQuery("pg_type", PackageResources.object_types_sql),
    CatalogQuery("pg_proc", PackageResources.object_routines_sql),
    CatalogQuery("pg_trigger", PackageResources.object_triggers_sql, takesPartitions: true),
    CatalogQuery("pg_event_trigger", PackageResources.object_event_triggers_sql),
    CatalogQuery("pg_rewrite", PackageResources.object_rules_sql),
    CatalogQuery("pg_policy", PackageResources.object_policies_sql),
    CatalogQuery("pg_extension", PackageResources.object_extensions_sql),
    CatalogQuery("pg_publication", PackageResources.object_publications_sql),
    CatalogQuery("pg_subscription", PackageResources.object_subscriptions_sql),
    CatalogQuery("pg_collation", PackageResources.object_collations_sql),
    CatalogQuery("pg_statistic_ext", PackageResources.object_statistics_sql),
    CatalogQuery("", PackageResources.object_foreign_data_sql),
    CatalogQuery("pg_cast", PackageResources.object_casts_sql),
    CatalogQuery("pg_operator", PackageResources.object_operators_sql),
    CatalogQuery("", PackageResources.object_rest_sql),
    CatalogQuery("pg_default_acl", PackageResources.object_default_privileges_sql),
  ]

  /// Whether any of what the others read has changed.
  static let state = CatalogQuery("", PackageResources.catalog_state_sql)

  /// The text for a server: without the lines that end in `-- since N`, where N is a later version.
  func text(for serverVersion: Int) -> String {
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count)
    // Byte by byte: the server waits while this goes on.
    for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      if let since = Self.since(of: line), serverVersion < since * 10_000 { continue }
      text += line
      text.append(UInt8(ascii: "\n"))
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The N of a line that ends in `-- since N`.
  private static func since(of line: ArraySlice<UInt8>) -> Int? {
    var start = line.endIndex
    while start > line.startIndex, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(line[start - 1])
    {
      start -= 1
    }
    guard start < line.endIndex, line[..<start].suffix(mark.count).elementsEqual(mark) else {
      return nil
    }
    return Int(String(decoding: line[start...], as: UTF8.self))
  }

  private static let mark = Array(" -- since ".utf8)
}
