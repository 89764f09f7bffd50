import Testing
import TestSupport

/// A production of two tables, and a contract for it that each test writes in its own way.
@Suite("A contract against a database", .database, .timeLimit(.minutes(15)))
struct ContractModesTests {
  private static let schema = """
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

  private static let teams = """
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

  private static func members(_ own: String = "", state: String = "") -> String {
    """
      - name: members
        \(own)
        properties:
          - {name: id, physicalType: bigserial, primaryKey: true}
          - {name: team_id, physicalType: bigint, relationships: [{to: teams.id}]}
          - {name: state, physicalType: text\(state)}
    """
  }

  private static func contract(_ own: String = "", _ objects: String...) -> String {
    """
    apiVersion: v3.1.0
    kind: DataContract
    id: club
    version: 1.0.0
    status: active
    servers: [{server: production, type: postgres, host: h, database: d}]
    \(own)
    schema:
    \(objects.joined(separator: "\n"))

    """
  }

  /// A project whose production is the schema above, and whose only contract is that text.
  private func project(_ contract: String) async throws -> TestProject {
    let project = try await TestProject.make()
    try await project.production.execute(
      "DROP SCHEMA public CASCADE; CREATE SCHEMA public; " + Self.schema)
    try project.remove("contracts/gold.odcs.yaml")
    try project.remove("sql")
    try project.write(contract, to: "contracts/production.odcs.yaml")
    return project
  }

  /// All that is not passed, as `name: message`, once the command has ended as expected.
  private func findings(
    _ project: TestProject, _ status: Int32, _ arguments: String...
  ) async throws -> [String] {
    let outcome = try await project.whtest(["contracts"] + arguments)
    #expect(outcome.status == status, "\(arguments) \(outcome.text)")
    return try project.junit().cases.filter { $0.result != nil }.map { "\($0.name): \($0.message)" }
  }

