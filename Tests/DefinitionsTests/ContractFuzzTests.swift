import Definitions
import Testing
import WarehouseModel

@Suite("Contracts with random damage")
struct ContractFuzzTests {
  /// The same numbers in each run (SplitMix64).
  struct Generator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return mixed ^ (mixed >> 31)
    }
  }

  private static let splinters: [String] = [
    "\t", "\n", "  ", ": ", "- ", "[", "]", "{", "}", "\"", "'", "&a ", "*a", "<<: ", "? ",
    "!!str ",
    "|", ">", "#", "null", "true", "-1", "1e999", "9223372036854775807", "-9223372036854775808",
    "é", "\u{0}", "\u{FEFF}", "\u{85}", "%YAML 1.1\n", "---\n", "...", "${", "\\", ",", "whtest.",
  ]

  /// Damages a text in a few places.
  private func damaged(_ text: String, by generator: inout Generator) -> String {
    var scalars = Array(text.unicodeScalars)
    for _ in 0..<Int.random(in: 1...4, using: &generator) {
      let place = Int.random(in: 0..<scalars.count, using: &generator)
      let length = min(Int.random(in: 1...20, using: &generator), scalars.count - place)
      switch Int.random(in: 0..<4, using: &generator) {
      case 0: scalars.removeSubrange(place..<place + length)
      case 1:
        let splinter = Self.splinters.randomElement(using: &generator) ?? ""
        scalars.insert(contentsOf: splinter.unicodeScalars, at: place)
      case 2: scalars.insert(contentsOf: scalars[place..<place + length], at: place)
      default:
        let other = Int.random(in: 0..<scalars.count, using: &generator)
        scalars.swapAt(place, other)
      }
      if scalars.isEmpty { scalars = ["x"] }
    }
    return String(String.UnicodeScalarView(scalars))
  }

  @Test(arguments: UInt64(0)..<8)
  func `are read, or refused with a reason, and never crash`(_ seed: UInt64) {
    var generator = Generator(state: seed)
    for _ in 0..<100 {
      let text = damaged(ContractSample.whole, by: &generator)
      let (found, diagnostics) = contract(from: text, file: "x")
      let hasError = diagnostics.contains { $0.severity == .error }
      #expect((found == nil) == hasError, "\(text)")
    }
  }

  @Test(arguments: UInt64(0)..<4)
  func `and so are SQL files`(_ seed: UInt64) {
    var generator = Generator(state: seed)
    let whole = """
      -- title: é
      -- layer: silver
      -- subject: silver.teams
      -- warn: 1
      -- fail: 5%
      WITH x AS (SELECT $$a$$ AS a, 'b;' AS b FROM silver.teams /* c */)
      SELECT count(*) FILTER (WHERE a = b) FROM x JOIN silver.events USING (a) WHERE b <> 'é';
      """
    for _ in 0..<100 {
      let text = damaged(whole, by: &generator)
      let (found, diagnostics) = check(from: text, name: "a", file: "x")
      #expect((found == nil) == !diagnostics.isEmpty, "\(text)")
    }
  }
}
