import FoundationEssentials
import Glibc

/// Writes a line to standard error.
func printError(_ text: String) {
  write(text + "\n", to: STDERR_FILENO)
}

/// Writes a text to standard error as it is.
func printErrorText(_ text: String) {
  write(text, to: STDERR_FILENO)
}

/// The columns of a terminal; 80 where it does not say.
func terminalWidth(_ descriptor: Int32) -> Int {
  var size = winsize()
  guard unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
  return Int(size.ws_col)
}

/// Writes a line to standard output at once, so that a log shows how far a run has come.
func printLine(_ text: String = "") {
  write(text + "\n", to: STDOUT_FILENO)
}

/// Writes a text to standard output as it is.
func printText(_ text: String) {
  write(text, to: STDOUT_FILENO)
}

/// Writes bytes to standard output as they are.
func printBytes(_ bytes: [UInt8]) {
  write(bytes[...], to: STDOUT_FILENO)
}

/// Whether a stream is a terminal that should be coloured ([no-color.org](https://no-color.org)).
func isColoured(_ descriptor: Int32, environment: [String: String]) -> Bool {
  let isRefused = !(environment["NO_COLOR"] ?? "").isEmpty || environment["TERM"] == "dumb"
  return !isRefused && isatty(descriptor) == 1
}

/// Bytes straight to the descriptor; a reader that has gone away is no error of ours.
private func write(_ text: String, to descriptor: Int32) {
  write(Array(text.utf8)[...], to: descriptor)
}

private func write(_ bytes: ArraySlice<UInt8>, to descriptor: Int32) {
  var bytes = bytes
  while !bytes.isEmpty {
    let written = unsafe bytes.withUnsafeBytes {
      unsafe Glibc.write(descriptor, $0.baseAddress, $0.count)
    }
    guard written > 0 else {
      if errno == EINTR { continue }
      return
    }
    bytes = bytes.dropFirst(written)
  }
}
