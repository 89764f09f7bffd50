import Pipeline
import Testing
import WarehouseModel

@Suite("What was not tried")
struct GatedTests {
  private let place = SourceLocation(file: "c.yaml", line: 8)

  @Test
  func `leaves a step for each table and model, in the order of the run`() {
    let models = [model("silver.teams"), model("gold.active")]
    let steps = gatedSteps(
      landings: [(name("bronze.teams"), place)], models: models, because: "a contract is broken")
    #expect(
      steps == [
        Step(
          layer: .bronze, relation: name("bronze.teams"), location: place,
          outcome: .gated("a contract is broken")),
        Step(
          layer: .silver, relation: name("silver.teams"), location: models[0].location,
          outcome: .gated("a contract is broken")),
        Step(
          layer: .gold, relation: name("gold.active"), location: models[1].location,
          outcome: .gated("a contract is broken")),
      ])
  }

  @Test
  func `leaves each check under its own name`() {
    let check = Check(
      subject: name("silver.teams"), name: "id.unique", rule: .unique(["id"]), severity: .error,
      location: place)
    let gated = LayeredCheck(check: check, layer: .silver, reads: []).gated(because: "r")
    #expect(
      gated
        == AssertionResult(
          suite: .quality(name("silver.teams")), name: "id.unique", location: place,
          outcome: .gated("r")))
  }

  @Test
  func `is all that a plan makes, with its layer`() {
    let landing = Landing(
      server: "s", source: name("public.teams"), target: name("bronze.teams"), columns: [],
      key: [], location: place)
    let view = Model(
      name: name("gold.active"), layer: .gold, title: nil, materialization: .view, key: [],
      query: "SELECT 1", location: place, reads: [])
    let plan = BuildPlan(run: RunID(1), landings: [landing], models: [model("silver.t"), view])
    #expect(plan.relations.map(\.layer) == [.bronze, .silver, .gold])
    #expect(plan.relations.map(\.name.name) == ["teams", "t", "active"])
    #expect(
      plan.recordedRelations == [
        RecordedRelation(layer: .bronze, name: "teams", isView: false),
        RecordedRelation(layer: .silver, name: "t", isView: false),
        RecordedRelation(layer: .gold, name: "active", isView: true),
      ])
  }
}
