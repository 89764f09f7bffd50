import PostgresClient
import TestSupport
import Testing
import WarehouseModel

@testable import PostgresEngine

/// The estimate of a run's locks, against what the run really locks.
@Suite(.database)
struct LockBudgetTests {
  /// Notes the locks of the session after each statement that makes or drops something.
  private static let counting = """
    CREATE TABLE public.counted (locks integer);
    CREATE FUNCTION public.count_locks() RETURNS event_trigger LANGUAGE plpgsql AS $$
    BEGIN
      INSERT INTO public.counted
      SELECT count(DISTINCT (locktype, relation, transactionid::text, classid, objid, objsubid))
      FROM pg_locks WHERE pid = pg_backend_pid() AND NOT fastpath;
    END $$;
    CREATE EVENT TRIGGER counting ON ddl_command_end
      WHEN TAG IN ('CREATE TABLE AS', 'CREATE VIEW', 'DROP VIEW') EXECUTE FUNCTION public.count_locks()
    """

  private func plan(
    _ run: Int64, tables: Int = 0, views: Int = 0, columns: String = "1 AS id, 'x'::text AS name"
  ) -> BuildPlan {
    let models =
      (0..<tables).map { Model.silver(Identifier("t\($0)"), "SELECT \(columns)") }
      + (0..<views).map { Model.goldView(Identifier("v\($0)"), "SELECT \(columns)") }
    return BuildPlan(run: RunID(run), landings: [], models: models)
  }

  @Test(arguments: [(60, 0), (0, 60), (40, 40)])
  func isNeverTooSmallAndNotFarTooLarge(tables: Int, views: Int) async throws {
    let site = try await Site.make(warehouse: Self.counting)
    let other = "1::bigint AS id, 'x'::text AS name"
    // Made, replaced, made anew, dropped.
    let plans = [
      plan(1, tables: tables, views: views), plan(2, tables: tables, views: views),
      plan(3, tables: tables, views: views, columns: other), plan(4, tables: 1),
    ]
    for plan in plans {
      try await site.warehouse.execute("TRUNCATE public.counted")
      let connection = try await site.warehouse.connect()
      let existing = try await connection.publicRelations()
      let budget = try await LockBudget.read(on: connection)
      try await site.run(plan)
      let most = try #require(
        try await site.warehouse.value("SELECT max(locks) FROM public.counted").flatMap { Int($0) })
      let need = LockNeed(
        of: plan, existing: existing,
        recreated: plan.run == RunID(3) ? tables + views : 0, partitions: budget.partitions)
      #expect(most <= need.count, "run \(plan.run)")
      #expect(need.count - 250 <= most + most / 4, "run \(plan.run)")
    }
  }

  @Test func whatIsShownAsItIsPublishedIsCounted() async throws {
    let site = try await Site.make(warehouse: Self.counting)
    let first = plan(1, tables: 80)
    try await site.run(first)
    try await site.warehouse.execute("TRUNCATE public.counted")
    let second = BuildPlan(
      run: RunID(2), landings: [], models: Array(first.models.prefix(1)),
      carried: first.models.dropFirst().map {
        CarriedRelation(layer: $0.layer, name: $0.name, location: $0.location)
      })
    let existing = try await site.warehouse.connect().publicRelations()
    try await site.run(second)
    let most = try #require(
      try await site.warehouse.value("SELECT max(locks) FROM public.counted").flatMap { Int($0) })
    let need = LockNeed(of: second, existing: existing, recreated: 0, partitions: 0)
    #expect(most <= need.count)
    #expect(most > need.count - 250)
  }

  @Test(arguments: [
    "CREATE VIEW silver.t AS SELECT id, name FROM silver__r1.parts",
    "CREATE VIEW silver__r1.t AS TABLE silver__r1.parts; CREATE VIEW silver.t AS TABLE silver__r1.t",
  ])
  func whatThePartitionsOfTheLastRunTookIsCounted(view: String) async throws {
    let site = try await Site.make(
      warehouse: """
        CREATE SCHEMA silver; CREATE SCHEMA silver__r1;
        CREATE TABLE silver__r1.parts (id integer, name text) PARTITION BY LIST (id);
        CREATE TABLE silver__r1.part_1 PARTITION OF silver__r1.parts FOR VALUES IN (1);
        CREATE TABLE silver__r1.part_2 PARTITION OF silver__r1.parts FOR VALUES IN (2);
        CREATE INDEX ON silver__r1.parts (id);
        \(view)
        """)
    let budget = try await LockBudget.read(on: try await site.warehouse.connect())
    #expect(budget.partitions == 8)
    #expect(
      try await site.warehouse.value("SHOW max_locks_per_transaction")
        == String(budget.perTransaction))
    #expect(budget.transactions == 100)
  }

  @Test func aShortageSaysWhatToSetAndNothingElseDoes() throws {
    let plan = plan(1, tables: 100)
    let need = LockNeed(of: plan, existing: [:], recreated: 0, partitions: 0)
    #expect(need.count == 650)
    let enough = LockBudget(perTransaction: 65, transactions: 10, held: 0, partitions: 0)
    try enough.check(need, server: "warehouse")
    let short = LockBudget(perTransaction: 65, transactions: 10, held: 1, partitions: 0)
    let failure = #expect(throws: BuildFailure.self) { try short.check(need, server: "warehouse") }
    #expect(
      failure?.message
        == "no row was moved: this run needs up to 650 locks at once, the server warehouse has 650"
        + " (max_locks_per_transaction = 65), of which others hold 1; set max_locks_per_transaction"
        + " to 80 and restart that server")
  }
}