  @Test("is held for those whom it is meant for")
  func modes() async throws {
    let project = try await project(Self.contract("", Self.teams, Self.members()))
    #expect(try await findings(project, 0) == [])
    #expect(try await findings(project, 0, "--mode", "reader", "--fail-on", "risky") == [])
    let notInsertable =
      "relation.insertable: breaking: joined of public.members must not be NULL, no default fills it,"
      + " and the contract does not know it: an INSERT of the promised columns fails; give it a"
      + " default, or promise it"
    let unknown =
      "constraints.extra: breaking: public.members has constraints that the contract does not know:"
      + " members_state ((state = ANY (ARRAY['open'::text, 'shut'::text]))); promise what they keep,"
      + " or name them in whtest.constraints"
    for mode in ["writer", "full"] {
      #expect(try await findings(project, 1, "--mode", mode) == [notInsertable, unknown])
    }
    #expect(
      try await findings(project, 1, "--mode", "exact") == [
        "columns.extra: breaking: public.members has columns that the contract does not know: joined;"
          + " promise them, or drop them"
      ])
    // Nobody can say that anything holds.
    let none = try await findings(project, 3, "--mode", "none")
    #expect(none.first == "relation.exists: GATED: not held: the mode of public.teams is none")
    #expect(try project.junit().cases(nil).isEmpty)
    let wrong = try await project.whtest("contracts", "--mode", "raeder")
    #expect(wrong.status == 64 && wrong.errors.contains("raeder"))
  }

  @Test("says for itself how it is held, object by object")
  func own() async throws {
    let own =
      "customProperties: [{property: whtest.mode, value: writer},"
      + " {property: whtest.constraints, value: [members_state]}]"
    let project = try await project(
      Self.contract(
        "customProperties: [{property: whtest.mode, value: exact}]", Self.teams, Self.members(own)))
    #expect(
      try await findings(project, 1).map { $0.prefix { $0 != ":" } } == ["relation.insertable"])
    #expect(try project.junit().first("whtest.contract.public.teams columns.order") != nil)
    try await project.production.execute(
      "ALTER TABLE members ALTER joined DROP NOT NULL; ALTER TABLE teams ADD extra int")
    #expect(
      try await findings(project, 1) == [
        "columns.extra: breaking: public.teams has columns that the contract does not know: extra;"
          + " promise them, or drop them"
      ])
  }

  @Test("bears loudness by line, and tells what it lets pass")
  func severity() async throws {
    let quiet =
      ", required: true, customProperties: [{property: whtest.severity, value: info}]"
    let project = try await project(
      Self.contract(
        "customProperties: [{property: whtest.severity, value: warning}]", Self.teams,
        Self.members(state: quiet)))
    try await project.production.execute("ALTER TABLE teams ALTER name DROP NOT NULL")
    #expect(
      try await findings(project, 0) == [
        "columns.name.required: WARN: breaking: public.teams.name may be NULL, contract says required"
      ])
    let outcome = try await project.whtest("contracts")
    #expect(
      outcome.output.contains(
        "✓ public.members columns.state.required (contracts/production.odcs.yaml:28)\n"
          + "    info: breaking: public.members.state may be NULL, contract says required"),
      "\(outcome.output)")
    #expect(try await findings(project, 1, "--fail-on", "risky").count == 1)
    #expect(try await findings(project, 0, "--fail-on", "never").count == 1)
  }

  @Test("is waived with a reason, until a day")
  func waivers() async throws {
    let waivers = """
      customProperties:
            - property: whtest.waivers
              value:
                - {assertion: columns.state.exists, reason: goes with 7, expires: 2999-01-01}
                - {assertion: columns.id.type, reason: was a mistake, expires: 2001-01-01}
                - {assertion: primary_kee, reason: x, expires: 2999-01-01}
      """
    let project = try await project(Self.contract("", Self.teams, Self.members(waivers)))
    try await project.production.execute("ALTER TABLE members DROP state")
    let yaml = try project.read("whtest.yaml")
    func configure(_ day: String) throws {
      try project.write(
        yaml + "\nwaivers:\n  - {relation: public.teams, assertion: columns.name.required,"
          + " reason: old rows, expires: \(day)}\n", to: "whtest.yaml")
    }
    try configure("2999-12-31")
    try await project.production.execute("ALTER TABLE teams ALTER name DROP NOT NULL")
    let nullable =
      "breaking: public.teams.name may be NULL, contract says required"
    let gone = [
      "columns.state.exists: WARN: breaking: public.members.state does not exist; the contract does"
        + " not know joined: was it renamed?; waived until 2999-01-01: goes with 7",
      "columns.state.type: GATED: public.members.state does not exist",
    ]
    #expect(
      try await findings(project, 0, "--fail-on", "risky")
        == ["columns.name.required: WARN: \(nullable); waived until 2999-12-31: old rows"] + gone)
    let errors = try await project.whtest("contracts").errors
    #expect(
      errors.contains(
        "contracts/production.odcs.yaml:28:25: warning: [unused-waiver] the waiver of columns.id.type"
          + " on public.members expired on 2001-01-01, and nothing needs it any more; remove it\n"
          + "contracts/production.odcs.yaml:29:25: warning: [unused-waiver] no assertion"
          + " \"primary_kee\" on public.members; did you mean \"primary_key\"?\n"), "\(errors)")
    try configure("2001-01-01")
    #expect(
      try await findings(project, 1)
        == [
          "columns.name.required: \(nullable); the waiver of columns.name.required expired on"
            + " 2001-01-01: old rows"
        ] + gone)
  }

  @Test("is an error where it is not executed and the command is strict")
  func strict() async throws {
    let project = try await project(Self.contract("", Self.teams, Self.members()))
    try await project.production.execute(
      "ALTER TABLE members RENAME TO everybody; CREATE VIEW members AS TABLE everybody")
    let skipped = [
      "primary_key: NOT EXECUTED: a view holds no such constraint; the data is checked by a run",
      "columns.team_id.reference: NOT EXECUTED: a view holds no such constraint; the data is checked"
        + " by a run",
    ]
    #expect(try await findings(project, 0) == skipped)
    #expect(try await findings(project, 3, "--strict") == skipped)
    #expect(
      try project.junit().cases("error").map(\.name) == [
        "primary_key", "columns.team_id.reference",
      ])
  }

  @Test("promises roles what they may do")
  func roles() async throws {
    let database = try await TestServer.database()
    let (reader, writer) = try await (database.createRole(), database.createRole())
    let roles = """
      roles:
        - {role: \(reader), access: read}
        - {role: \(writer), access: readwrite}
        - {role: nobody_at_all, access: read}
        - {role: approver}
        - {role: owner, access: admin}
      """
    let project = try await project(
      Self.contract(roles, Self.members()).replacing(
        ", relationships: [{to: teams.id}]", with: ""))
    try await project.production.execute(
      """
      GRANT USAGE ON SCHEMA public TO \(reader), \(writer);
      GRANT SELECT (id, state) ON members TO \(reader);
      GRANT SELECT, INSERT ON members TO \(writer); GRANT UPDATE (state) ON members TO \(writer);
      """)
    #expect(
      try await findings(project, 1) == [
        "roles.\(reader).access: breaking: the role \(reader) lacks SELECT (team_id) on"
          + " public.members; GRANT it",
        "roles.\(writer).access: breaking: the role \(writer) lacks UPDATE (id, team_id) on"
          + " public.members, DELETE on public.members; GRANT it",
        "roles.nobody_at_all.access: breaking: there is no role nobody_at_all; create it, or correct"
          + " the contract",
        "roles.owner.access: NOT EXECUTED: access \"admin\" is not known; known: read, write,"
          + " readwrite",
      ])
    try await project.production.execute(
      """
      GRANT SELECT ON members TO PUBLIC; GRANT UPDATE, DELETE ON members TO \(writer)
      """)
    #expect(try await findings(project, 1).count == 2)
    let portable = try await findings(project, 1, "--reader", "portable")
    #expect(portable.count == 2, "\(portable)")
  }

  @Test("closes gate 1 of a run by its modes and opens it by its waivers")
  func run() async throws {
    let project = try await TestProject.make()
    let path = "contracts/production.odcs.yaml"
    try project.edit(
      path, "      - {property: whtest.severity, value: {data: warning}}\n",
      "      - {property: whtest.severity, value: {data: warning}}\n"
        + "      - {property: whtest.extraColumns, value: fail}\n")
    #expect(try await project.whtest("run").status == 0)
    try await project.production.execute("ALTER TABLE teams ADD surprise text")
    let outcome = try await project.whtest("run")
    #expect(outcome.status == 1, "\(outcome.text)")
    #expect(
      try project.junit().red.map(\.identity) == ["whtest.contract.public.teams columns.extra"])
    try project.write(
      project.read("whtest.yaml") + "\nwaivers: [{relation: public.teams, assertion: columns.extra,"
        + " reason: known, expires: 2999-01-01}]\n", to: "whtest.yaml")
    let waived = try await project.whtest("run")
    #expect(waived.status == 0, "\(waived.text)")
    #expect(
      try project.junit().first("whtest.contract.public.teams columns.extra")?.message.hasSuffix(
        "waived until 2999-01-01: known") == true)
  }
}
