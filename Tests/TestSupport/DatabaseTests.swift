package import Testing

/// Keeps the tests that use the server to a number that it has sessions for.
package struct DatabaseTests: SuiteTrait, TestTrait, TestScoping {
  package var isRecursive: Bool { true }

  package func provideScope(
    for test: Test, testCase: Test.Case?,
    performing function: @Sendable @concurrent () async throws -> Void
  ) async throws {
    await Places.shared.take()
    do {
      try await function()
    } catch {
      await Places.shared.giveBack()
      throw error
    }
    await Places.shared.giveBack()
  }
}

extension Trait where Self == DatabaseTests {
  /// The test uses the shared server.
  package static var database: Self { DatabaseTests() }
}

/// Counts the tests that use the server right now.
private actor Places {
  static let shared = Places()

  private var free = 8
  private var queue: [CheckedContinuation<Void, Never>] = []

  func take() async {
    if free > 0 {
      free -= 1
      return
    }
    await withCheckedContinuation { queue.append($0) }
  }

  func giveBack() {
    if queue.isEmpty {
      free += 1
    } else {
      queue.removeFirst().resume()
    }
  }
}
