import Pipeline
import Testing
import WarehouseModel

@Suite("Laws of the order of models")
struct ModelGraphLawTests {
  /// Models of all layers that read only what was made before them, in no order of their names.
  private func models(_ count: Int, using random: inout Seeded) -> [Model] {
    var names = (0..<count).map { "m\($0)" }
    names.shuffle(using: &random)
    var made: [(layer: Layer, name: String)] = []
    var models: [Model] = []
    for name in names {
      let layer = Layer.allCases.randomElement(using: &random) ?? .gold
      let readable = made.filter { $0.layer <= layer }.shuffled(using: &random)
      let reads = readable.prefix(Int.random(in: 0...4, using: &random)).map(\.name)
      models.append(
        model(
          "\(layer.rawValue).\(name)",
          reads: reads + (Bool.random(using: &random) ? ["bronze.x"] : [])))
      made.append((layer, "\(layer.rawValue).\(name)"))
    }
    return models
  }

  @Test(arguments: 1...60)
  func `is complete, after all sources, and the same for any order of input`(_ seed: Int) throws {
    var random = Seeded(state: UInt64(seed))
    let models = models(Int.random(in: 1...25, using: &random), using: &random)
    let landings: Set<QualifiedName> = [name("bronze.x")]
    let ordered = try ModelGraph(models.shuffled(using: &random), landings: landings).ordered
    #expect(Set(ordered) == Set(models))
    #expect(ordered.count == models.count)

    var made = landings
    for model in ordered {
      #expect(made.isSuperset(of: model.reads.compactMap(\.qualified)), "\(model.name)")
      made.insert(model.name)
    }
    for _ in 0..<3 {
      let again = try ModelGraph(models.shuffled(using: &random), landings: landings).ordered
      #expect(again == ordered)
    }
  }

  @Test(arguments: 1...40)
  func `is refused as soon as one read closes a cycle`(_ seed: Int) throws {
    var random = Seeded(state: UInt64(seed))
    let count = Int.random(in: 1...12, using: &random)
    // A chain m0 ← m1 ← …, whose first model reads one of the others, or itself.
    let back = Int.random(in: 0..<count, using: &random)
    let chain = (0..<count).map { index in
      model("silver.m\(index)", reads: ["silver.m\(index == 0 ? back : index - 1)"])
    }
    let found = mistakes { _ = try ModelGraph(chain.shuffled(using: &random), landings: []) }
    #expect(found.count == 1)
    let cycle = found.first?.split(separator: ": ").last ?? ""
    let names = cycle.split(separator: " → ").map(String.init)
    #expect(names.first == names.last)
    #expect(Set(names) == Set((0...back).map { "silver.m\($0)" }))
    #expect(names.count == back + 2)
  }
}

/// SplitMix64: the same numbers for the same seed, everywhere.
private struct Seeded: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}
