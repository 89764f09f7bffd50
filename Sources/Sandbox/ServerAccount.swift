import FoundationEssentials
import Glibc

/// Whom the server runs as: PostgreSQL refuses root
/// ([19.1](https://www.postgresql.org/docs/current/postgres-user.html)).
enum ServerAccount: Hashable, Sendable {
  /// We are an ordinary user.
  case ourselves
  /// We are root and become somebody else with these words before a command.
  case other(user: uid_t, group: gid_t, prefix: [String])

  /// The words before a command that make it run as this account.
  var prefix: [String] {
    switch self {
    case .ourselves: []
    case .other(_, _, let prefix): prefix
    }
  }

  /// `postgres` if there is such a user, otherwise `nobody`, when we are root.
  static func current(environment: [String: String]) throws(SandboxError) -> ServerAccount {
    guard geteuid() == 0 else { return .ourselves }
    guard let (name, user, group) = lookUp("postgres") ?? lookUp("nobody") else {
      throw .cannotDropRoot(reason: "there is neither a user postgres nor a user nobody")
    }
    let folders = Program.searchPath(environment)
    func find(_ program: String) -> String? {
      folders.map { "\($0)/\(program)" }
        .first { FileManager.default.isExecutableFile(atPath: $0) }
    }
    if let setpriv = find("setpriv") {
      let words = [setpriv, "--reuid=\(user)", "--regid=\(group)", "--clear-groups"]
      return .other(user: user, group: group, prefix: words)
    }
    if let runuser = find("runuser") {
      return .other(user: user, group: group, prefix: [runuser, "-u", name, "--"])
    }
    throw .cannotDropRoot(reason: "neither setpriv nor runuser (of util-linux) is in PATH")
  }

  private static func lookUp(_ name: String) -> (name: String, user: uid_t, group: gid_t)? {
    guard let entry = unsafe getpwnam(name) else { return nil }
    return (name, unsafe entry.pointee.pw_uid, unsafe entry.pointee.pw_gid)
  }

  /// Whether the account may pass through a folder and all those above it.
  func canEnter(_ path: String) -> Bool {
    guard case .other(let user, _, _) = self else { return true }
    var folder = ""
    return path.split(separator: "/").allSatisfy { part in
      folder += "/\(part)"
      guard let status = FileStatus(following: folder) else { return false }
      return status.permissions & (status.owner == user ? 0o100 : 0o001) != 0
    }
  }
}
