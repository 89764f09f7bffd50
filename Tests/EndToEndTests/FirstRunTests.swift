import Testing
import TestSupport

@Suite("A run on fresh databases", .database, .timeLimit(.minutes(15)))
struct FirstRunTests {
  @Test("passes, twice, and the second one changes nothing")
  func twice() async throws {
    let project = try await TestProject.make()
    let first = try await project.whtest("run")
    #expect(first.status == 0, "\(first.text)")
    let published = try await project.warehouse.published()
    #expect(published.count == 15)

    let second = try await project.whtest("run")
    #expect(second.status == 0, "\(second.text)")
    #expect(try await project.warehouse.published() == published)
    let report = try project.report()
    #expect(report.run_id == 2)
    for step in report.steps {
      let total = step.rows?.total ?? -1
      #expect(
        step.rows == .init(before: total, inserted: 0, updated: 0, deleted: 0, total: total),
        "\(step.relation)")
    }
  }

  @Test("shows a line for each step, a table for each gold view, and a verdict")
  func output() async throws {
    let project = try await TestProject.make()
    let lines = try await project.whtest("run").output.split(separator: "\n").map(String.init)
    let steps = lines.filter { $0.hasPrefix("✓ ") }.map {
      $0.split(separator: " ").dropFirst().prefix(3).joined(separator: " ")
    }
    #expect(
      steps.sorted() == [
        "bronze event_rsvps 10,000", "bronze events 500", "bronze memberships 500",
        "bronze teams 20", "gold attendance_rate_30d 348", "gold daily_active_teams 278",
        "gold events_per_country 4", "gold new_vs_returning_members 51",
        "gold rsvp_summary 1,580", "gold signup_rate_history 500", "silver event_rsvps 10,000",
        "silver event_rsvps_history 10,000", "silver events 500",
        "silver memberships 500", "silver teams 20",
      ])
    #expect(lines.contains("contracts: 73 of 77 passed, 4 warnings"))
    #expect(lines.contains("checks: 64 of 72 passed, 8 warnings"))
    #expect(
      lines.filter { $0.hasPrefix("gold.") } == [
        "gold.attendance_rate_30d", "gold.daily_active_teams", "gold.events_per_country",
        "gold.new_vs_returning_members", "gold.rsvp_summary",
        "gold.signup_rate_history",
      ])
    #expect(lines.contains("  GBR              250             150             10"))
    #expect(
      lines.contains {
        $0.hasPrefix("PASSED run r1 in ")
          && $0.hasSuffix("216 of 228 passed, 12 warnings; published")
      })
    #expect(
      lines.last == "reports: \(project.folder)/reports/junit.xml, "
        + "\(project.folder)/reports/run.json")
  }

  @Test("writes a JUnit file whose counts are exact at each level")
  func junit() async throws {
    let project = try await TestProject.make()
    _ = try await project.whtest("run")
    let junit = try project.junit()
    #expect(junit.totals.tests == junit.cases.count)
    #expect(junit.totals.tests == 228)
    #expect(junit.totals.failures == 0)
    #expect(junit.totals.errors == 0)
    #expect(junit.identities.count == junit.cases.count, "two testcases share an identity")
    for suite in junit.suites {
      let cases = junit.cases.filter { $0.suite == suite.name }
      #expect(suite.tests == cases.count, "\(suite.name)")
      #expect(suite.skipped == cases.count { $0.result == "skipped" }, "\(suite.name)")
      #expect(suite.failures == 0 && suite.errors == 0, "\(suite.name)")
    }
    #expect(junit.suites.map(\.tests).reduce(0, +) == 228)
  }

  @Test("says in run.json that it passed and is published, with samples in the order of the key")
  func json() async throws {
    let project = try await TestProject.make()
    _ = try await project.whtest("run")
    let report = try project.report()
    #expect(report.status == "passed")
    #expect(report.published)
    #expect(report.run_id == 1)
    #expect(report.counts == .init(passed: 216, warned: 12))
    #expect(report.steps.count == 15)
    #expect(report.samples.count == 6)
    let countries = report.samples.first { $0.relation == "gold.events_per_country" }
    #expect(
      countries?.rows == [
        ["DEU", "50", "30", "2"], ["GBR", "250", "150", "10"], ["NOR", "150", "90", "6"],
        ["USA", "50", "30", "2"],
      ])
  }

  @Test("finds each planted defect, as often as it was planted, as a warning")
  func defects() async throws {
    let project = try await TestProject.make()
    _ = try await project.whtest("run")
    let warned = try project.junit().warned
    let warnings = warned.filter { $0.suite.hasPrefix("whtest.quality.") }
      .map { "\($0.identity): \($0.message)" }
    #expect(
      Set(warnings) == [
        "whtest.quality.bronze.memberships role_title.known_role: "
          + "WARN: 1 of 500 rows fail role_title.known_role (warn above 0)",
        "whtest.quality.bronze.memberships group_id.reference: "
          + "WARN: 5 of 500 rows fail group_id.reference (warn above 0)",
        "whtest.quality.bronze.events latitude.maximum: "
          + "WARN: 1 of 500 rows fail latitude.maximum (warn above 0)",
        "whtest.quality.bronze.event_rsvps rsvp_status.known_answer: "
          + "WARN: 5 of 10000 rows fail rsvp_status.known_answer (warn above 0)",
        "whtest.quality.bronze.event_rsvps member_id.reference: "
          + "WARN: 20 of 10000 rows fail member_id.reference (warn above 0)",
        "whtest.quality.silver.events events_end_before_start: "
          + "WARN: 1 of 500 rows fail events_end_before_start (warn above 0)",
        "whtest.quality.silver.teams groups_without_admins: "
          + "WARN: 1 of 20 rows fail groups_without_admins (warn above 0)",
        "whtest.quality.silver.event_rsvps stale_rsvps: "
          + "WARN: 100 of 10000 rows fail stale_rsvps (warn above 0)",
      ])
    #expect(warnings.count == 8)
    // Foreign keys over rows that break them cannot be valid.
    #expect(
      warned.filter { $0.suite.hasPrefix("whtest.contract.") }.map(\.name).sorted() == [
        "columns.event_id.reference", "columns.group_id.reference", "columns.member_id.reference",
        "columns.team_id.reference",
      ])
  }

  @Test("shows no value of a classified column, not even of a row that it complains about")
  func classified() async throws {
    let project = try await TestProject.make()
    let outcome = try await project.whtest("run")
    let latitude = try #require(
      try await project.production.value("SELECT latitude FROM events WHERE latitude > 90"))
    let reports = try project.read("reports/junit.xml") + project.read("reports/run.json")
    #expect(!(outcome.text + reports).contains(latitude))
  }
}
