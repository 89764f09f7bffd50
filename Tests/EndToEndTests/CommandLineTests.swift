import FoundationEssentials
import Glibc
import PostgresClient
import Testing
import TestSupport
import WarehouseModel

@Suite("The command line", .database, .timeLimit(.minutes(15)))
struct CommandLineTests {
  @Test(
    "bad usage is 64 and one message",
    arguments: [
      ["run", "--bogus"], ["bogus"], ["demo", "--rows", "9999"], ["demo", "--rows", "many"],
      ["demo", "--cleanup", "--keep"], ["contracts", "--fail-on", "warn"],
      ["check", "--fail-on", "risky"], ["run", "--reader", "half"], ["sandbox", "--config", "x"],
    ])
  func usage(_ arguments: [String]) async throws {
    let outcome = try await Tool.run(arguments, in: "/tmp")
    #expect(outcome.status == 64)
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors.split(separator: "\n").count { $0.hasPrefix("Error: ") } == 1)
  }

  @Test(
    "each command has help with an example",
    arguments: [
      "run", "contracts", "etl", "check", "snapshot", "diff", "explain", "impact", "demo",
      "sandbox",
    ])
  func help(_ command: String) async throws {
    let outcome = try await Tool.run([command, "--help"], in: "/tmp")
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("USAGE: whtest \(command) "))
    #expect(outcome.output.contains("Example"))
    #expect(try await Tool.run(["help", command], in: "/tmp").output == outcome.output)
    let all = try await Tool.run(["--help"], in: "/tmp")
    #expect(all.output.contains("\n  \(command) "))
  }

  @Test("the version is that of the changelog")
  func version() async throws {
    let outcome = try await Tool.run(["--version"], in: "/tmp")
    #expect(outcome.status == 0)
    let version = outcome.output.dropLast()
    #expect(version.wholeMatch(of: /\d+\.\d+\.\d+/) != nil)
  }

  @Test("without a configuration a command says where it looked")
  func noConfiguration() async throws {
    let folder = try TestProject.copyDefinitions()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.removeItem(atPath: "\(folder)/whtest.yaml")
    let outcome = try await Tool.run(["run"], in: folder)
    #expect(outcome.status == 2)
    #expect(
      outcome.errors == "whtest.yaml:1:1: error: [no-configuration] there is no whtest.yaml here or"
        + " in any folder above; name one with --config\n")
  }

  @Test("a configuration above is found, and --config and --reports go first")
  func folders() async throws {
    let project = try await TestProject.make()
    let above = try await Tool.run(
      ["contracts"], in: "\(project.folder)/sql/gold", environment: project.environment)
    #expect(above.status == 0, "\(above.text)")
    #expect(try project.junit().red.isEmpty)
    let named = try await Tool.run(
      ["contracts", "--config", "\(project.folder)/whtest.yaml", "--reports", "r"],
      in: "\(project.folder)/sql", environment: project.environment)
    #expect(named.status == 0, "\(named.text)")
    #expect(try JUnitFile(path: "\(project.folder)/sql/r/junit.xml").red.isEmpty)
  }

  @Test("reports that cannot be written are exit 4, and the run is published all the same")
  func unwritable() async throws {
    let project = try await TestProject.make()
    try project.write("", to: "file")
    let outcome = try await project.whtest("run", "--reports", "file/reports")
    #expect(outcome.status == 4)
    #expect(
      outcome.errors == """
        error: cannot write file/reports/junit.xml: Not a directory
        error: cannot write file/reports/run.json: Not a directory

        """)
    #expect(try await project.warehouse.published() == Undisturbed.published())
  }

  @Test("a sandbox prints its address, answers, and is gone after SIGTERM")
  func sandbox() async throws {
    let program = try Tool.start(["sandbox", "--database", "shop"], in: "/tmp")
    let uri = try #require(await program.line(beginningWith: "postgresql:"))
    let settings = ConnectionSettings(server: "test", target: uri)
    let session = try await Connection.open(settings, environment: [:])
    #expect(try await session.query("SELECT current_database()").rows == [["shop"]])
    await session.close()
    let folder = try #require(uri.firstMatch(of: /host=([^&]+)/)?.1)
    #expect(FileManager.default.fileExists(atPath: String(folder)))
    program.signal(SIGTERM)
    #expect(await program.outcome().status == 0)
    #expect(!FileManager.default.fileExists(atPath: String(folder)))
  }
}
