/// Stops a server and removes its folder once we are gone, `kill -9` included.
///
/// A shell in a session of its own reads from a stream whose other end only we hold. The end of
/// the stream means that we are dead or done. The same script does every clean-up, so there is
/// one way to stop a server and it is always tried.
struct Guardian: Sendable {
  private let process: ShellProcess
  private let lifeline: Descriptor

  /// Watches over a folder from now on.
  static func start(
    over folder: SandboxFolder, binaries: String, account: ServerAccount,
    environment: [String: String]
  ) throws(SandboxError) -> Guardian {
    let (ours, theirs) = try Descriptor.pair()
    let process = try ShellProcess.start(
      script, [folder.path, binaries] + account.prefix,
      environment: Program.cleaned(environment), input: theirs)
    return Guardian(process: process, lifeline: ours)
  }

  /// Has the folder cleaned up and waits for it, also in a cancelled task.
  func cleanUp() async {
    lifeline.send("stop\n")
    _ = await process.finish(endsWhenCancelled: false)
  }

  /// Sends the guardian away; the server stays.
  func dismiss() async {
    lifeline.send("keep\n")
    _ = await process.finish(endsWhenCancelled: false)
  }

  /// $1 the folder, $2 the folder of PostgreSQL's programs, then the words that drop root.
  ///
  /// Where pg_ctl cannot help, because the data is half gone or the server hangs, whatever server
  /// process works inside the folder is killed. A dying initdb may still write: hence the rounds.
  private static let script = """
    trap '' HUP INT TERM
    cd /
    folder=$1 binaries=$2
    shift 2
    read -r word
    [ "$word" = keep ] && exit 0

    kill_strays() {
      for process in /proc/[0-9]*; do
        case $(readlink "$process/exe") in */postgres*) ;; *) continue ;; esac
        case $(readlink "$process/cwd") in "$folder"/*) kill -KILL "${process#/proc/}" ;; esac
      done
    }

    round=0
    while [ $round -lt 100 ]; do
      "$@" "$binaries/pg_ctl" stop -D "$folder/data" -m immediate -w -t 20 || kill_strays
      # The marker goes last, so that what is interrupted here is found again.
      rm -rf "$folder/data" && rm -rf "$folder" && [ ! -e "$folder" ] && exit 0
      round=$((round + 1))
      sleep 0.1
    done
    exit 1
    """
}
