import Foundation
import Synchronization

/// The built `whtest`, run as a program of its own.
enum Tool {
  /// The build puts it beside the bundle of these tests.
  static let path: String = {
    let bundle = CommandLine.arguments.first { $0.hasSuffix(".xctest") } ?? CommandLine.arguments[0]
    let folders = [
      URL(filePath: bundle).deletingLastPathComponent(), Bundle.main.bundleURL,
      Bundle.main.bundleURL.deletingLastPathComponent(),
    ]
    return folders.map { $0.appending(path: "whtest").path }
      .first { FileManager.default.isExecutableFile(atPath: $0) } ?? "whtest"
  }()

  /// Runs it to its end.
  static func run(
    _ arguments: [String], in folder: String, environment: [String: String] = [:]
  ) async throws -> Outcome {
    try await start(arguments, in: folder, environment: environment).outcome()
  }

  /// Starts it, and lets the test go on.
  static func start(
    _ arguments: [String], in folder: String, environment: [String: String] = [:]
  ) throws -> RunningProgram {
    try RunningProgram(path, arguments, in: folder, environment: environment)
  }
}

/// What became of a program.
struct Outcome: Sendable {
  let status: Int32
  let output: String
  let errors: String

  /// Both streams, for a test that looks for what must stand in neither.
  var text: String { output + errors }
}

/// A program that runs beside the test.
final class RunningProgram: Sendable {
  private let process: Mutex<Process>
  private let output: Capture
  private let errors: Capture
  private let ended: Task<Int32, Never>

  init(
    _ path: String, _ arguments: [String], in folder: String, environment: [String: String]
  ) throws {
    let process = Process()
    process.executableURL = URL(filePath: path)
    process.arguments = arguments
    process.currentDirectoryURL = URL(filePath: folder)
    let inherited = ProcessInfo.processInfo.environment.filter {
      !$0.key.hasPrefix("PG") && !$0.key.hasPrefix("WHTEST_")
    }
    process.environment = inherited.merging(environment) { _, own in own }
    process.standardInput = FileHandle.nullDevice
    let (outputPipe, errorPipe) = (Pipe(), Pipe())
    process.standardOutput = outputPipe
    process.standardError = errorPipe
    let (end, continuation) = AsyncStream<Int32>.makeStream()
    process.terminationHandler = {
      continuation.yield(
        $0.terminationReason == .uncaughtSignal ? -$0.terminationStatus : $0.terminationStatus)
      continuation.finish()
    }
    try process.run()
    output = Capture(outputPipe.fileHandleForReading)
    errors = Capture(errorPipe.fileHandleForReading)
    ended = Task {
      for await status in end { return status }
      return -1
    }
    self.process = Mutex(process)
  }

  /// Waits for its end; a signal that killed it is a negative status.
  func outcome() async -> Outcome {
    await Outcome(status: ended.value, output: output.text(), errors: errors.text())
  }

  /// Waits for a line of standard output that begins so; nil when it ended without.
  func line(beginningWith text: String) async -> String? {
    await output.line { $0.hasPrefix(text) }
  }

  func signal(_ number: Int32) {
    let identifier = process.withLock { $0.processIdentifier }
    _ = kill(identifier, number)
  }
}
