import ExampleProduction
import PostgresClient
import Sandbox
import WarehouseModel

extension TestServer {
  /// Made once per process; each test gets a clone, which takes far less time.
  private static let template = Task {
    let database = try await Self.database()
    try await ExampleProduction(scripts: productionScripts)
      .generate(rows: 10_000, on: database.settings, environment: [:])
    return try await database.value("SELECT current_database()") ?? ""
  }

  /// A database of the test's own with the example production and 10,000 RSVPs.
  package static func production() async throws -> TestDatabase {
    try await database(template: template.value)
  }

  /// `sql/production` of this repository.
  private static let productionScripts =
    "\(#filePath)".split(separator: "/").dropLast(3).reduce(into: "") { $0 += "/\($1)" }
    + "/sql/production"
}
