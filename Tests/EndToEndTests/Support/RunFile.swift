import Foundation

/// `run.json` as a program reads it.
struct RunFile: Decodable {
  struct Step: Decodable {
    struct Rows: Decodable, Equatable {
      let before: Int
      let inserted: Int
      let updated: Int
      let deleted: Int
      let total: Int
    }

    let relation: String
    let outcome: String
    let rows: Rows?
  }

  struct Sample: Decodable {
    let relation: String
    let rows: [[String?]]
  }

  struct Counts: Decodable, Equatable {
    var passed = 0
    var warned = 0
    var failed = 0
    var errored = 0
    var gated = 0
    var not_executed = 0
  }

  let status: String
  let published: Bool
  let dry_run: Bool
  let run_id: Int?
  let counts: Counts
  let steps: [Step]
  let samples: [Sample]
  let stopped: String?

  init(path: String) throws {
    self = try JSONDecoder().decode(
      RunFile.self, from: try Data(contentsOf: URL(filePath: path)))
  }

  /// The rows of one step.
  func rows(of relation: String) -> Step.Rows? {
    steps.first { $0.relation == relation }?.rows
  }
}
