import Definitions
import Pipeline
import WarehouseModel

/// Everything that can be told of a project without a server.
struct ProjectLint {
  /// In the order of the files.
  let diagnostics: [Diagnostic]
  private let counts: [(number: Int, noun: String)]

  init(_ configuration: Configuration) throws {
    // No value of a variable changes what there is to tell.
    let reading = ProjectReading(configuration, environment: nil)
    let placed = PlacedContracts(reading.contracts, configuration)
    var unread = reading.unreadModels
    if reading.lacksContracts {
      // Whatever is read of bronze may be promised where we could not look.
      let reads = reading.models.flatMap(\.reads) + reading.checks.flatMap(\.reads)
      unread.formUnion(reads.compactMap(\.qualified).filter { $0.schema == Layer.bronze.schema })
    }
    var found = placed.findings(
      models: reading.models, checks: reading.checks, unread: unread
    ).mistakes
    do throws(DefinitionErrors) {
      _ = try bronzeNames(of: placed.inputs.map(\.contract))
    } catch {
      found += error.diagnostics
    }
    diagnostics = (reading.diagnostics + reading.starWarnings + found).sorted()
    let files = [
      (reading.contracts.count, "contract"), (reading.models.count, "model"),
      (reading.checks.count, "check"),
    ]
    guard files.contains(where: { $0.0 > 0 }) || !diagnostics.isEmpty else {
      throw NothingToDo(
        description:
          "nothing to check: there is no contract in \(configuration.folders.contracts) and"
          + " no model or check in \(configuration.folders.sql)")
    }
    let errors = diagnostics.count { $0.severity == .error }
    counts = files + [(errors, "error"), (diagnostics.count - errors, "warning")]
  }

  var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

  /// `2 contracts, 9 models, 3 checks, 0 errors, 1 warning`.
  var summary: String {
    counts.map { number, noun in "\(number) \(noun)\(number == 1 ? "" : "s")" }
      .joined(separator: ", ")
  }
}
