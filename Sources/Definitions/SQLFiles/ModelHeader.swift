internal import WarehouseModel

/// What the header of a model says of how it is built.
struct ModelHeader {
  let materialization: Model.Materialization
  let key: [Identifier]
  let partitioning: Partitioning?
  let indexes: [ModelIndex]

  static let keys = [
    "title", "description", "materialize", "key", "partition", "indexes", "owner",
  ]

  /// Reads the values, and notes those that do not go together.
  init(_ header: inout SQLHeader) {
    materialization = header.choice("materialize", as: Model.Materialization.self) ?? .table
    key = header.columns("key")
    partitioning = header.partitioning()
    indexes = header.indexes()
    refuseConflicts(in: &header)
  }

  private func refuseConflicts(in header: inout SQLHeader) {
    let kind = materialization.rawValue
    if materialization.isKept, header.values["key"] == nil,
      let location = header.values["materialize"]?.location
    {
      header.report(
        "missing-key",
        "materialize: \(kind) needs \"-- key: …\", which tells its rows apart from run to run",
        at: location)
    }
    if let location = header.values["partition"]?.location {
      switch materialization {
      case .view:
        header.report(
          "conflicting-keys", "partition: a view holds no rows that could be parted", at: location)
      case .history:
        header.report(
          "conflicting-keys",
          "partition: a history is not partitioned, because its constraints span all versions of a key",
          at: location)
      case .table, .incremental: break
      }
    }
    if let location = header.values["indexes"]?.location, materialization == .view {
      header.report("conflicting-keys", "indexes: a view holds no rows to index", at: location)
    }
    if materialization == .history, let location = header.values["indexes"]?.location,
      indexes.contains(where: \.isUnique)
    {
      header.report(
        "conflicting-keys",
        "indexes: a history has a row for each version, so a unique index would refuse the second",
        at: location)
    }
    guard let partitioning, materialization == .table || materialization == .incremental,
      let location = header.values["indexes"]?.location
    else { return }
    for index in indexes where index.isUnique && !index.columns.contains(partitioning.column) {
      // https://www.postgresql.org/docs/current/ddl-partitioning.html#DDL-PARTITIONING-DECLARATIVE-LIMITATIONS
      header.report(
        "conflicting-keys",
        "indexes: a unique index of a partitioned table needs the partition's column "
          + "\(partitioning.column) among its own, (\(index.columns.list)) has it not",
        at: location)
    }
  }
}

extension SQLHeader {
  /// Names parted by commas.
  mutating func columns(_ key: String) -> [Identifier] {
    guard let text = values[key] else { return [] }
    var scanner = HeaderScanner(text)
    return reporting(key) { () throws(HeaderMistake) in try columnList(&scanner, until: []) } ?? []
  }

  /// A column, or `day`, `month` or `year` of one.
  fileprivate mutating func partitioning() -> Partitioning? {
    guard let text = values["partition"] else { return nil }
    var scanner = HeaderScanner(text)
    if scanner.rest.first != "\"" {
      var spanScanner = scanner
      let word = spanScanner.word(until: ["("])
      if spanScanner.skip("(") { return range(of: word, in: &spanScanner) }
    }
    return reporting("partition") { () throws(HeaderMistake) in
      let column = try scanner.name(until: [","])
      guard scanner.isAtEnd else {
        throw HeaderMistake(
          "expected one column, or day, month or year of one", at: scanner.location)
      }
      return Partitioning(column: column.value, method: .list)
    }
  }

  private mutating func range(
    of word: Located<String>, in scanner: inout HeaderScanner
  ) -> Partitioning? {
    guard let span = Partitioning.TimeSpan(rawValue: word.value) else {
      refuse(word, called: "partition", allowed: Partitioning.TimeSpan.allCases.map(\.rawValue))
      return nil
    }
    return reporting("partition") { () throws(HeaderMistake) in
      let column = try scanner.name(until: [",", ")"])
      guard scanner.skip(")"), scanner.isAtEnd else {
        throw HeaderMistake(
          "expected one column in parentheses, as \(span.rawValue)(created_at)",
          at: scanner.location)
      }
      return Partitioning(column: column.value, method: .range(span))
    }
  }

  /// Columns in parentheses, parted by commas, with `unique` before those that are.
  fileprivate mutating func indexes() -> [ModelIndex] {
    guard let text = values["indexes"] else { return [] }
    var scanner = HeaderScanner(text)
    var indexes: [ModelIndex] = []
    repeat {
      let word = scanner.word(until: ["(", ","])
      guard word.value.isEmpty || word.value.lowercased() == "unique" || scanner.rest.first != "("
      else {
        refuse(word, called: "indexes", allowed: ["unique"])
        return indexes
      }
      let index = reporting("indexes") { () throws(HeaderMistake) in
        guard scanner.skip("(") else {
          throw HeaderMistake(
            "expected columns in parentheses, as (team_id), unique (event_id, day)",
            at: word.location)
        }
        let columns = try columnList(&scanner, until: [")"])
        guard scanner.skip(")"), scanner.isAtEnd || scanner.rest.first == "," else {
          throw HeaderMistake("expected a comma before the next index", at: scanner.location)
        }
        let index = ModelIndex(columns: columns, isUnique: !word.value.isEmpty)
        if indexes.contains(index) {
          throw HeaderMistake("an index stands there twice", at: word.location)
        }
        return index
      }
      guard let index else { return indexes }
      indexes.append(index)
    } while scanner.skip(",")
    return indexes
  }

  /// What a reading yields, or nil with its mistake noted.
  private mutating func reporting<Value>(
    _ key: String, _ read: () throws(HeaderMistake) -> Value
  ) -> Value? {
    do throws(HeaderMistake) {
      return try read()
    } catch {
      report("invalid-value", "\(key): \(error.message)", at: error.location)
      return nil
    }
  }
}

/// Names parted by commas, up to a sign or the end; none may stand there twice.
private func columnList(
  _ scanner: inout HeaderScanner, until end: [Character]
) throws(HeaderMistake) -> [Identifier] {
  var names: [Identifier] = []
  repeat {
    let name = try scanner.name(until: [","] + end)
    if names.contains(name.value) {
      throw HeaderMistake("the column \(name.value) stands there twice", at: name.location)
    }
    names.append(name.value)
  } while scanner.skip(",")
  return names
}
