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
  case badUsage = 64
  case interrupted = 130

  var code: ExitCode { ExitCode(rawValue) }
}

/// An error as a person reads it, with the exit status that belongs to it.
struct Failure {
  let message: String
  let status: Status

  /// The message as it stands on standard error; mistakes in files bear the word already.
  var text: String {
    switch status {
    case .wrongDefinition, .interrupted: message
    default: "error: \(message)"
    }
  }

  /// Nil for errors that are not ours, such as bad usage of the command line.
  init?(_ error: any Error) {
    switch error {
    case let error as DefinitionErrors:
      (message, status) = (error.description, .wrongDefinition)
    case let error as SelectionMistake:
      (message, status) = ("--select: \(error)", .badUsage)
    case let error as SourceError:
      (message, status) = (error.description, .wrongDefinition)
    case is CancellationError:
      (message, status) = ("interrupted", .interrupted)
    case PostgresError.cancelled:
      (message, status) = ("interrupted", .interrupted)
    case let error as PostgresError:
      (message, status) = (error.description, .couldNotRun)
    case let error as BuildFailure:
      let place = error.location.map { " (\($0))" } ?? ""
      (message, status) = (error.description + place, .couldNotRun)
    case let error as RunStoreError:
      (message, status) = (error.description, .couldNotRun)
    case let error as SandboxError:
      (message, status) = (error.description, .couldNotRun)
    case let error as ExampleProductionError:
      (message, status) = (error.description, .couldNotRun)
    case let error as CatalogError:
      (message, status) = (error.description, .couldNotRun)
    case let error as NothingToDo:
      (message, status) = (error.description, .couldNotRun)
    case let error as UnexpectedError:
      (message, status) = (error.description, .couldNotRun)
    case let error as ReportError:
      (message, status) = (error.description, .undelivered)
    default:
      return nil
    }
  }
}

/// An error of a kind that nobody thought of; still one message and one exit status.
struct UnexpectedError: Error, CustomStringConvertible {
  let description: String
}

/// There is nothing that a command could look at.
struct NothingToDo: Error, CustomStringConvertible {
  let description: String
}
