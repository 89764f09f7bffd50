import PostgresClient
import TestSupport
import WarehouseModel

@testable import PostgresEngine

/// A production database and a warehouse, with the steps of a run between them.
struct Site {
  let production: TestDatabase
  let warehouse: TestDatabase
  /// Nil: the owner of everything.
  var warehouseRole: String?

  /// Without statements for production, one database is both: models alone need no more.
  static func make(production: String? = nil, warehouse: String = "") async throws -> Site {
    let second = try await TestServer.database(warehouse)
    guard let production else { return Site(production: second, warehouse: second) }
    return Site(production: try await TestServer.database(production), warehouse: second)
  }

  var warehouseSettings: ConnectionSettings {
    warehouseRole.map { warehouse.settings(as: $0) } ?? warehouse.settings
  }

  /// An engine for one run, with its transaction on production.
  func engine(
    locking relations: [QualifiedName] = [], limits: EngineLimits = .test
  ) async throws -> PostgresEngine {
    let source = try await SourceSession.begin(
      on: production.settings, locking: relations, limits: limits, environment: [:])
    return PostgresEngine(
      sources: ["production": source],
      warehouse: Warehouse(warehouseSettings, limits: limits, environment: [:]))
  }

  /// Everything up to the publication; counts by relation, without what was read and takes room.
  func prepare(
    _ plan: BuildPlan, on engine: PostgresEngine
  ) async throws -> [QualifiedName: RowCounts] {
    let rehearsal = try await engine.rehearse(plan)
    guard rehearsal.mistakes.isEmpty, rehearsal.obstacles.isEmpty else {
      throw RehearsalFailed(rehearsal: rehearsal)
    }
    _ = try await engine.land(plan) { _ in }
    try await engine.beginBuild(plan)
    var counts: [QualifiedName: RowCounts] = [:]
    for landing in plan.landings {
      counts[landing.target] = try await engine.changes(
        of: landing.target, layer: .bronze, key: landing.key
      ).changes
    }
    for model in plan.models {
      try await engine.build(model)
      counts[model.name] = try await engine.changes(
        of: model.name, layer: model.layer, key: model.key
      ).changes
    }
    return counts
  }

  /// A whole run.
  @discardableResult
  func run(
    _ plan: BuildPlan, limits: EngineLimits = .test, record: String = "SELECT 1"
  ) async throws -> [QualifiedName: RowCounts] {
    let engine = try await engine(locking: plan.landings.map(\.source), limits: limits)
    do {
      let counts = try await prepare(plan, on: engine)
      try await engine.publish(plan, record: record)
      return counts
    } catch {
      await engine.discard()
      throw error
    }
  }

  /// What stands in the way of a plan.
  func obstacles(to plan: BuildPlan) async throws -> [String] {
    let rehearsal = try await engine().rehearse(plan)
    guard rehearsal.mistakes.isEmpty else { throw RehearsalFailed(rehearsal: rehearsal) }
    return rehearsal.obstacles.map(\.message)
  }

  /// The schemas that a run made for itself.
  func runSchemas() async throws -> [String] {
    try await warehouse.rows(
      "SELECT nspname FROM pg_namespace WHERE nspname LIKE '%\\_\\_%' ORDER BY 1"
    ).compactMap { $0.first ?? nil }
  }
}

extension RowCounts {
  /// The counts alone.
  var changes: RowCounts {
    RowCounts(
      total: total, before: before, inserted: inserted, updated: updated, deleted: deleted)
  }
}

/// A rehearsal that was to find nothing found something.
struct RehearsalFailed: Error, CustomStringConvertible {
  let rehearsal: Rehearsal

  var description: String {
    (rehearsal.mistakes.map(\.description) + rehearsal.obstacles.map(\.message))
      .joined(separator: "\n")
  }
}

extension EngineLimits {
  /// Long enough for a slow machine; tests that wait for a limit set their own.
  static let test = limits()

  static func limits(
    lock: Duration = .seconds(30), publish: Duration = .seconds(60), connections: Int = 2,
    copy: Duration = .seconds(60), disk: Int64? = nil
  ) -> EngineLimits {
    EngineLimits(
      lock: lock, catalog: .seconds(60), check: .seconds(60), copy: copy,
      model: .seconds(60), publish: publish, connections: connections, disk: disk)
  }
}
