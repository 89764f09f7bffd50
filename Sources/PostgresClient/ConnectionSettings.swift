import WarehouseModel

/// Where a server is and how a session on it is set up.
///
/// `target` is whatever libpq takes: a URI, `key=value` pairs, `service=name`
/// ([34.1.1](https://www.postgresql.org/docs/current/libpq-connect.html)). It may hold a password,
/// so it is never printed.
package struct ConnectionSettings: Sendable {
  /// The server's name in messages.
  package let server: String
  let target: String
  let applicationName: String
  /// Seconds to wait for a session; the URI, the service file and `PGCONNECT_TIMEOUT` go first.
  let connectTimeout: Int
  /// Settings of each session, by name.
  package var session: [String: String]

  package init(
    server: String, target: String, applicationName: String = "whtest", connectTimeout: Int = 10,
    session: [String: String] = [:]
  ) {
    self.server = server
    self.target = target
    self.applicationName = applicationName
    self.connectTimeout = connectTimeout
    self.session = session
  }

  /// The same server with more settings for each session.
  package func with(_ settings: [String: String]) -> ConnectionSettings {
    var copy = self
    copy.session.merge(settings) { _, new in new }
    return copy
  }

  /// Whether the target is a URI with an @ that libpq takes for something else than its author:
  /// what stands in a password unencoded would end up in a message as a host or a database.
  var hasStrayAt: Bool {
    guard let scheme = ["postgresql://", "postgres://"].first(where: target.hasPrefix) else {
      return false
    }
    let address = target.dropFirst(scheme.count).prefix { $0 != "?" }
    let authority = address.prefix { $0 != "/" }
    return authority.filter { $0 == "@" }.count > 1 || address[authority.endIndex...].contains("@")
  }

  /// libpq's parameters in order; a later one wins, so what `target` says beats our defaults.
  func parameters(environment: [String: String]) -> [(String, String)] {
    var parameters = [
      ("fallback_application_name", applicationName),
      ("keepalives_idle", "30"), ("keepalives_interval", "10"), ("keepalives_count", "3"),
      ("tcp_user_timeout", "60000"),
    ]
    if environment["PGCONNECT_TIMEOUT"] == nil {
      parameters.append(("connect_timeout", String(connectTimeout)))
    }
    return parameters + [("dbname", target), ("client_encoding", "UTF8")]
  }

  /// Settings that make answers the same on every server and let a session wait for us, then the
  /// session's own.
  func sessionStatement(serverVersion: Int) -> String {
    var fixed = [
      "TimeZone": "UTC", "DateStyle": "ISO, YMD", "IntervalStyle": "postgres",
      "extra_float_digits": "1", "standard_conforming_strings": "on", "bytea_output": "hex",
    ]
    if serverVersion >= 140_000 { fixed["idle_session_timeout"] = "0" }
    if serverVersion >= 170_000 { fixed["transaction_timeout"] = "0" }
    return fixed.merging(session) { _, own in own }
      .sorted { $0.key < $1.key }
      .map { "SET \(Identifier($0.key).quoted) = '\($0.value.doublingQuotes)'" }
      .joined(separator: "; ")
  }
}

extension String {
  /// The text as it stands between single quotes, with `standard_conforming_strings` on.
  fileprivate var doublingQuotes: String {
    split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''")
  }
}
