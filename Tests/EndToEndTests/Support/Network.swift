import Glibc
import TestSupport

/// A TCP connection to a server that listens on a Unix socket alone, until it is cut.
struct Network {
  private let program: RunningProgram
  private let port: String

  /// Relays bytes; Debian's base system has the Perl for it.
  private static let script = #"""
    use strict; use IO::Socket::INET; use IO::Socket::UNIX; use IO::Select;
    my $listener = IO::Socket::INET->new(Listen => 20, LocalAddr => '127.0.0.1') or die "$!";
    $| = 1; print "port ", $listener->sockport, "\n";
    my $all = IO::Select->new($listener); my %peer;
    while (1) {
      for my $from ($all->can_read) {
        if ($from == $listener) {
          my $client = $listener->accept or next;
          my $server = IO::Socket::UNIX->new(Peer => $ARGV[0]) or next;
          $peer{$client} = $server; $peer{$server} = $client; $all->add($client, $server);
          next;
        }
        my $to = $peer{$from} or next;
        my $length = sysread($from, my $bytes, 65536);
        if (!$length) {
          $all->remove($from, $to); delete @peer{$from, $to}; close $from; close $to;
          next;
        }
        my $sent = 0;
        while ($sent < $length) {
          my $part = syswrite($to, $bytes, $length - $sent, $sent);
          last unless defined $part;
          $sent += $part;
        }
      }
    }
    """#

  /// Opens a way to the server of a database.
  static func open(to database: TestDatabase) async throws -> Network {
    let folder = try await database.value("SHOW unix_socket_directories") ?? ""
    let program = try RunningProgram(
      "/usr/bin/perl", ["-e", script, "\(folder)/.s.PGSQL.5432"], in: "/tmp", environment: [:])
    guard let line = await program.line(beginningWith: "port ") else {
      throw TestMistake(await program.outcome().text)
    }
    return Network(program: program, port: String(line.dropFirst("port ".count)))
  }

  /// The address of a database by this way.
  func uri(of database: TestDatabase) async throws -> String {
    let name = try await database.value("SELECT current_database()") ?? ""
    return "postgresql://127.0.0.1:\(port)/\(name)?user=postgres"
  }

  /// Every connection is gone, in both directions.
  func cut() async {
    program.signal(SIGKILL)
    _ = await program.outcome()
  }
}
