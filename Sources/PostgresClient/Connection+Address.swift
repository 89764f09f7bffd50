extension Connection {
  /// Where the session leads, as libpq was told or found out: a host's name or a socket's folder, the
  /// port, the database.
  package var address: (host: String?, port: Int?, database: String?) {
    let options = session?.options ?? [:]
    return (options["host"], options["port"].flatMap { Int($0) }, options["dbname"])
  }
}
