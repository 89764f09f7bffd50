import Testing
import WarehouseModel

@Suite("A day of the calendar")
struct CalendarDayTests {
  @Test(arguments: ["2026-12-31", "2024-02-29", "2000-02-29", "0001-01-01"])
  func `is read as ISO 8601 writes it`(_ text: String) {
    #expect(CalendarDay(text)?.description == text)
  }

  @Test(arguments: [
    "", "2026", "2026-12", "2026-13-01", "2026-00-01", "2026-01-00", "2026-04-31", "2023-02-29",
    "1900-02-29", "26-12-31", "2026-1-1", "2026-12-31T00:00", "2026/12/31", "31-12-2026",
    " 2026-12-31", "２０２６-12-31", "+026-12-31", "tomorrow",
  ])
  func `is none of another form, and none that there is not`(_ text: String) {
    #expect(CalendarDay(text) == nil)
  }

  @Test(arguments: [
    (0.0, "1970-01-01"), (86_399.9, "1970-01-01"), (86_400, "1970-01-02"), (-1, "1969-12-31"),
    (951_782_400, "2000-02-29"), (951_868_800, "2000-03-01"), (1_798_675_200, "2026-12-31"),
    (1_798_761_600, "2027-01-01"), (-2_208_988_800, "1900-01-01"),
  ])
  func `is that of a moment in UTC`(_ seconds: Double, _ text: String) {
    #expect(CalendarDay(secondsSince1970: seconds).description == text)
  }

  @Test
  func `comes before the next`() throws {
    let days = try ["2025-12-31", "2026-01-01", "2026-01-02", "2026-02-01"].map {
      try #require(CalendarDay($0))
    }
    #expect(days.reversed().sorted() == days)
    #expect(!(days[0] < days[0]))
  }
}
