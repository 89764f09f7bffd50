/// What a run that nothing went wrong with publishes of the example; made once per process.
enum Undisturbed {
  private static let run = Task {
    let project = try await TestProject.make()
    let outcome = try await project.whtest("run")
    guard outcome.status == 0 else { throw TestMistake(outcome.text) }
    return try await (published: project.warehouse.published(), junit: project.junit())
  }

  static func published() async throws -> [String: String] { try await run.value.published }

  /// The testcases of its report.
  static func identities() async throws -> Set<String> { try await run.value.junit.identities }
}
