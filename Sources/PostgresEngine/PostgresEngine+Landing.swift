import PostgresClient
package import WarehouseModel

extension PostgresEngine {
  package func land(
    _ plan: BuildPlan, progress: @Sendable (Landed) -> Void
  ) async throws -> [Landed] {
    noteLanding(of: plan)
    let schema = Layer.bronze.schema(of: plan.run)
    var transfers: [Transfer] = []
    for landing in plan.landings {
      let target = QualifiedName(schema, landing.target.name)
      transfers.append(
        Transfer(landing: landing, copy: try await copyPlan(landing, into: target), target: target))
    }
    let loader = try await warehouse.openWorker(statement: warehouse.limits.catalog)
    do {
      let tables = transfers.map(\.copy.createTable)
      try await loader.execute(
        (["BEGIN", "CREATE SCHEMA \(schema.quoted)"] + tables + ["COMMIT"]).joined(separator: "; "))
    } catch {
      await loader.close()
      throw error.forCaller
    }
    await loader.close()
    let landed = try await run(transfers, progress: progress)
    // Nothing more is read from production: its locks go, whatever time the build takes.
    for source in sources.values { await source.end() }
    return landed
  }

  /// Copies tables side by side, no more at a time than sessions are allowed.
  private func run(
    _ transfers: [Transfer], progress: @Sendable (Landed) -> Void
  ) async throws -> [Landed] {
    try await withThrowingTaskGroup(of: Landed.self) { group in
      var waiting = transfers[...]
      var landed: [Landed] = []
      for _ in 0..<max(1, warehouse.limits.connections) {
        guard let next = waiting.popFirst() else { break }
        group.addTask { try await self.transfer(next) }
      }
      while let done = try await group.next() {
        progress(done)
        landed.append(done)
        if let next = waiting.popFirst() {
          group.addTask { try await self.transfer(next) }
        }
      }
      let order = Dictionary(
        zip(transfers.map(\.landing.target), transfers.indices), uniquingKeysWith: { $1 })
      return landed.sorted { (order[$0.target] ?? 0) < (order[$1.target] ?? 0) }
    }
  }

  private func transfer(_ transfer: Transfer) async throws -> Landed {
    guard let source = sources[transfer.landing.server] else {
      throw BuildFailure(
        code: nil, message: "no session on server \(transfer.landing.server)",
        location: transfer.landing.location)
    }
    let clock = ContinuousClock()
    let start = clock.now
    do {
      let out = try await source.join(limits: warehouse.limits)
      let into = try await warehouse.openWorker(statement: warehouse.limits.copy)
      let result: Result<(CopyVolume, Reconciliation?), PostgresError>
      do throws(PostgresError) {
        let volume = try await relayCopy(
          from: out, transfer.copy.copyOut, to: into, transfer.copy.copyIn)
        try await into.execute("ANALYZE \(transfer.target.quoted)")
        result = .success((volume, try await reconciliation(transfer, out, into)))
      } catch {
        result = .failure(error)
      }
      await out.close()
      await into.close()
      let (volume, reconciliation) = try result.get()
      return Landed(
        target: transfer.landing.target, rows: volume.rows, bytes: volume.bytes,
        seconds: (clock.now - start).inSeconds, reconciliation: reconciliation)
    } catch let error as PostgresError {
      if error == .cancelled { throw CancellationError() }
      let failure = error.failure(at: transfer.landing.location)
      throw BuildFailure(
        code: failure.code, message: "\(transfer.landing.source): \(failure.message)",
        location: failure.location)
    }
  }
}

/// Compares the copy with production at the moment that was copied, where that was asked for.
private func reconciliation(
  _ transfer: Transfer, _ source: Connection, _ target: Connection
) async throws(PostgresError) -> Reconciliation? {
  guard transfer.landing.isReconciled else { return nil }
  return Reconciliation(
    source: try await digest(transfer.copy.sourceDigest, on: source),
    copy: try await digest(transfer.copy.targetDigest, on: target))
}

private func digest(
  _ query: String, on connection: Connection
) async throws(PostgresError) -> Reconciliation.Digest {
  let row = try await connection.query(query).rows.first ?? []
  return Reconciliation.Digest(
    rows: row.first.flatMap(\.self) ?? "no", checksum: row.last.flatMap(\.self) ?? "none")
}

/// One table on its way.
private struct Transfer: Sendable {
  let landing: Landing
  let copy: CopyPlan
  let target: QualifiedName
}
