/// Why no private server came about.
package enum SandboxError: Error, Hashable, Sendable {
  /// No PostgreSQL server is installed where we look.
  case noServer(searched: [String])
  /// No folder can hold the server; one reason per folder that was tried.
  case noFolder(reasons: [String])
  /// We are root, which PostgreSQL refuses to run as, and cannot become anybody else.
  case cannotDropRoot(reason: String)
  /// A program that we need did not start at all.
  case cannotRun(program: String, reason: String)
  /// `initdb` gave up; its last lines.
  case initdbFailed(folder: String, output: String)
  /// The server did not come up; the last lines of its log.
  case serverDidNotStart(folder: String, log: String)
  /// The server runs, but nothing could be written that lets us find it again.
  case cannotKeep(folder: String, reason: String)
}

extension SandboxError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .noServer(let searched):
      "no PostgreSQL server found: looked for initdb, pg_ctl and postgres in "
        + searched.joined(separator: ", ")
        + "; install one, such as \"apt-get install postgresql\" on Debian and Ubuntu or"
        + " \"dnf install postgresql-server\" on Fedora, or add its folder to PATH"
    case .noFolder(let reasons):
      "no folder for a private server: " + reasons.joined(separator: "; ")
        + "; set TMPDIR to a short path that can be written to"
    case .cannotDropRoot(let reason):
      "PostgreSQL does not run as root, and \(reason); run whtest as an ordinary user"
    case .cannotRun(let program, let reason): "cannot run \(program): \(reason)"
    case .initdbFailed(let folder, let output):
      "initdb failed in \(folder): \(output)"
    case .serverDidNotStart(let folder, let log):
      "the private server in \(folder) did not start: \(log)"
    case .cannotKeep(let folder, let reason):
      "cannot keep the server in \(folder): \(reason)"
    }
  }
}
