import Testing
import TestSupport
import WarehouseModel

@Suite("A hundred models that read each other", .database, .timeLimit(.minutes(15)))
struct GraphTests {
  /// A model that holds how deep it lies in the graph.
  private struct Node {
    let name: String
    var reads: [Int]
    var depth: Int
  }

  /// Each node reads some of those before it; their names are in no order.
  private func graph(using random: inout SeededGenerator) -> [Node] {
    let numbers = (0..<100).map { $0 }.shuffled(using: &random)
    var nodes: [Node] = []
    for (index, number) in numbers.enumerated() {
      // Gold may read silver, never the other way round.
      let layer = index < 60 ? "silver" : "gold"
      let reads = (0..<index).shuffled(using: &random)
        .prefix(index == 0 ? 0 : Int.random(in: 0...3, using: &random))
      let depth = 1 + (reads.map { nodes[$0].depth }.max() ?? 0)
      nodes.append(Node(name: "\(layer).node_\(number)", reads: Array(reads), depth: depth))
    }
    return nodes
  }

  private func write(_ nodes: [Node], to project: TestProject, failing: Int? = nil) throws {
    for (index, node) in nodes.enumerated() {
      let depths = node.reads.map { "(SELECT depth FROM \(nodes[$0].name))" }
      // Fails when there are rows, so that only a run finds out.
      let one = index == failing ? "1 / (SELECT 0 FROM bronze.teams LIMIT 1)" : "1"
      try project.write(
        "SELECT \(one) + greatest(0\(depths.map { ", \($0)" }.joined())) AS depth\n",
        to: "sql/\(node.name.replacing(".", with: "/")).sql")
    }
  }

  @Test("are built in the right order; one that fails takes only those along that read it")
  func graph() async throws {
    var random = SeededGenerator(seed: 20_261_123)
    let nodes = graph(using: &random)
    let project = try await TestProject.make()
    try write(nodes, to: project)
    let outcome = try await project.whtest("run")
    #expect(outcome.status == 0, "\(outcome.text)")
    let union = nodes.map { "SELECT '\($0.name)', depth FROM \($0.name)" }
    #expect(
      try await Set(project.warehouse.rows(union.joined(separator: " UNION ALL ")))
        == Set(nodes.map { [$0.name, String($0.depth)] }))
    let published = try await project.warehouse.published()

    let failing = try #require(
      nodes.indices.first { index in
        index > 5 && nodes.contains { $0.reads.contains(index) }
      })
    var lost: Set<Int> = [failing]
    for (index, node) in nodes.enumerated() where !lost.isDisjoint(with: node.reads) {
      lost.insert(index)
    }
    #expect((2..<100).contains(lost.count))
    try write(nodes, to: project, failing: failing)
    let broken = try await project.whtest("run")
    #expect(broken.status == 3, "\(broken.text)")
    let outcomes = try Dictionary(
      project.report().steps.map { ($0.relation, $0.outcome) }, uniquingKeysWith: { $1 })
    for (index, node) in nodes.enumerated() {
      let expected = index == failing ? "errored" : lost.contains(index) ? "gated" : "passed"
      #expect(outcomes[node.name] == expected, "\(node.name)")
    }
    #expect(outcomes["gold.rsvp_summary"] == "passed")
    #expect(try project.junit().gated.count >= lost.count - 1)
    #expect(try await project.warehouse.published() == published)
  }

  @Test("are refused where they read each other in a circle, which is named")
  func cycle() async throws {
    var random = SeededGenerator(seed: 7)
    var nodes = graph(using: &random)
    let project = try await TestProject.make()
    // The shortest circle: one that is read, and now reads its reader.
    let reader = try #require(nodes.indices.first { !nodes[$0].reads.isEmpty && $0 < 60 })
    let read = try #require(nodes[reader].reads.first)
    nodes[read].reads.append(reader)
    try write(nodes, to: project)
    let outcome = try await project.whtest("run")
    #expect(outcome.status == 2, "\(outcome.text)")
    #expect(outcome.errors.contains("[model-cycle] models read each other: "), "\(outcome.errors)")
    for name in [nodes[reader].name, nodes[read].name] {
      #expect(outcome.errors.contains(name), "\(outcome.errors)")
    }
    #expect(try await project.warehouse.published().isEmpty)
  }
}
