import Reporting
import Testing
import WarehouseModel

@Suite("What a run would do")
struct RunOutlineTextTests {
  private static func step(
    _ layer: Layer, _ name: Identifier, _ making: RunOutline.Making
  ) -> RunOutline.Step {
    RunOutline.Step(
      layer: layer, relation: QualifiedName(layer.schema, name), making: making,
      location: SourceLocation(file: "x", line: 1))
  }

  @Test("stands in the order of the run, with how and why")
  func text() throws {
    let watermark = Watermark(
      column: "updated_at", overlap: .time(.seconds(5400)), reconciliation: .seconds(604_800))
    let counter = Watermark(
      column: "version", overlap: .number(100), reconciliation: .milliseconds(1500))
    func copy(_ name: Identifier, _ mode: LoadMode) -> RunOutline.Step {
      Self.step(
        .bronze, name, .copy(of: QualifiedName("public", name), server: "production", mode))
    }
    let events = QualifiedName("bronze", "events")
    let outline = RunOutline(
      steps: [
        copy("events", .full(isLogged: false, hasKey: true)), copy("t\u{1B}", .full()),
        copy("rsvps", .incremental(watermark)), copy("states", .incremental(counter)),
        Self.step(
          .silver, "events",
          .build(
            .table, key: ["id", "day"], Partitioning(column: "at", method: .range(.month)),
            reads: [events])),
        Self.step(
          .silver, "rsvps",
          .build(
            .incremental, key: ["id"], Partitioning(column: "country_code", method: .list),
            reads: [events, QualifiedName("bronze", "rsvps")])),
        Self.step(.silver, "past", .build(.history, key: ["id"], nil, reads: [events])),
        Self.step(.gold, "kept", .carry),
        Self.step(.gold, "constants", .build(.view, key: [], nil, reads: [])),
      ], checks: [.bronze: 12, .silver: 1])
    try Golden.plan.expect(RunOutlineText().text(of: outline))
  }

  @Test("may be nothing but checks of what is there")
  func empty() {
    #expect(
      RunOutlineText().text(of: RunOutline(steps: [], checks: [.gold: 2]))
        == "gold\n  then 2 checks\npublish, if nothing is red\n")
  }
}
