import Testing
import WarehouseModel

@Suite("Layers and small names")
struct LayerTests {
  @Test
  func `follow one another from raw copies to analytical views`() {
    #expect(Layer.allCases.shuffled().sorted() == [.bronze, .silver, .gold])
    #expect(!(Layer.silver < Layer.silver))
  }

  @Test
  func `have a schema for readers and one for each run`() {
    #expect(Layer.silver.schema == "silver")
    #expect(Layer.gold.schema(of: RunID(42)) == "gold__r42")
  }

  @Test
  func `know runs by numbers that grow`() {
    #expect([RunID(10), RunID(9), RunID(2)].sorted().map(\.description) == ["r2", "r9", "r10"])
  }

  @Test
  func `shorten a fingerprint to twelve digits`() {
    let fingerprint = Fingerprint(hexadecimal: "0123456789abcdef0123456789abcdef")
    #expect(fingerprint.short == "0123456789ab")
  }

  struct Case: CustomTestStringConvertible, Sendable {
    let duration: Duration
    let milliseconds: Int64
    let seconds: Double
    var testDescription: String { duration.description }
  }

  @Test(arguments: [
    Case(duration: .zero, milliseconds: 0, seconds: 0),
    Case(duration: .milliseconds(50), milliseconds: 50, seconds: 0.05),
    Case(duration: .seconds(90), milliseconds: 90_000, seconds: 90),
    Case(duration: .microseconds(1999), milliseconds: 1, seconds: 0.001999),
    Case(duration: .seconds(1.5), milliseconds: 1500, seconds: 1.5),
  ])
  func `tell durations in the units of PostgreSQL and of reports`(_ example: Case) {
    #expect(example.duration.milliseconds == example.milliseconds)
    #expect(abs(example.duration.inSeconds - example.seconds) < 1e-12)
  }
}
