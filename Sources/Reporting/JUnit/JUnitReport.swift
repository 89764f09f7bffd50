import FoundationEssentials
package import WarehouseModel

/// What a reader of JUnit files needs that not every reader wants.
package struct JUnitOptions: Hashable, Sendable {
  /// Goes before the name of each suite, so that one job can show several targets.
  package let prefix: String?
  /// Whether to keep to what the schemas of Jenkins and Maven Surefire both allow.
  package let isStrict: Bool

  package init(prefix: String? = nil, isStrict: Bool = false) {
    self.prefix = prefix
    self.isStrict = isStrict
  }
}

/// The report that CI servers read; `docs/junit.md` says what each element means.
package struct JUnitReport: Sendable {
  private let hostname: String

  package init(hostname: String = ProcessInfo.processInfo.hostName) {
    self.hostname = hostname
  }

  /// Writes the report in place of the file at `path`; throws `ReportError` and leaves the file as it
  /// was when that cannot be done.
  package func write(_ report: RunReport, to path: String, options: JUnitOptions) throws {
    try AtomicFile.replace(path) { file in
      try write(report, to: file, options: options)
    }
  }

  func write(_ report: RunReport, to sink: any ByteSink, options: JUnitOptions) throws {
    let document = JUnitDocument(
      xml: try XMLWriter(to: sink), suites: JUnitSuite.suites(of: report), options: options,
      hostname: hostname, timestamp: timestamp(secondsSince1970: report.startedAt))
    try document.write()
  }
}
