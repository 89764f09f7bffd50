package import PostgresClient

extension Sandbox {
  /// The address of a database, for anything that speaks libpq's URIs.
  package nonisolated func uri(database: String) -> String {
    "postgresql:///\(percentEncoded(database))"
      + "?host=\(folder)&port=\(ServerOptions.port)&user=\(ServerOptions.user)"
  }

  /// How we connect to a database; `server` is its name in messages.
  package nonisolated func settings(
    database: String, server: String = "sandbox"
  ) -> ConnectionSettings {
    ConnectionSettings(server: server, target: uri(database: database))
  }
}

/// A name as it stands in a URI.
private func percentEncoded(_ text: String) -> String {
  text.utf8.map { byte in
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
      UInt8(ascii: "."), UInt8(ascii: "~"):
      String(UnicodeScalar(byte))
    default:
      "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }
  }.joined()
}
