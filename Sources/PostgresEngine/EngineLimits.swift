/// How long each kind of work may take, and how many sessions it may use.
package struct EngineLimits: Sendable {
  /// Waiting for a lock, but for publishing.
  package let lock: Duration
  package let catalog: Duration
  package let check: Duration
  package let copy: Duration
  package let model: Duration
  /// Patience to find a moment in which no reader holds a public view.
  package let publish: Duration
  /// Tables copied, or checks run, at the same time, each on one session of a server.
  package let connections: Int
  /// How many processes may help a statement of a check on the server; nil: as the server is set.
  package let parallelWorkers: Int?
  /// Bytes that the warehouse's database may take; nil: as many as there is room for.
  package let disk: Int64?

  package init(
    lock: Duration, catalog: Duration, check: Duration, copy: Duration, model: Duration,
    publish: Duration, connections: Int, parallelWorkers: Int? = nil,
    disk: Int64? = nil
  ) {
    self.lock = lock
    self.catalog = catalog
    self.check = check
    self.copy = copy
    self.model = model
    self.publish = publish
    self.connections = connections
    self.parallelWorkers = parallelWorkers
    self.disk = disk
  }
}
