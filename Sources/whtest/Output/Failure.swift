import ArgumentParser
import ExampleProduction
import Introspection
import PostgresClient
import Reporting
import RunStore
import Sandbox
import WarehouseModel

/// The exit statuses of DESIGN section 10.
enum Status: Int32 {
  case passed = 0
  case findings = 1
  case wrongDefinition = 2
  case couldNotRun = 3
  case undelivered = 4
  case interrupted = 130

  var code: ExitCode { ExitCode(rawValue) }
}

/// An error as a person reads it, with the exit status that belongs to it.
struct Failure {
  let text: String
  let status: Status

  /// Nil for errors that are not ours, such as bad usage of the command line.
  init?(_ error: any Error) {
    switch error {
    case let error as DefinitionErrors:
      (text, status) = (error.description, .wrongDefinition)
    case is CancellationError:
      (text, status) = ("interrupted", .interrupted)
    case PostgresError.cancelled:
      (text, status) = ("interrupted", .interrupted)
    case let error as PostgresError:
      (text, status) = ("error: \(error)", .couldNotRun)
    case let error as BuildFailure:
      (text, status) = (located(error), .couldNotRun)
    case let error as RunStoreError:
      (text, status) = ("error: \(error)", .couldNotRun)
    case let error as SandboxError:
      (text, status) = ("error: \(error)", .couldNotRun)
    case let error as ExampleProductionError:
      (text, status) = ("error: \(error)", .couldNotRun)
    case let error as CatalogError:
      (text, status) = ("error: \(error)", .couldNotRun)
    case let error as NothingToDo:
      (text, status) = ("error: \(error)", .couldNotRun)
    case let error as ReportError:
      (text, status) = ("error: \(error)", .undelivered)
    default:
      return nil
    }
  }
}

/// There is nothing that a command could look at.
struct NothingToDo: Error, CustomStringConvertible {
  let description: String
}

private func located(_ failure: BuildFailure) -> String {
  failure.location.map { "\($0): error: \(failure)" } ?? "error: \(failure)"
}
