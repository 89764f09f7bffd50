/// Where definitions are read from and reports are written to.
///
/// Relative names have been resolved against the folder of `whtest.yaml`.
package struct Folders: Hashable, Sendable {
  package let contracts: String
  package let sql: String
  package let reports: String

  package init(contracts: String, sql: String, reports: String) {
    self.contracts = contracts
    self.sql = sql
    self.reports = reports
  }
}

/// How long each kind of work may take.
package struct Timeouts: Hashable, Sendable {
  package var connect: Duration = .seconds(10)
  /// How long a statement waits for a lock.
  package var lock: Duration = .seconds(5)
  package var catalog: Duration = .seconds(30)
  package var check: Duration = .seconds(300)
  package var copy: Duration = .seconds(3600)
  package var model: Duration = .seconds(3600)
  /// How long a publish goes on trying to get its locks.
  package var publish: Duration = .seconds(60)
  /// How long a run waits for another one to end.
  package var run: Duration = .seconds(30)

  package init() {}
}
