import Glibc
import PostgresClient
import Testing
import TestSupport

@Suite("A server that cannot be reached", .database, .timeLimit(.minutes(15)))
struct ConnectionMistakeTests {
  private static let noURL =
    "error: cannot connect to production: its URL is neither a connection URI nor a list of"
    + " key=value pairs\n"

  @Test(
    "is told once, and its password nowhere",
    arguments: [
      "WHTEST_PRODUCTION_URL", "WHTEST_WAREHOUSE_URL",
    ])
  func noListener(_ variable: String) async throws {
    let server = variable == "WHTEST_PRODUCTION_URL" ? "production" : "warehouse"
    let project = try await TestProject.make()
    let errors = try await expectUnreachable(
      project, variable, "postgresql://u:s3cr3t@127.0.0.1:1/x")
    #expect(errors.hasPrefix("error: cannot connect to \(server): "), "\(errors)")
    #expect(errors.contains("Connection refused"), "\(errors)")
    #expect(errors.split(separator: "\n").count == 1, "\(errors)")
  }

  @Test(
    "since its address is none is told without quoting it",
    arguments: [
      "postgresql://u:s3cr3t@localhost:port/x?foo", "postgresql://u:s3cr3t%ZZ@localhost/x",
      "postgres:/u:s3cr3t@localhost/x", "u:s3cr3t@localhost/x", "host=x password=s3cr3t bogus",
      "postgresql://u:s3cr3t@localhost/x?pasword=s3cr3t", "password='s3cr3t",
    ])
  func malformed(_ url: String) async throws {
    let project = try await TestProject.make()
    let errors = try await expectUnreachable(project, "WHTEST_PRODUCTION_URL", url)
    #expect(errors == Self.noURL)
  }

  @Test("without its variable is a mistake of the configuration with its place")
  func unset() async throws {
    let project = try await TestProject.make()
    var environment = project.environment
    environment["WHTEST_WAREHOUSE_URL"] = nil
    let outcome = try await Tool.run(["run"], in: project.folder, environment: environment)
    #expect(outcome.status == 2)
    #expect(
      outcome.errors == "whtest.yaml:4:38: error: [unset-variable] the environment variable"
        + " WHTEST_WAREHOUSE_URL is not set\n")
  }

  @Test("since the password is wrong is told, and the password nowhere")
  func wrongPassword() async throws {
    let project = try await TestProject.make()
    let server = try Tool.start(["sandbox"], in: project.folder)
    let uri = try #require(await server.line(beginningWith: "postgresql:"))
    let owner = ConnectionSettings(server: "test", target: uri)
    let guarded = uri.replacing("user=postgres", with: "user=guarded")
    let session = try await Connection.open(owner, environment: [:])
    try await session.execute(
      """
      CREATE ROLE guarded LOGIN PASSWORD 'right';
      DO $$BEGIN EXECUTE format(
        'COPY (VALUES (''local all guarded scram-sha-256''), (''local all all trust'')) TO %L',
        current_setting('hba_file')); END$$;
      SELECT pg_reload_conf();
      """)
    await session.close()
    // The server reloads when it comes to it; from then on nobody gets in without a password.
    let open = ConnectionSettings(server: "test", target: guarded)
    while let session = try? await Connection.open(open, environment: [:]) {
      await session.close()
    }
    let errors = try await expectUnreachable(
      project, "WHTEST_PRODUCTION_URL", guarded + "&password=s3cr3t")
    #expect(errors.contains("password authentication failed for user \"guarded\""), "\(errors)")
    server.signal(SIGTERM)
    _ = await server.outcome()
  }

  /// Runs with an address that does not work, and looks for the password in all that comes out.
  private func expectUnreachable(
    _ project: TestProject, _ variable: String, _ url: String
  ) async throws -> String {
    let outcome = try await Tool.run(
      ["run"], in: project.folder,
      environment: project.environment.merging([variable: url]) { _, new in new })
    #expect(outcome.status == 3, "\(outcome.text)")
    let reports = try project.read("reports/junit.xml") + project.read("reports/run.json")
    #expect(!(outcome.text + reports).contains("s3cr3t"))
    #expect(try project.junit().red.map(\.name) == ["run"])
    #expect(try project.report().status != "passed")
    return outcome.errors
  }
}
