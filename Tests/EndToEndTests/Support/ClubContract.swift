import Testing
import TestSupport

/// A production of two tables, and a contract for it that each test writes in its own way.
enum ClubContract {
  static let schema = """
    CREATE TYPE mood AS ENUM ('good', 'bad');
    CREATE DOMAIN email AS text CHECK (VALUE LIKE '%@%');
    CREATE TABLE teams (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name varchar(40) NOT NULL,
      mood mood, address email, tags text[], opened timestamp(3) DEFAULT now());
    CREATE TABLE members (
      id bigserial PRIMARY KEY, team_id bigint REFERENCES teams,
      state text DEFAULT 'open' CONSTRAINT members_state CHECK (state IN ('open', 'shut')),
      joined date NOT NULL);
    """

  static let teams = """
      - name: teams
        physicalType: table
        properties:
          - name: id
            physicalType: bigint
            primaryKey: true
            customProperties: [{property: whtest.generated, value: true}]
          - {name: name, physicalType: "VARCHAR ( 40 )", required: true}
          - {name: mood, physicalType: Mood}
          - {name: address, physicalType: email}
          - {name: tags, physicalType: text ARRAY}
          - name: opened
            physicalType: timestamp(3)
            customProperties: [{property: whtest.default, value: now()}]
    """

  static func members(_ own: String = "", state: String = "") -> String {
    """
      - name: members
        \(own)
        properties:
          - {name: id, physicalType: bigserial, primaryKey: true}
          - {name: team_id, physicalType: bigint, relationships: [{to: teams.id}]}
          - {name: state, physicalType: text\(state)}
    """
  }

  static func contract(_ own: String = "", _ objects: String...) -> String {
    """
    apiVersion: v3.1.0
    kind: DataContract
    id: club
    version: 1.0.0
    status: active
    servers: [{server: production, type: postgres, host: h, port: 1, database: d, schema: public}]
    \(own)
    schema:
    \(objects.joined(separator: "\n"))

    """
  }
}

extension TestProject {
  /// A project whose production is the schema above, and whose only contract is that text.
  static func holding(_ contract: String) async throws -> TestProject {
    let project = try await TestProject.make()
    try await project.production.execute(
      "DROP SCHEMA public CASCADE; CREATE SCHEMA public; " + ClubContract.schema)
    try project.remove("contracts/gold.odcs.yaml")
    try project.remove("sql")
    try project.write(contract, to: "contracts/production.odcs.yaml")
    return project
  }

  /// All that is not passed, as `name: message`, once the command has ended as expected.
  func findings(
    _ status: Int32, _ arguments: String...
  ) async throws -> [String] {
    let outcome = try await whtest(["contracts"] + arguments)
    #expect(outcome.status == status, "\(arguments) \(outcome.text)")
    return try junit().cases.filter { $0.result != nil }.map { "\($0.name): \($0.message)" }
  }
}
