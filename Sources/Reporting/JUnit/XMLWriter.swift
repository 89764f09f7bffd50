import CLibXML2

/// Writes one XML document piece by piece through libxml2's text writer.
///
/// What XML 1.0 forbids is spelled out here, because libxml2 would write it without complaint and
/// would take a NUL for the end.
@safe final class XMLWriter {
  private let relay: Relay
  private let writer: xmlTextWriterPtr

  init(to sink: any ByteSink) throws {
    relay = Relay(sink)
    unsafe writer = try openWriter(to: relay)
  }

  deinit {
    unsafe xmlFreeTextWriter(writer)
  }

  /// Writes the whole document: its declaration, then what `content` writes.
  func document(_ content: () throws -> Void) throws {
    try require(unsafe xmlTextWriterSetIndent(writer, 1))
    try require(unsafe xmlTextWriterSetIndentString(writer, "  "))
    try require(unsafe xmlTextWriterStartDocument(writer, nil, "UTF-8", nil))
    try content()
    try require(unsafe xmlTextWriterEndDocument(writer))
    try require(unsafe xmlTextWriterFlush(writer))
  }

  /// Writes an element; attributes that are nil are left out.
  func element(
    _ name: String, _ attributes: KeyValuePairs<String, String?> = [:],
    content: () throws -> Void = {}
  ) throws {
    try require(unsafe xmlTextWriterStartElement(writer, name))
    for (name, value) in attributes {
      guard let value = value?.spelledOut(as: .name) else { continue }
      try require(unsafe xmlTextWriterWriteAttribute(writer, name, value))
    }
    try content()
    try require(unsafe xmlTextWriterEndElement(writer))
  }

  func text(_ text: String) throws {
    try require(unsafe xmlTextWriterWriteString(writer, text.spelledOut(as: .paragraph)))
  }

  private func require(_ status: CInt) throws {
    if let failure = relay.failure { throw failure }
    guard status >= 0 else { throw outOfMemory(relay) }
  }
}

/// Carries bytes out of libxml2, and keeps the first error on their way.
private final class Relay {
  let sink: any ByteSink
  private(set) var failure: (any Error)?

  init(_ sink: any ByteSink) {
    self.sink = sink
  }

  func pass(_ bytes: Span<UInt8>) {
    guard failure == nil else { return }
    do {
      try sink.write(bytes)
    } catch {
      failure = error
    }
  }
}

/// Opens a text writer that hands its bytes to the relay, which must outlive it.
private func openWriter(to relay: Relay) throws -> xmlTextWriterPtr {
  // Threads that write their first documents at once would each set up the table of encodings.
  xmlInitParser()
  let context = unsafe Unmanaged.passUnretained(relay).toOpaque()
  let output = unsafe xmlOutputBufferCreateIO(
    { context, bytes, count in
      // Claims success in any case: told of an error, libxml2 would print to stderr.
      guard let context = unsafe context, let bytes = unsafe bytes else { return count }
      let relay = unsafe Unmanaged<Relay>.fromOpaque(context).takeUnretainedValue()
      let buffer = unsafe UnsafeRawBufferPointer(start: bytes, count: Int(count))
      unsafe buffer.withMemoryRebound(to: UInt8.self) { relay.pass(unsafe $0.span) }
      return count
    }, nil, context, nil)
  guard let output = unsafe output else { throw outOfMemory(relay) }
  guard let writer = unsafe xmlNewTextWriter(output) else {
    unsafe xmlOutputBufferClose(output)
    throw outOfMemory(relay)
  }
  return unsafe writer
}

/// The only way in which libxml2 fails when elements are nested rightly and the sink takes them.
private func outOfMemory(_ relay: Relay) -> ReportError {
  ReportError(path: relay.sink.path, reason: "libxml2 could not write the document")
}
