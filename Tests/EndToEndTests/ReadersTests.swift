import PostgresClient
import Synchronization
import Testing
import TestSupport
import WarehouseModel

@Suite("Readers during runs", .database, .timeLimit(.minutes(15)))
struct ReadersTests {
  /// Three ways to count the same RSVPs; each statement has to see them agree.
  private static let joined = """
    SELECT (SELECT coalesce(sum(rsvps), 0) FROM gold.rsvp_summary),
      (SELECT coalesce(sum(rsvps), 0) FROM gold.by_status),
      (SELECT coalesce(sum(rsvps), 0) FROM gold.by_event),
      (SELECT count(*) FROM silver.event_rsvps), (SELECT count(*) FROM bronze.event_rsvps)
    """

  @Test("never see an error, nor two runs in one statement")
  func readers() async throws {
    let project = try await TestProject.make()
    try project.write(
      """
      -- materialize: table
      SELECT rsvp_status, count(*) AS rsvps FROM silver.event_rsvps GROUP BY 1

      """, to: "sql/gold/by_status.sql")
    try project.write(
      "SELECT event_id, count(*) AS rsvps FROM silver.event_rsvps GROUP BY 1\n",
      to: "sql/gold/by_event.sql")
    #expect(try await project.whtest("run").status == 0)

    let end = Signal()
    let seen = try await withThrowingTaskGroup(of: Set<String>.self) { group in
      for reader in Reader.allCases {
        group.addTask { try await reader.read(project.warehouse, until: end) }
      }
      do {
        for _ in 1...4 {
          try await project.production.execute(
            "DELETE FROM event_rsvps WHERE ctid IN (SELECT ctid FROM event_rsvps LIMIT 100)")
          let outcome = try await project.whtest("run")
          #expect(outcome.status == 0, "\(outcome.text)")
        }
      } catch {
        end.give()
        throw error
      }
      end.give()
      return try await group.reduce(into: Set()) { $0.formUnion($1) }
    }
    #expect(seen.isSubset(of: ["10000", "9900", "9800", "9700", "9600"]))
    #expect(seen.contains("9600"))
  }

  /// How a session reads.
  private enum Reader: CaseIterable {
    case simple
    case prepared
    case committed
    case repeatable

    /// Reads until the signal is given, then once more; returns the totals that it saw.
    func read(
      _ database: TestDatabase, until end: Signal
    ) async throws -> Set<String> {
      let session = try await database.connect()
      if self == .prepared { try await session.execute("PREPARE joined AS \(joined)") }
      var seen: Set<String> = []
      var isLast = false
      repeat {
        isLast = end.isGiven
        for row in try await rows(session) {
          #expect(Set(row).count == 1, "one statement saw \(row)")
          seen.formUnion(row.compactMap(\.self))
        }
      } while !isLast
      await session.close()
      return seen
    }

    private func rows(_ session: Connection) async throws -> [[String?]] {
      switch self {
      case .simple: return try await session.query(joined).rows
      case .prepared: return try await session.query("EXECUTE joined").rows
      case .committed: return try await transaction("READ COMMITTED", session)
      // The README's caveat: its snapshot may be older than the rows that a publish brought. Those of
      // bronze are committed by the copy, before the others, and so may be there alone.
      case .repeatable:
        return try await transaction("REPEATABLE READ", session)
          .filter { !$0.contains("0") }
      }
    }

    private func transaction(
      _ level: String, _ session: Connection
    ) async throws -> [[String?]] {
      try await session.execute("BEGIN ISOLATION LEVEL \(level)")
      var rows = try await session.query(joined).rows
      rows += try await session.query(
        """
        SELECT sum(by_event.rsvps), sum(summary.rsvps) FROM gold.by_event
        FULL JOIN (SELECT event_id, sum(rsvps) AS rsvps FROM gold.rsvp_summary GROUP BY 1)
          AS summary USING (event_id)
        """
      ).rows.map { $0.map { $0 ?? "0" } }
      rows += try await session.query(joined).rows
      try await session.execute("COMMIT")
      return rows
    }
  }
}

/// Tells the readers that no more runs will come.
private final class Signal: Sendable {
  private let state = Mutex(false)

  var isGiven: Bool { state.withLock { $0 } }

  func give() { state.withLock { $0 = true } }
}
