import WarehouseModel

/// What an engine answered for one check.
struct Measured: Sendable {
  var value: String?
  var total: Int64?
  var seconds: Double = 0
  var failure: BuildFailure?
  /// Offending rows, where measuring has found them already.
  var sample: ResultSet?

  /// The number together with that of the rows it was taken from; it fails where that failed.
  func among(_ total: Measured) -> Measured {
    var copy = self
    copy.total = total.value.flatMap { Int64($0) }
    copy.failure = failure ?? total.failure
    return copy
  }
}

extension Auditor {
  /// Runs the work for all elements side by side and gives the answers in their order.
  ///
  /// The engine has only so many sessions; what finds none waits for one.
  func concurrently<Element: Sendable, Value: Sendable>(
    _ elements: [Element], _ work: @escaping @Sendable (Element) async throws -> Value
  ) async throws -> [Value] {
    guard engine.width > 1 else {
      var values: [Value] = []
      for element in elements { values.append(try await work(element)) }
      return values
    }
    return try await withThrowingTaskGroup(of: (Int, Value).self) { group in
      for (index, element) in elements.enumerated() {
        group.addTask { (index, try await work(element)) }
      }
      var values: [(Int, Value)] = []
      for try await value in group { values.append(value) }
      return values.sorted { $0.0 < $1.0 }.map(\.1)
    }
  }

  /// What the server refuses is an answer; what ends the session is thrown on.
  func attempt<Value: Sendable>(
    _ body: () async throws -> Value
  ) async throws -> Result<Value, BuildFailure> {
    do { return .success(try await body()) } catch let failure as BuildFailure {
      guard failure.code != nil else { throw failure }
      return .failure(failure)
    }
  }
}
