/// A program of PostgreSQL's, run to its end with what it prints.
struct Program: Sendable {
  let words: [String]
  let environment: [String: String]

  /// - Parameter account: Whom to run as.
  init(_ words: [String], as account: ServerAccount = .ourselves, environment: [String: String]) {
    self.words = account.prefix + words
    self.environment = Self.cleaned(environment)
  }

  /// Returns the exit code, and standard output and error together.
  ///
  /// The folder that we stand in may be closed to the account, so the program starts in `/`.
  func run() async throws(SandboxError) -> (code: Int32, output: String) {
    let (ours, process) = try start()
    let end = await process.finish(reading: ours)
    return (end.code, String(decoding: end.output, as: UTF8.self))
  }

  /// Their end of the stream is closed here, so that ours ends with the program.
  private func start() throws(SandboxError) -> (Descriptor, ShellProcess) {
    let (ours, theirs) = try Descriptor.pair()
    let process = try ShellProcess.start(
      "cd / && exec \"$@\"", words, environment: environment, output: theirs)
    return (ours, process)
  }

  /// The variables that programs get: none of PostgreSQL's own, which would change what they do.
  static func cleaned(_ environment: [String: String]) -> [String: String] {
    var cleaned = [
      "LC_ALL": "C", "TZ": "UTC", "PATH": searchPath(environment).joined(separator: ":"),
    ]
    cleaned["LD_LIBRARY_PATH"] = environment["LD_LIBRARY_PATH"]
    return cleaned
  }

  /// The folders of `PATH`, then those where a system keeps its programs.
  static func searchPath(_ environment: [String: String]) -> [String] {
    let own = (environment["PATH"] ?? "").split(separator: ":").map(String.init)
    let usual = ["/usr/local/bin", "/usr/bin", "/bin", "/usr/sbin", "/sbin"]
    return own.filter { $0.hasPrefix("/") } + usual.filter { !own.contains($0) }
  }
}

extension String {
  /// The last lines that say something, on one line.
  func lastLines(_ count: Int) -> String {
    let lines = split(whereSeparator: \.isNewline).map(String.init)
      .filter { line in line.contains { !$0.isWhitespace } }
    return lines.isEmpty ? "it printed nothing" : lines.suffix(count).joined(separator: " | ")
  }
}
