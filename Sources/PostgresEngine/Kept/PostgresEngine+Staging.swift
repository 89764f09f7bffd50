import PostgresClient
import WarehouseModel

extension PostgresEngine {
  /// What has to be copied of a table whose rows stay: all of them, or those that the watermark tells of and
  /// the keys of all.
  func stagedJob(
    for landing: Landing, _ routes: [ColumnRoute], _ plan: BuildPlan, on connection: Connection
  ) async throws -> LandingJob {
    guard case .incremental(let watermark) = landing.load else {
      throw landing.cannotLoad("it has no watermark")
    }
    guard let route = routes.first(where: { $0.name == watermark.column }) else {
      throw landing.cannotLoad("it has no column \(watermark.column), its watermark")
    }
    let index = plan.landings.firstIndex(of: landing) ?? 0
    let stage = plan.stage(at: index)
    let schema = Layer.bronze.schema(of: plan.run)
    let entry = keptTables[landing.target].flatMap { $0.takes(landing, routes) ? $0 : nil }
    let bound = try await entry.asyncMap {
      try await self.bound(of: watermark, route, in: $0.table, landing, on: connection)
    }.flatMap(\.self)
    // Where every run is to compare the copy with production, all rows have to come.
    let isWhole =
      entry == nil || bound == nil || entry?.isDue(watermark) == true || landing.isReconciled
    staged[landing.target] = StagedLanding(
      landing: landing, watermark: watermark, rows: stage.rows, keys: stage.keys,
      into: entry?.table, isWhole: isWhole,
      isTold: bound.map { $0.condition("n.\(route.name.quoted)") })
    let rows = QualifiedName(schema, stage.rows)
    let (parts, leastBytes) = try await source(of: landing).extent(of: landing, pieces: pieces)
    if isWhole {
      let all = Transfer(landing, routes, into: rows, isLogged: entry == nil, parts: parts)
      return LandingJob(landing: landing, target: rows, transfers: [all], leastBytes: leastBytes)
    }
    let keys = routes.filter { landing.key.contains($0.name) }
    return LandingJob(
      landing: landing, target: rows,
      transfers: [
        Transfer(
          landing, routes, into: rows, where: bound?.condition(route.expression), isLogged: false),
        Transfer(
          landing, keys, into: QualifiedName(schema, stage.keys), isLogged: false, parts: parts),
      ], leastBytes: 0)
  }

  /// From where on rows are copied again; nil while the table knows no value of the watermark.
  ///
  /// The highest value is that of the rows themselves, so that nothing can be wrong about it.
  private func bound(
    of watermark: Watermark, _ route: ColumnRoute, in kept: KeptTable, _ landing: Landing,
    on connection: Connection
  ) async throws -> WatermarkBound? {
    let column = watermark.column.quoted
    let query: String
    let type: String
    switch (DataType(route.type).family, watermark.overlap) {
    case (.timestamp, .time(let overlap)), (.date, .time(let overlap)):
      type = route.type
      // No time lies before the first that the type knows; what is that old is always looked at.
      query = """
        SELECT CASE WHEN \(column) >= '0002-01-01'
          THEN (\(column) - interval '\(overlap.milliseconds) milliseconds')::\(type)
          ELSE '-infinity' END
        FROM \(kept.table.quoted) WHERE \(column) < 'infinity' AND \(column) > '-infinity'
        ORDER BY \(column) DESC LIMIT 1
        """
    case (.integer, .number(let overlap)):
      type = "numeric"
      query = """
        SELECT \(column)::numeric - \(overlap) FROM \(kept.table.quoted)
        WHERE \(column) IS NOT NULL ORDER BY \(column) DESC LIMIT 1
        """
    default:
      throw landing.cannotLoad(
        "its watermark \(watermark.column) is of type \(route.type); a watermark is a time with an "
          + "overlap such as 1h, or an integer with a whole number as overlap")
    }
    guard let value = try await connection.query(query).rows.first?.first.flatMap(\.self) else {
      return nil
    }
    return WatermarkBound(value: value, type: type)
  }
}

/// From where on rows are taken to have changed.
private struct WatermarkBound {
  let value: String
  let type: String

  /// Whether a row may have changed since the last run.
  ///
  /// A value that does not rise tells nothing, so such rows are always looked at.
  func condition(_ expression: String) -> String {
    if type == "numeric" {
      // A plain integer can be looked up in an index; production's columns hold no more.
      let isBigint = Int64(value) != nil
      return "(\(expression) >= \(value)\(isBigint ? "" : "::numeric") OR \(expression) IS NULL)"
    }
    return "(\(expression) >= \(quotedLiteral(value))::\(type) OR \(expression) IS NULL"
      + " OR \(expression) = '-infinity')"
  }
}

extension KeptEntry {
  /// Whether rows of that landing can be put into the table, and readers see the result.
  fileprivate func takes(_ landing: Landing, _ routes: [ColumnRoute]) -> Bool {
    isShown && table.kind == .landing && table.key == landing.key
      && table.columns.map(\.name) == routes.map(\.name.text)
      && table.columns.map(\.type) == routes.map(\.type)
  }

  /// Whether all rows must be compared with production's again.
  fileprivate func isDue(_ watermark: Watermark) -> Bool {
    secondsSinceReconciliation.map { $0 >= watermark.reconciliation.inSeconds } ?? true
  }
}

extension Landing {
  fileprivate func cannotLoad(_ reason: String) -> BuildFailure {
    BuildFailure(code: "22023", message: "\(source): \(reason)", location: location)
  }
}

extension Optional {
  func asyncMap<Value>(
    _ transform: (Wrapped) async throws -> Value
  ) async rethrows -> Value? {
    guard let self else { return nil }
    return try await transform(self)
  }
}
