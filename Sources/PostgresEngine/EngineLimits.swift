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
  /// Tables copied at the same time, each on one session of either server.
  package let connections: Int

  package init(
    lock: Duration, catalog: Duration, check: Duration, copy: Duration, model: Duration,
    publish: Duration, connections: Int
  ) {
    self.lock = lock
    self.catalog = catalog
    self.check = check
    self.copy = copy
    self.model = model
    self.publish = publish
    self.connections = connections
  }
}
