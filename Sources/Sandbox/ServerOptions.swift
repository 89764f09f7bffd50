/// How a private server is created and run: quick to throw away, never to be trusted with data.
///
/// Every option is known to PostgreSQL 13 and to all that came since.
enum ServerOptions {
  static let port = 5432
  static let user = "postgres"

  /// For `initdb`.
  static func creation(of folder: SandboxFolder) -> [String] {
    [
      "--pgdata=\(folder.data)", "--username=\(user)", "--auth=trust", "--no-sync",
      "--encoding=UTF8", "--locale=C",
    ]
  }

  /// For `pg_basebackup`, so that the copy follows the server in that folder as a hot standby.
  static func copying(_ primary: SandboxFolder, to folder: SandboxFolder) -> [String] {
    [
      "--pgdata=\(folder.data)", "--host=\(primary.path)", "--port=\(port)", "--username=\(user)",
      "--write-recovery-conf", "--wal-method=stream", "--checkpoint=fast", "--no-sync",
    ]
  }

  /// For the server, as one word of `pg_ctl start`; the folder's path needs no quotes.
  static func running(in folder: SandboxFolder) -> String {
    let settings: KeyValuePairs = [
      "listen_addresses": "",
      "unix_socket_directories": folder.path,
      "port": String(port),
      // Nothing survives a crash of the machine, and nothing has to.
      "fsync": "off",
      "full_page_writes": "off",
      "synchronous_commit": "off",
      "autovacuum": "on",
      "max_connections": "100",
      // For a laptop or a small CI machine.
      "shared_buffers": "256MB",
      "work_mem": "32MB",
      "maintenance_work_mem": "128MB",
      "max_wal_size": "2GB",
      "checkpoint_timeout": "15min",
      // /dev/shm is tiny in containers, and what a killed server leaves there stays.
      "dynamic_shared_memory_type": "mmap",
      "timezone": "UTC",
      "log_timezone": "UTC",
    ]
    return settings.map { "-c \($0.key)=\($0.value)" }.joined(separator: " ")
  }
}
