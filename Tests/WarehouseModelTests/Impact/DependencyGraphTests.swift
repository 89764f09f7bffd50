import Testing
import WarehouseModel

@Suite("Who reads a column")
struct DependencyGraphTests {
  private static let source = QualifiedName("public", "m")

  private static func outputs(_ pairs: (Identifier, Identifier)..., of relation: QualifiedName)
    -> [QueryLineage.Output]
  {
    pairs.map { QueryLineage.Output($0.0, uses: [.column(relation, $0.1)]) }
  }

  /// public.m is read by a view, which a view reads, and copied to bronze.m; silver.m renames `g` to
  /// `team`; gold.a shows it, gold.b filters by `id`, gold.c counts gold.b.
  private static let graph: DependencyGraph = {
    let (bronze, silver) = (QualifiedName("bronze", "m"), QualifiedName("silver", "m"))
    let view = QualifiedName("public", "v")
    let b = QualifiedName("gold", "b")
    return DependencyGraph([
      Reader(
        .gold, QualifiedName("gold", "c"),
        QueryLineage(
          outputs: [QueryLineage.Output("n", uses: [])], whole: [.rows(b): .relation])),
      Reader(
        .gold, b,
        QueryLineage(
          outputs: [], whole: [.column(silver, "id"): .filter, .rows(silver): .relation])),
      Reader(
        .gold, QualifiedName("gold", "a"),
        QueryLineage(
          outputs: outputs(("team", "team"), ("again", "team"), ("id", "id"), of: silver),
          whole: [.rows(silver): .relation])),
      Reader(
        .silver, silver,
        QueryLineage(
          outputs: outputs(("id", "id"), ("team", "g"), of: bronze),
          whole: [.rows(bronze): .relation])),
      Reader(
        .bronze, bronze, reading: "p",
        QueryLineage(
          outputs: outputs(("id", "id"), ("g", "g"), of: source), whole: [.rows(source): .relation])
      ),
      Reader(
        .view, QualifiedName("public", "w"), reading: "p",
        QueryLineage(outputs: [], whole: [.column(view, "x"): .view])),
      Reader(
        .view, view, reading: "p",
        QueryLineage(outputs: [], whole: [.column(source, "g"): .view])),
      Reader(
        .check, silver, detail: "k",
        QueryLineage(outputs: [], whole: [.column(silver, "team"): .filter])),
    ])
  }()

  private static func text(_ impact: Impact) -> [String] {
    impact.hits.map { hit in
      let extent =
        switch hit.extent {
        case .columns(let columns): columns.list
        case .whole(let reason): reason.rawValue
        }
      return "\(hit.kind.rawValue) \(hit.name): \(extent)"
    }
  }

  @Test("follows a column through names that change, in the order of the flow")
  func column() {
    let impact = Self.graph.impact(of: PlacedRelation(Self.source, on: "p"), column: "g")
    #expect(
      Self.text(impact) == [
        "view public.v: view", "view public.w: upstream", "bronze bronze.m: g",
        "silver silver.m: team", "gold gold.a: team, again", "check silver.m: filter",
      ])
    #expect(impact.subject == "public.m.g")
    #expect(
      impact.line == "view public.v, view public.w, silver.m (team), gold.a (team, again)")
  }

  @Test("what decides about rows hits all that reads the rows")
  func rows() {
    let impact = Self.graph.impact(of: PlacedRelation(Self.source, on: "p"), column: "id")
    #expect(
      Self.text(impact) == [
        "bronze bronze.m: id", "silver silver.m: id", "gold gold.a: id", "gold gold.b: filter",
        "gold gold.c: upstream",
      ])
  }

  @Test("a whole relation hits every reader as a whole")
  func relation() {
    let impact = Self.graph.impact(of: PlacedRelation(QualifiedName("bronze", "m")))
    #expect(
      Self.text(impact) == [
        "silver silver.m: relation", "gold gold.a: upstream", "gold gold.b: upstream",
        "gold gold.c: upstream", "check silver.m: upstream",
      ])
  }

  @Test("a relation of that name elsewhere is another one")
  func places() {
    #expect(Self.graph.impact(of: PlacedRelation(Self.source), column: "g").hits.isEmpty)
    #expect(Self.graph.impact(of: PlacedRelation(Self.source, on: "q")).hits.isEmpty)
    let unread = Self.graph.impact(of: PlacedRelation(Self.source, on: "p"), column: "x")
    #expect(unread.hits.isEmpty)
  }

  @Test("a relation of unknown columns is read by any of them")
  func unknown() {
    let x = QualifiedName("ref", "x")
    let graph = DependencyGraph([
      Reader(
        .gold, QualifiedName("gold", "a"),
        QueryLineage(outputs: [], areOutputsKnown: false, whole: [.everyColumn(x): .star]))
    ])
    #expect(Self.text(graph.impact(of: PlacedRelation(x), column: "c")) == ["gold gold.a: star"])
  }

  @Test("views that read one another come to an end")
  func circle() {
    let (a, b) = (QualifiedName("p", "a"), QualifiedName("p", "b"))
    let graph = DependencyGraph([
      Reader(.view, a, reading: "p", QueryLineage(outputs: [], whole: [.rows(b): .relation])),
      Reader(.view, b, reading: "p", QueryLineage(outputs: [], whole: [.rows(a): .relation])),
    ])
    #expect(graph.impact(of: PlacedRelation(a, on: "p")).hits.count == 2)
  }

  @Test("the order of the readers does not matter")
  func order() {
    let expected = Self.graph.impact(of: PlacedRelation(Self.source, on: "p"))
    let other = DependencyGraph(Self.graph.readers.reversed())
    #expect(other.impact(of: PlacedRelation(Self.source, on: "p")) == expected)
  }

  @Test("the changes of a difference are told with whom they hit")
  func difference() {
    let columns = ["id", "g"].map { name in
      SchemaObject(
        kind: .column, name: ObjectName(["public", "m", Identifier(name)]), facts: [],
        identity: nil)
    }
    let table = SchemaObject(
      kind: .table, name: ObjectName(["public", "m"]), facts: [], identity: nil)
    func snapshot(_ objects: [SchemaObject]) -> SchemaSnapshot {
      SchemaSnapshot(
        reader: .full, serverVersion: 150_000, database: nil, unfoldsPartitions: false,
        notInspected: [], objects: objects)
    }
    let difference = Difference(
      from: snapshot([table] + columns), to: snapshot([table, columns[0]]))
    let impacts = difference.impacts(in: Self.graph, on: "p")
    #expect(impacts.map(\.change.kind) == [.columnDropped])
    #expect(impacts.map(\.impact.subject) == ["public.m.g"])
    #expect(impacts.first?.impact.hits.count == 6)
    #expect(difference.impacts(in: Self.graph, on: nil).isEmpty)
  }
}
