import PostgresClient
import TestSupport
import Testing
import WarehouseModel

@Suite(.database)
struct ConnectingTests {
  /// What a person is told when no session comes about.
  private func message(for target: String) async throws -> String {
    let error = await #expect(throws: PostgresError.self) {
      try await Connection.open(
        ConnectionSettings(server: "production", target: target, connectTimeout: 2),
        environment: [:])
    }
    let found = try #require(error)
    guard case .cannotConnect(server: "production", _) = found else {
      Issue.record("not a failure to connect: \(found)")
      return ""
    }
    return found.description
  }

  @Test(arguments: [
    "postgresql://u:s3cret@localhost:notaport/db", "postgresql://u:s3cret@[::1/db",
    "postgresql://u:s3cret@127.0.0.1:1/db", "postgresql://u:s3cret%zz@127.0.0.1:1/db",
    "postgresql://u:s3cret@127.0.0.1:1/db?bogus=1",
    "postgresql://u:s3cret@127.0.0.1:1/db?sslmode=perhaps",
    "postgresql://127.0.0.1:1/db?password=s3cret",
    "postgresql://u:pa/s3cret@127.0.0.1:1/db", "postgresql://u:s3cret@127.0.0.1:99999/db",
    "postgres//u:s3cret@127.0.0.1/db?a=b", "host=127.0.0.1 port=1 password=s3cret bogus=1",
    "host=127.0.0.1 port=1 password='s3cret", "password=s3cret port", "password=s3cret=",
    "service=nobody_has_this password=s3cret", "host=/nonexistent password=s3cret",
    "postgresql:///db?host=/nonexistent&password=s3cret", "host=127.0.0.1 port=1 password=s3cret",
    "host=127.0.0.1 port=x password=s3cret", "host=127.0.0.1 port=1 sslmode=s password=s3cret",
  ])
  func noMessageHoldsThePassword(target: String) async throws {
    let message = try await message(for: target)
    #expect(message.hasPrefix("cannot connect to production: "))
    #expect(!message.contains("s3cret"))
  }

  @Test func aPasswordWithAnAtSignIsNotTakenForTheHost() async throws {
    let message = try await message(for: "postgresql://u:x@s3cret@127.0.0.1:1/db")
    #expect(!message.contains("s3cret"))
  }

  @Test func aServerThatDoesNotListenIsNamedWithItsPort() async throws {
    let message = try await message(for: "postgresql://u@127.0.0.1:1/db")
    #expect(message.contains("127.0.0.1") && message.contains("port 1"))
    #expect(message.contains("Connection refused"))
  }

  @Test(arguments: ["postgresql:///db?host=/nonexistent", "host=nobody.invalid dbname=db"])
  func aServerThatIsNotThereIsNotTakenForAMistypedURL(target: String) async throws {
    let message = try await message(for: target)
    #expect(!message.contains("connection URI"))
  }

  @Test func aMistypedURLIsCalledOne() async throws {
    let message = try await message(for: "postgresql://u@localhost:1/db?bogus=1")
    #expect(message.contains("its URL is neither a connection URI nor"))
  }

  @Test func aDatabaseThatDoesNotExistIsNamed() async throws {
    let uri = try await TestServer.database().uri
    let message = try await message(for: uri.replacing("/test_", with: "/absent_"))
    #expect(message.contains(#"database "absent_"#) && message.contains("does not exist"))
  }

  @Test func aRoleThatDoesNotExistIsNamed() async throws {
    let target = try await TestServer.database().uri
      .replacing("user=postgres", with: "user=nobody")
    #expect(try await message(for: target).contains(#"role "nobody" does not exist"#))
  }

  @Test func aSettingThatTheServerDoesNotKnowIsRefused() async throws {
    let database = try await TestServer.database()
    let error = await #expect(throws: PostgresError.self) {
      try await Connection.open(database.settings.with(["no_such_setting": "1"]), environment: [:])
    }
    #expect(error?.serverError?.sqlState.code == "42704")
  }

  @Test func theURLsOwnApplicationNameWins() async throws {
    let database = try await TestServer.database()
    let connection = try await Connection.open(
      ConnectionSettings(server: "test", target: database.uri + "&application_name=mine"),
      environment: [:])
    let name = try await connection.query("SHOW application_name").rows
    #expect(name == [["mine"]])
  }
}
