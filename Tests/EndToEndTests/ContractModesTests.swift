import Testing
import TestSupport

@Suite("A contract against a database", .database, .timeLimit(.minutes(15)))
struct ContractModesTests {
  @Test("is held for those whom it is meant for")
  func modes() async throws {
    let project = try await TestProject.holding(
      ClubContract.contract("", ClubContract.teams, ClubContract.members()))
    #expect(try await project.findings(0) == [])
    #expect(try await project.findings(0, "--mode", "reader", "--fail-on", "risky") == [])
    let notInsertable =
      "relation.insertable: breaking: joined of public.members must not be NULL, no default fills it,"
      + " and the contract does not know it: an INSERT of the promised columns fails; give it a"
      + " default, or promise it"
    let unknown =
      "constraints.extra: breaking: public.members has constraints that the contract does not know:"
      + " members_state ((state = ANY (ARRAY['open'::text, 'shut'::text]))); promise what they keep,"
      + " or name them in whtest.constraints"
    for mode in ["writer", "full"] {
      #expect(try await project.findings(1, "--mode", mode) == [notInsertable, unknown])
    }
    #expect(
      try await project.findings(1, "--mode", "exact") == [
        "columns.extra: breaking: public.members has columns that the contract does not know: joined;"
          + " promise them, or drop them"
      ])
    // Nobody can say that anything holds.
    let none = try await project.findings(3, "--mode", "none")
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
    let project = try await TestProject.holding(
      ClubContract.contract(
        "customProperties: [{property: whtest.mode, value: exact}]", ClubContract.teams,
        ClubContract.members(own)))
    #expect(
      try await project.findings(1).map { $0.prefix { $0 != ":" } } == ["relation.insertable"])
    #expect(try project.junit().first("whtest.contract.public.teams columns.order") != nil)
    try await project.production.execute(
      "ALTER TABLE members ALTER joined DROP NOT NULL; ALTER TABLE teams ADD extra int")
    #expect(
      try await project.findings(1) == [
        "columns.extra: breaking: public.teams has columns that the contract does not know: extra;"
          + " promise them, or drop them"
      ])
  }

  @Test("bears loudness by line, and tells what it lets pass")
  func severity() async throws {
    let quiet =
      ", required: true, customProperties: [{property: whtest.severity, value: info}]"
    let project = try await TestProject.holding(
      ClubContract.contract(
        "customProperties: [{property: whtest.severity, value: warning}]", ClubContract.teams,
        ClubContract.members(state: quiet)))
    try await project.production.execute("ALTER TABLE teams ALTER name DROP NOT NULL")
    #expect(
      try await project.findings(0) == [
        "columns.name.required: WARN: breaking: public.teams.name may be NULL, contract says required"
      ])
    let outcome = try await project.whtest("contracts")
    #expect(
      outcome.output.contains(
        "✓ public.members columns.state.required (contracts/production.odcs.yaml:28)\n"
          + "    info: breaking: public.members.state may be NULL, contract says required"),
      "\(outcome.output)")
    #expect(try await project.findings(1, "--fail-on", "risky").count == 1)
    #expect(try await project.findings(0, "--fail-on", "never").count == 1)
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
    let project = try await TestProject.holding(
      ClubContract.contract("", ClubContract.teams, ClubContract.members(waivers)))
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
      try await project.findings(0, "--fail-on", "risky")
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
      try await project.findings(1)
        == [
          "columns.name.required: \(nullable); the waiver of columns.name.required expired on"
            + " 2001-01-01: old rows"
        ] + gone)
  }

  @Test("is an error where it is not executed and the command is strict")
  func strict() async throws {
    let project = try await TestProject.holding(
      ClubContract.contract("", ClubContract.teams, ClubContract.members()))
    try await project.production.execute(
      "ALTER TABLE members RENAME TO everybody; CREATE VIEW members AS TABLE everybody")
    let skipped = [
      "primary_key: NOT EXECUTED: a view holds no such constraint; the data is checked by a run",
      "columns.team_id.reference: NOT EXECUTED: a view holds no such constraint; the data is checked"
        + " by a run",
    ]
    #expect(try await project.findings(0) == skipped)
    #expect(try await project.findings(3, "--strict") == skipped)
    #expect(
      try project.junit().cases("error").map(\.name) == [
        "primary_key", "columns.team_id.reference",
      ])
  }

  @Test("is held alike without a project")
  func standalone() async throws {
    let own = """
      quality: [{type: text, description: members are kind}]
          customProperties:
            - property: whtest.waivers
              value: [{assertion: columns.extra, reason: known, expires: 2999-01-01}]
      """
    let project = try await TestProject.holding(
      ClubContract.contract("", ClubContract.teams, ClubContract.members(own)))
    func status(_ command: String, _ arguments: String...) async throws -> Int32 {
      let place = [
        "--contract", "contracts/production.odcs.yaml", "--server", project.production.uri,
      ]
      return try await project.whtest([command] + place + arguments).status
    }
    #expect(try await status("contracts") == 0)
    #expect(try await status("contracts", "--mode", "full") == 1)
    // What differs is waived.
    #expect(try await status("contracts", "--mode", "exact") == 0)
    #expect(try project.junit().warned.map(\.name) == ["columns.extra"])
    #expect(try await status("check") == 0)
    #expect(try await status("check", "--strict") == 3)
    #expect(
      try project.junit().red.map(\.message) == [
        "NOT EXECUTED: type: text is a description and not run"
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
    let project = try await TestProject.holding(
      ClubContract.contract(roles, ClubContract.members()).replacing(
        ", relationships: [{to: teams.id}]", with: ""))
    try await project.production.execute(
      """
      GRANT USAGE ON SCHEMA public TO \(reader), \(writer);
      GRANT SELECT (id, state) ON members TO \(reader);
      GRANT SELECT, INSERT ON members TO \(writer); GRANT UPDATE (state) ON members TO \(writer);
      """)
    #expect(
      try await project.findings(1) == [
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
    #expect(try await project.findings(1).count == 2)
    let portable = try await project.findings(1, "--reader", "portable")
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
