/// What a server of one `type` is described by.
struct ServerKind: Sendable {
  let keys: [ContractKey]
  /// Keys that must be there, and the releases that ask for them.
  let required: [ContractKey]
  let since: StandardRelease

  /// - Parameter keys: texts, unless the name says otherwise; a `!` behind those that must be there.
  private init(
    _ keys: String, since: StandardRelease = .v3_0_0, later: [ContractKey] = []
  ) {
    let words = keys.split(separator: " ")
    let own = words.flatMap { Self.keys(called: $0.filter { $0 != "!" }) } + later
    self.keys = own
    required = words.filter { $0.hasSuffix("!") }.map { ContractKey(String($0.dropLast())) }
    self.since = since
  }

  private init(_ keys: [ContractKey], required: [ContractKey]) {
    self.keys = keys
    self.required = required
    since = .v3_0_0
  }

  /// The types of servers that a release of the standard knows.
  static func types(in release: StandardRelease) -> [String] {
    all.filter { $0.value.since <= release }.keys.sorted()
  }

  static let all: [String: ServerKind] = {
    let full = ServerKind("host! port! database! schema!")
    let database = ServerKind("host! port! database!")
    let fileKeys = [ContractKey("location", .formatted(.uri))] + layout
    let named = [ContractKey("location")]
    return [
      "api": ServerKind("location!"),
      "athena": athena,
      "azure": ServerKind(fileKeys, required: named + [ContractKey("format")]),
      "bigquery": ServerKind("project! dataset!"),
      "btrieve": ServerKind("host! port database!", since: .v3_2_0),
      "clickhouse": database,
      "cloudsql": full,
      "custom": ServerKind(
        "account catalog database dataset delimiter endpointUrl format host location path port "
          + "project region regionName schema serviceName stagingDir warehouse",
        later: [ContractKey("stream", since: .v3_1_0), encoding]),
      "databricks": ServerKind("host catalog! schema!"),
      "db2": ServerKind("host! port! database! schema"),
      "denodo": ServerKind("host! port! database"),
      "dremio": ServerKind("host! port! schema"),
      "duckdb": ServerKind(
        [
          ContractKey("database"), ContractKey("schema", .integer, through: .v3_0_2),
          ContractKey("schema", since: .v3_1_0),
        ], required: [ContractKey("database")]),
      "exasol": ServerKind("host! port schema", since: .v3_2_0),
      "fastobjects": ServerKind("host port database!", since: .v3_2_0),
      "glue": ServerKind("account! database! location format", later: [encoding]),
      "hana": ServerKind("host! port database schema", since: .v3_2_0),
      "hive": ServerKind("host! port database!", since: .v3_1_0),
      "iceberg": ServerKind("catalog! catalogUrl! namespace warehouse", since: .v3_2_0),
      "impala": ServerKind("host! port database!", since: .v3_1_0),
      "informix": ServerKind("host! port database!"),
      "ingres": ServerKind("host! port database!", since: .v3_2_0),
      "kafka": ServerKind("host! format", later: [encoding]),
      "kinesis": ServerKind("region format", later: [encoding]),
      "local": ServerKind("path! format!", later: [encoding]),
      "mysql": database,
      "oracle": ServerKind("host! port! serviceName!"),
      "poet": ServerKind("host port database!", since: .v3_2_0),
      "postgres": full,
      "postgresql": full,
      "presto": ServerKind("host! catalog schema"),
      "pubsub": ServerKind("project!"),
      "redshift": ServerKind("host database! schema! region account"),
      "s3": ServerKind(
        fileKeys + [ContractKey("endpointUrl", .formatted(.uri))], required: named),
      "sftp": ServerKind(
        [ContractKey("location", .textBeginning("sftp://"))] + layout, required: named),
      "snowflake": ServerKind("host port account! database! schema! warehouse"),
      "sqlserver": ServerKind("host! port database! schema!"),
      "synapse": database,
      "teradata": ServerKind("host! port database", since: .v3_2_0),
      "trino": ServerKind("host! port! catalog! schema!"),
      "vectorwise": ServerKind("host! port database!", since: .v3_2_0),
      "versant": ServerKind("host port database!", since: .v3_2_0),
      "vertica": full,
      "zen": ServerKind("host! port database!", since: .v3_1_0),
    ]
  }()

  private static let athena = ServerKind(
    ContractKey.texts("schema", "catalog", "regionName") + [
      ContractKey("stagingDir", .formatted(.uri)), ContractKey("workgroup", since: .v3_2_0),
    ],
    required: [
      ContractKey("schema"),
      // The first schemas asked for a key by a name that they did not describe.
      ContractKey("staging_dir", through: .v3_0_1),
      ContractKey("stagingDir", since: .v3_0_2, through: .v3_1_0),
    ])

  private static let encoding = ContractKey("encoding", since: .v3_2_0)

  /// How files are laid out.
  private static let layout = [
    ContractKey("format", .choice(["parquet", "delta", "json", "csv"]), through: .v3_0_2),
    ContractKey("format", since: .v3_1_0),
    ContractKey("delimiter", .choice(["new_line", "array"]), through: .v3_0_2),
    ContractKey("delimiter", since: .v3_1_0),
    encoding,
  ]

  private static func keys(called name: String) -> [ContractKey] {
    switch name {
    case "port":
      [ContractKey(name, .integer, through: .v3_1_0), ContractKey(name, .port, since: .v3_2_0)]
    case "location", "endpointUrl", "catalogUrl": [ContractKey(name, .formatted(.uri))]
    default: [ContractKey(name)]
    }
  }
}
