import Quality
import Testing
import WarehouseModel

@Suite("The checks that service levels amount to")
struct PureServiceLevelTests {
  private func checks(
    _ name: String, _ value: Literal?, unit: String? = nil, element: String? = "rsvps.answered_at",
    quality: [QualityRule] = []
  ) -> [Check] {
    func located<Value>(_ value: Value?) -> Located<Value>? {
      value.map { Located($0, at: PureSample.line(3)) }
    }
    let level = ServiceLevel(
      property: Located(name, at: PureSample.line(3)), value: located(value), unit: located(unit),
      element: located(element), location: PureSample.line(3))
    let object = ContractObject(
      name: "rsvps", relation: PureSample.rsvps, location: PureSample.line(1),
      properties: [
        PureSample.property("id", key: 1), PureSample.property("answered_at", quality: quality),
      ])
    let contract = Contract(
      id: "c", version: "1", file: "c.yaml", fingerprint: Fingerprint(hexadecimal: "00"),
      server: nil, objects: [object], agreements: [level])
    return Quality.checks(of: contract) { $0 }.filter {
      $0.location.line == 3 || $0.name.contains("_2")
    }
  }

  @Test(arguments: ["latency", "ly", "freshness", "frequency", "fy"])
  func `hold the newest row to an age`(_ name: String) {
    let found = checks(name, .number("4"), unit: "h")
    #expect(
      found.map(\.rule) == [
        .number(.age("answered_at"), Bounds(fail: .lessOrEqual(4), unit: .time(.hours)))
      ])
    #expect(found.allSatisfy { $0.name.hasPrefix("answered_at.") })
  }

  @Test
  func `hold the oldest row to a retention, in days where no unit is given`() {
    let found = checks("retention", .number("10"))
    #expect(
      found.map(\.rule) == [.offendingRows(.not(.isWithin("answered_at", seconds: 864_000)))])
    #expect(found.map(\.name) == ["answered_at.retention"])
    #expect(found.map(\.evidenceColumns) == [["id", "answered_at"]])
  }

  @Test
  func `are not executed, and say why, where data cannot tell`() {
    func reason(_ checks: [Check]) -> String {
      guard case .notExecuted(let reason)? = checks.first?.rule else { return "executed" }
      return reason
    }
    #expect(reason(checks("availability", .number("99"))).hasPrefix("a service level that data"))
    #expect(reason(checks("latency", .number("4"), element: nil)).hasPrefix("it names no element"))
    #expect(
      reason(checks("latency", .number("4"), element: "x.y"))
        == "x.y is no property of this contract")
    #expect(reason(checks("latency", .string("soon"))).hasPrefix("its value is \"soon\", and"))
    #expect(reason(checks("latency", .number("0"))).hasPrefix("its value is \"0\", and"))
    #expect(reason(checks("latency", .number("4"), unit: "parsec")) == "its unit is none of time")
    #expect(checks("availability", nil).map(\.name) == ["service_level.availability"])
  }

  @Test(arguments: [
    ("P30D", 30.0), ("P1W", 7), ("PT36H", 1.5), ("P1DT12H", 1.5), ("PT90M", 0.0625),
    ("P1Y", 365.25),
  ])
  func `take durations of ISO 8601`(_ text: String, _ days: Double) {
    #expect(
      checks("freshness", .string(text)).map(\.rule) == [
        .number(.age("answered_at"), Bounds(fail: .lessOrEqual(days), unit: .time(.days)))
      ])
    for wrong in ["P", "PT", "30D", "P30", "PD", "P1H", "PT1D", "P1.1.1D", "P-1D"] {
      #expect(TimeUnit.seconds(ofDuration: wrong) == nil, "\(wrong)")
    }
  }

  @Test
  func `have names of their own beside rules`() {
    let rule = PureSample.rule(.freshness, .less(5))
    #expect(
      checks("freshness", .number("4"), quality: [rule]).map(\.name) == ["answered_at.freshness_2"])
  }
}
