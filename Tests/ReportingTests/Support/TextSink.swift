@testable import Reporting
import WarehouseModel

/// Keeps what is written, or fails after a number of bytes.
final class TextSink: ByteSink {
  struct Full: Error {}

  let path = "memory"
  private let capacity: Int
  private(set) var bytes: [UInt8] = []
  /// How often something was written: a report that streams does so more than once.
  private(set) var writes = 0

  init(capacity: Int = .max) {
    self.capacity = capacity
  }

  func write(_ bytes: Span<UInt8>) throws {
    guard self.bytes.count + bytes.count <= capacity else { throw Full() }
    writes += 1
    for index in bytes.indices { self.bytes.append(bytes[index]) }
  }

  var text: String { String(decoding: bytes, as: UTF8.self) }
}

/// The JUnit file of a report.
func junit(_ report: RunReport, _ options: JUnitOptions = JUnitOptions()) throws -> String {
  let sink = TextSink()
  try JUnitReport(hostname: Example.hostname).write(report, to: sink, options: options)
  return sink.text
}
