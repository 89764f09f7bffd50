/// The advisory locks by which runs keep out of each other's way, one pair per warehouse database
/// ([13.3.5](https://www.postgresql.org/docs/current/explicit-locking.html#ADVISORY-LOCKS)).
///
/// The server drops them with the session, so a run that died blocks nobody for long.
package enum AdvisoryLock: Int64, Sendable {
  /// Held by the one run that may write, on its run store session: "whtest" in ASCII and a 1.
  case run = 0x77_68_74_65_73_74_01
  /// Shared by all other sessions of that run. A new run takes it alone for a moment, and so waits
  /// until every session of a dead run has gone.
  case worker = 0x77_68_74_65_73_74_02
}
