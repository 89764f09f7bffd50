import Definitions
import Testing
import WarehouseModel

@Suite("whtest.yaml")
struct ConfigurationTests {
  private func configuration(_ text: String, folder: String = ".") throws -> Configuration {
    let (configuration, diagnostics) = Configuration.configuration(
      from: text, file: "whtest.yaml", folder: folder)
    #expect(diagnostics == [])
    return try #require(configuration)
  }

  @Test
  func `needs no more than a server`() throws {
    let found = try configuration("servers: {a: {role: source, url: \"host=a\"}}", folder: "/etc/w")
    #expect(found.servers.map(\.name) == ["a"])
    #expect(found.warehouse == nil)
    #expect(found.reader == .full)
    #expect(found.gate == Gate(contracts: .breaking, checks: .fail))
    #expect(
      found.folders
        == Folders(contracts: "/etc/w/contracts", sql: "/etc/w/sql", reports: "/etc/w/reports"))
    #expect(found.timeouts == Timeouts())
    #expect(found.timeouts.check == .seconds(300))
    #expect(found.keep == 2)
    #expect(found.connections == 2)
    #expect(found.waivers == [])
  }

  @Test
  func `takes what the file says`() throws {
    let found = try configuration(
      """
      servers:
        production: {role: source, url: host=a, reader: portable}
        warehouse: {role: warehouse, url: host=b, disk: 500GB}
      reader: full
      gate: {contracts: risky, checks: never}
      folders: {contracts: promises, sql: /srv/sql, reports: out}
      timeouts:
        connect: 500ms
        lock: 1s
        catalog: 2min
        check: 3h
        copy: 4s
        model: 5s
        publish: 6s
        run: 7s
      keep: 5
      connections: 8
      waivers:
        - {relation: public.teams, assertion: primary_key, reason: r, expires: 2026-12-31}
      """)
    #expect(found.servers.map(\.disk) == [nil, 500 << 30])
    #expect(
      found.waivers == [
        Waiver(
          relation: QualifiedName("public", "teams"), assertion: "primary_key", reason: "r",
          expires: CalendarDay("2026-12-31"),
          location: WarehouseModel.SourceLocation(file: "whtest.yaml", line: 19, column: 41))
      ])
    #expect(found.sources.map(\.name) == ["production"])
    #expect(found.warehouse?.name == "warehouse")
    #expect(found.servers.map { found.reader(of: $0) } == [.portable, .full])
    #expect(found.gate == Gate(contracts: .risky, checks: .never))
    #expect(found.folders == Folders(contracts: "promises", sql: "/srv/sql", reports: "out"))
    let times = found.timeouts
    #expect(
      [times.connect, times.lock, times.catalog, times.check, times.copy, times.model]
        == [
          .milliseconds(500), .seconds(1), .seconds(120), .seconds(10800), .seconds(4), .seconds(5),
        ])
    #expect([times.publish, times.run] == [.seconds(6), .seconds(7)])
    #expect(found.keep == 5)
    #expect(found.connections == 8)
  }

  @Test(arguments: [
    MistakeCase(
      "no server", "keep: 2\n", "[missing-key] whtest.yaml needs the key \"servers\"", at: 1, 1),
    MistakeCase(
      "no servers at all", "servers: {}\n", "[missing-key] servers: expected one at least", at: 1,
      10),
    MistakeCase(
      "a misspelt key", "servers: {a: {role: source, url: b}}\nkepp: 3\n",
      "[unknown-key] no key \"kepp\" in whtest.yaml; did you mean \"keep\"?", at: 2, 1),
    MistakeCase(
      "a role that is none", "servers: {a: {role: sorce, url: b}}\n",
      "[unknown-value] role: \"sorce\" is not known; did you mean \"source\"?", at: 1, 21),
    MistakeCase(
      "a role that is nothing like it", "servers: {a: {role: x, url: b}}\n",
      "[unknown-value] role: \"x\" is not known; allowed: source, warehouse", at: 1, 21),
    MistakeCase(
      "no role", "servers:\n  a: {url: b}\n",
      "[missing-key] the server \"a\" needs the key \"role\"", at: 2, 3),
    MistakeCase(
      "no url", "servers:\n  a: {role: source}\n",
      "[missing-key] the server \"a\" needs the key \"url\"", at: 2, 6),
    MistakeCase(
      "two warehouses",
      "servers:\n  a: {role: warehouse, url: b}\n  b: {role: warehouse, url: c}\n",
      "[duplicate-warehouse] a second warehouse, \"b\"; there can be one", at: 3, 3),
    MistakeCase(
      "a server twice", "servers:\n  a: {role: source, url: b}\n  a: {role: source, url: c}\n",
      "[duplicate-key] the key \"a\" stands already at line 2", at: 3, 3),
    MistakeCase(
      "nothing kept", "servers: {a: {role: source, url: b}}\nkeep: 0\n",
      "[invalid-range] keep: expected at least 1, found 0", at: 2, 7),
    MistakeCase(
      "half a run kept", "servers: {a: {role: source, url: b}}\nkeep: 1.5\n",
      "[wrong-type] keep: expected a whole number, found the number 1.5", at: 2, 7),
    MistakeCase(
      "a number as text", "servers: {a: {role: source, url: 5}}\n",
      "[wrong-type] url: expected a text, found the number 5; write \"5\" in quotes", at: 1, 34),
    MistakeCase(
      "a time without unit", "servers: {a: {role: source, url: b}}\ntimeouts: {lock: 5}\n",
      "[invalid-duration] lock: expected a time such as 500ms, 30s, 5min or 1h, found the number 5",
      at: 2, 18),
    MistakeCase(
      "a size without unit", "servers: {a: {role: warehouse, url: b, disk: 500}}\n",
      "[invalid-size] disk: expected a size such as 500MB, 200GB or 2TB, found the number 500",
      at: 1, 46),
    MistakeCase(
      "a size beyond size", "servers: {a: {role: warehouse, url: b, disk: 9000000TB}}\n",
      "[invalid-size] disk: expected a size such as 500MB, 200GB or 2TB, found the text "
        + "\"9000000TB\"", at: 1, 46),
    MistakeCase(
      "room for what is only read", "servers: {a: {role: source, url: b, disk: 5GB}}\n",
      "[invalid-size] disk: a source is only read; only a warehouse has a limit", at: 1, 43),
    MistakeCase(
      "a time beyond time", "servers: {a: {role: source, url: b}}\ntimeouts: {lock: 9000000h}\n",
      "[invalid-duration] lock: expected a time such as 500ms, 30s, 5min or 1h, found the text "
        + "\"9000000h\"", at: 2, 18),
    MistakeCase(
      "a brace left open", "servers: {a: {role: source, url: \"host=${A\"}}\n",
      "[invalid-variable] \"${\" without a \"}\"", at: 1, 40),
    MistakeCase(
      "a variable without a name", "servers: {a: {role: source, url: \"${}\"}}\n",
      "[invalid-variable] expected ${NAME} or ${NAME:-default}", at: 1, 35),
    MistakeCase(
      "waivers with mistakes",
      """
      servers: {a: {role: source, url: b}}
      waivers:
        - {relation: teams, assertion: a, reason: r, expires: 2026-02-29}
        - {relation: public.teams, assertion: a, expires: 2026-01-01, until: 2027-01-01}
      """,
      messages: [
        "x:3:16: error: [invalid-name] relation: expected schema.table, found \"teams\"; a part with a"
          + " dot in it stands in double quotes",
        "x:3:57: error: [invalid-value] expires: expected a day such as 2026-12-31, found"
          + " \"2026-02-29\"",
        "x:4:5: error: [missing-key] a waiver needs the key \"reason\"",
        "x:4:65: error: [unknown-key] no key \"until\" in a waiver",
      ]),
    MistakeCase(
      "many mistakes",
      "servers:\n  a: {role: sorce, url: b, ulr: c}\ngate: {checks: fial}\nkeep: yes\n",
      messages: [
        "x:2:13: error: [unknown-value] role: \"sorce\" is not known; did you mean \"source\"?",
        "x:2:28: error: [unknown-key] no key \"ulr\" in the server \"a\"; did you mean \"url\"?",
        "x:3:16: error: [unknown-value] checks: \"fial\" is not known; did you mean \"fail\"?",
        "x:4:7: error: [wrong-type] keep: expected a whole number, found the text \"yes\"",
      ]),
  ])
  func `names every mistake and its place`(_ example: MistakeCase) {
    let (configuration, diagnostics) = Configuration.configuration(from: example.text, file: "x")
    #expect(configuration == nil)
    #expect(diagnostics.map(\.description) == example.messages)
  }

  struct URLCase: CustomTestStringConvertible, Sendable {
    let url: String
    let expanded: String
    var testDescription: String { url }

    init(_ url: String, _ expanded: String) {
      self.url = url
      self.expanded = expanded
    }
  }

  @Test(arguments: [
    URLCase("plain", "plain"), URLCase("${A}", "one"), URLCase("x${A}y${B_2}z", "xoneytwoz"),
    URLCase("${C:-three}", "three"), URLCase("${A:-three}", "one"), URLCase("${EMPTY:-x}", "x"),
    URLCase("${C:-}", ""), URLCase("p$$A$${A}", "p$A${A}"), URLCase("a$b$", "a$b$"),
    URLCase("$${A}$${A}$$${A}", "${A}${A}$one"), URLCase("${C:-a:b/c=é}", "a:b/c=é"),
  ])
  func `fills variables in`(_ example: URLCase) throws {
    let found = try configuration("servers: {a: {role: source, url: '\(example.url)'}}")
    let server = try #require(found.servers.first)
    let environment = ["A": "one", "B_2": "two", "EMPTY": ""]
    #expect(try found.url(of: server, environment: environment) == example.expanded)
  }

  @Test
  func `names every missing variable at its place, and no value`() throws {
    let found = try configuration(
      "servers:\n  a: {role: source, url: \"postgres://${USER_A}:${SECRET}@h/${EMPTY}\"}\n")
    let server = try #require(found.servers.first)
    let error = #expect(throws: DefinitionErrors.self) {
      try found.url(of: server, environment: ["SECRET": "hunter2", "EMPTY": ""])
    }
    #expect(
      error?.description == """
        whtest.yaml:2:38: error: [unset-variable] the environment variable USER_A is not set
        whtest.yaml:2:60: error: [unset-variable] the environment variable EMPTY is empty
        """)
  }

  @Test
  func `paths are shown relative to the working folder when below it`() {
    #expect(displayedPath("/a/b/c.yaml", workingFolder: "/a") == "b/c.yaml")
    #expect(displayedPath("/ab/c.yaml", workingFolder: "/a") == "/ab/c.yaml")
    #expect(displayedPath("./b/c.yaml", workingFolder: "/a") == "b/c.yaml")
    #expect(displayedPath("../c.yaml", workingFolder: "/a") == "../c.yaml")
  }
}
