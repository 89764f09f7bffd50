import WarehouseModel

/// How the values of a column that is to be parted by time are turned into moments of UTC and back.
enum SpanColumn: String, CaseIterable {
  case date
  case timestamp = "timestamp without time zone"
  case timestampWithZone = "timestamp with time zone"

  /// Nil for a type that has no time to be parted by.
  init?(type: String) {
    // Without its precision: `timestamp(3) without time zone`.
    self.init(rawValue: DataType(type).base)
    if DataType(type).isArray { return nil }
  }

  func moment(of value: String) -> String {
    switch self {
    case .date: "\(value)::timestamp"
    case .timestamp: value
    case .timestampWithZone: "\(value) AT TIME ZONE 'UTC'"
    }
  }

  func value(of moment: String) -> String {
    switch self {
    case .date: "(\(moment))::date"
    case .timestamp: "(\(moment))"
    case .timestampWithZone: "((\(moment)) AT TIME ZONE 'UTC')"
    }
  }
}

extension Partitioning {
  /// What stands behind PARTITION BY.
  var clause: String {
    switch method {
    case .list: "LIST (\(column.quoted))"
    case .range: "RANGE (\(column.quoted))"
    }
  }

  /// The parts that rows of a stage need and no partition takes yet: what the part is called, and the
  /// literals between which its values lie; for a list, one literal.
  ///
  /// - Parameter taken: conditions under which a row has its partition already.
  func missingParts(in stage: QualifiedName, taken: [String], as span: SpanColumn?) -> String {
    let isNew =
      taken.isEmpty ? "" : "WHERE (\(taken.joined(separator: " OR "))) IS NOT TRUE"
    let column = column.quoted
    guard let span, case .range(let unit) = method else {
      return """
        SELECT \(column)::text, pg_catalog.quote_nullable(\(column)::text), NULL
        FROM (SELECT DISTINCT \(column) FROM \(stage.quoted)) AS parts
        \(isNew) ORDER BY 1 LIMIT \(partitionLimit + 1)
        """
    }
    let start = Identifier("whtest: start").quoted
    let end = span.value(of: "\(start) + interval '1 \(unit.rawValue)'")
    return """
      SELECT pg_catalog.to_char(\(start), '\(unit.format)'),
             pg_catalog.quote_literal(\(column)::text), pg_catalog.quote_literal(\(end)::text)
      FROM (
        SELECT \(start), \(span.value(of: start)) AS \(column)
        FROM (
          SELECT DISTINCT pg_catalog.date_trunc('\(unit.rawValue)', \(span.moment(of: column)))
            AS \(start)
          FROM \(stage.quoted)
          WHERE \(column) >= '0001-01-01' AND \(column) < '10000-01-01'
        ) AS starts
      ) AS parts
      \(isNew) ORDER BY \(start) LIMIT \(partitionLimit + 1)
      """
  }

  /// The bounds of a part that `missingParts` has found.
  func bounds(_ row: [String?]) -> String {
    switch method {
    case .list: "FOR VALUES IN (\((row[1] ?? "NULL")))"
    case .range: "FOR VALUES FROM (\(row[1] ?? "MINVALUE")) TO (\(row[2] ?? "MAXVALUE"))"
    }
  }
}

extension Partitioning.TimeSpan {
  /// How a span is called, in the letters of `to_char`.
  fileprivate var format: String {
    switch self {
    case .day: "YYYY-MM-DD"
    case .month: "YYYY-MM"
    case .year: "YYYY"
    }
  }
}

/// More would make every statement on the table slow to plan, and want more locks than servers have.
let partitionLimit = 1000
