import FoundationEssentials
import Glibc
import Testing

/// A folder for one test, with the environment that makes a sandbox use it.
final class Scratch: Sendable {
  let path: String
  private let mine: [String: String]

  init() {
    path = "/tmp/wht-\(UInt32.random(in: .min ... .max))"
    mine = ["TMPDIR": path, "XDG_STATE_HOME": "\(path)/state"]
    try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    // Also for the user that the server runs as when we are root.
    _ = unsafe chmod(path, 0o755)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  var environment: [String: String] {
    ProcessInfo.processInfo.environment.merging(mine) { _, own in own }
  }

  /// The environment with fake programs before the real ones.
  func environment(programs: [String: String]) throws -> [String: String] {
    var environment = environment
    let folder = try write(programs: programs, into: "bin")
    environment["PATH"] = "\(folder):\(environment["PATH"] ?? "")"
    return environment
  }

  /// Writes shell scripts into a folder of their own, and returns it.
  func write(programs: [String: String], into name: String) throws -> String {
    let folder = "\(path)/\(name)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for (program, script) in programs {
      let file = "\(folder)/\(program)"
      try Data("#!/bin/sh\n\(script)\n".utf8).write(to: URL(filePath: file))
      #expect(unsafe chmod(file, 0o755) == 0)
    }
    return folder
  }

  /// What the sandboxes in here left behind.
  var sandboxes: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [])
      .filter { $0.hasPrefix("whtest-sandbox-") }.map { "\(path)/\($0)" }.sorted()
  }
}

/// Waits until something is true; false when it never is.
func eventually(_ condition: () -> Bool) async -> Bool {
  let deadline = ContinuousClock.now + .seconds(30)
  while ContinuousClock.now < deadline {
    if condition() { return true }
    try? await Task.sleep(for: .milliseconds(10))
  }
  return false
}

func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

/// Whether a process is there and is no zombie.
func isRunning(_ pid: pid_t) -> Bool {
  guard let data = FileManager.default.contents(atPath: "/proc/\(pid)/stat") else { return false }
  return !String(decoding: data, as: UTF8.self).contains(") Z ")
}

/// The first number in a server's `postmaster.pid`.
func serverProcess(of folder: String) throws -> pid_t {
  let data = try #require(FileManager.default.contents(atPath: "\(folder)/data/postmaster.pid"))
  let line = String(decoding: data, as: UTF8.self).split(separator: "\n").first ?? ""
  return try #require(pid_t(line))
}
