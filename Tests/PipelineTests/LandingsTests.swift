import Pipeline
import Testing
import WarehouseModel

@Suite("What is copied into bronze")
struct LandingsTests {
  @Test
  func `keeps a table's name and gives it the schema of bronze`() {
    #expect(bronzeName(of: name("public.teams")) == name("bronze.teams"))
  }

  @Test
  func `gives every contracted table a name of its own`() throws {
    let names = try bronzeNames(of: [
      contract(promise("public.teams"), promise("public.events")),
      contract(promise("club.members")), contract(),
    ])
    #expect(names == [name("bronze.teams"), name("bronze.events"), name("bronze.members")])
  }

  @Test
  func `leaves out tables of which nothing is promised`() throws {
    let names = try bronzeNames(of: [
      contract(promise("public.teams"), promise("club.teams", []), promise("club.x", []))
    ])
    #expect(names == [name("bronze.teams")])
  }

  @Test
  func `refuses every table whose name is taken`() {
    let found = mistakes {
      _ = try bronzeNames(of: [
        contract(promise("public.teams", line: 3), promise("club.events", line: 5)),
        contract(
          promise("club.teams", line: 7), promise("old.teams", line: 9),
          promise("public.events", line: 11)),
      ])
    }
    #expect(
      found == [
        "c.yaml:7:1: error: [bronze-collision] club.teams and public.teams (c.yaml:3:1) would"
          + " both become bronze.teams",
        "c.yaml:9:1: error: [bronze-collision] old.teams and public.teams (c.yaml:3:1) would"
          + " both become bronze.teams",
        "c.yaml:11:1: error: [bronze-collision] public.events and club.events (c.yaml:5:1) would"
          + " both become bronze.events",
      ])
  }

  private func landings(_ object: ContractObject, _ columns: [(Identifier, String)]) -> [Landing] {
    let relation = Relation(
      name: name("public.teams"), kind: .table,
      columns: columns.map { Column(name: $0.0, type: DataType($0.1), isNotNull: nil) },
      constraints: nil)
    return Pipeline.landings(
      for: contract(object), server: "production",
      snapshot: Snapshot(reader: .full, relations: [relation]))
  }

  @Test
  func `takes the promised columns that are there, in the order of the contract`() {
    let object = promise(
      "public.teams", [property("name"), property("gone"), property("id", key: 1)], line: 4)
    let found = landings(object, [("id", "bigint"), ("extra", "text"), ("name", "text")])
    #expect(
      found == [
        Landing(
          server: "production", source: name("public.teams"), target: name("bronze.teams"),
          columns: [
            LandingColumn(name: "name", type: DataType("text")),
            LandingColumn(name: "id", type: DataType("bigint")),
          ],
          key: ["id"], location: SourceLocation(file: "c.yaml", line: 4))
      ])
  }

  @Test
  func `takes the key in the order of its positions`() {
    let object = promise("public.teams", [property("b", key: 2), property("a", key: 1)])
    #expect(landings(object, [("a", "text"), ("b", "text")]).first?.key == ["a", "b"])
  }

  @Test
  func `takes nothing of a table that is not there, or of whose columns none is`() {
    #expect(landings(promise("public.other"), [("id", "bigint")]).isEmpty)
    #expect(landings(promise("public.teams"), [("x", "bigint")]).isEmpty)
    #expect(landings(promise("public.teams", []), [("id", "bigint")]).isEmpty)
  }

  struct Case: CustomTestStringConvertible, Sendable {
    let type: String
    let zone: String?
    let expected: String?
    var testDescription: String { "\(type) in \(zone ?? "no zone")" }
  }

  @Test(arguments: [
    Case(type: "timestamp", zone: "Europe/Berlin", expected: "Europe/Berlin"),
    Case(type: "timestamp(3)", zone: "Europe/Berlin", expected: "Europe/Berlin"),
    Case(type: "timestamp", zone: nil, expected: nil),
    Case(type: "timestamptz", zone: "Europe/Berlin", expected: nil),
    Case(type: "time", zone: "Europe/Berlin", expected: nil),
    Case(type: "date", zone: "Europe/Berlin", expected: nil),
    Case(type: "text", zone: "Europe/Berlin", expected: nil),
    Case(type: "timestamp[]", zone: "Europe/Berlin", expected: nil),
  ])
  func `uses a time zone only where the type has none of its own`(_ example: Case) {
    let object = promise("public.teams", [property("t", timeZone: example.zone)])
    let columns = landings(object, [("t", example.type)]).first?.columns
    #expect(columns?.map(\.timeZone) == [example.expected])
    #expect(columns?.map(\.type) == [DataType(example.type)])
  }
}
