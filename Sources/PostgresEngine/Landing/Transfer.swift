import WarehouseModel

/// What is copied of one relation of production, and into which table.
///
/// A full load is one transfer of all columns; the rows above a watermark, or the keys of all rows,
/// are others, each with a table of its own.
struct Transfer: Sendable {
  /// Where the contract asks for it.
  let landing: Landing
  let routes: [ColumnRoute]
  /// The table that is made for the rows.
  let target: QualifiedName
  /// Which rows, as a condition over the columns of the source; nil: all.
  let condition: String?
  /// Whether the table survives a crash of the server.
  let isLogged: Bool
  /// The pieces that may be read side by side; together they hold every row once.
  let parts: [SourcePart]

  /// - Parameter parts: leave it out to read all with one statement, as a condition with an index
  ///   behind it wants.
  init(
    _ landing: Landing, _ routes: [ColumnRoute], into target: QualifiedName,
    where condition: String? = nil, isLogged: Bool = true, parts: [SourcePart] = []
  ) {
    self.landing = landing
    self.routes = routes
    self.target = target
    self.condition = condition
    self.isLogged = isLogged
    self.parts = parts.isEmpty ? [SourcePart(whole: landing.source)] : parts
  }

  var createTable: String {
    let columns = routes.map { "\($0.name.quoted) \($0.type)" }.joined(separator: ", ")
    return "CREATE \(isLogged ? "" : "UNLOGGED ")TABLE \(target.quoted) (\(columns))"
  }

  /// One stream for each part.
  func streams(_ format: CopyFormat) -> [CopyStream] {
    let copyIn = "COPY \(target.quoted) (\(names)) FROM STDIN (FORMAT \(format.rawValue))"
    return parts.map { part in
      CopyStream(
        copyOut: "COPY \(source(of: part)) TO STDOUT (FORMAT \(format.rawValue))", copyIn: copyIn,
        part: part)
    }
  }

  /// What the rows of either side come to: their number, and the sum of their hashes.
  var digests: (source: String, target: String) {
    let whole = condition.map { " WHERE \($0)" } ?? ""
    return (
      Self.digest(of: routes.map(\.expression), in: landing.source.quoted + whole),
      Self.digest(of: routes.map(\.name.quoted), in: target.quoted)
    )
  }

  private var names: String { routes.map(\.name).quotedList }

  /// What COPY reads: the table itself where that gives the rows as they are, a query elsewhere.
  private func source(of part: SourcePart) -> String {
    let conditions = [condition.map { "(\($0))" }, part.condition].compactMap(\.self)
    if part.isPlain, conditions.isEmpty, routes.allSatisfy(\.isPlain) {
      return "\(part.relation.quoted) (\(names))"
    }
    let list = routes.map(\.expression).joined(separator: ", ")
    let rows = conditions.isEmpty ? "" : " WHERE \(conditions.joined(separator: " AND "))"
    return "(SELECT \(list) FROM \(part.isOnly ? "ONLY " : "")\(part.relation.quoted)\(rows))"
  }

  /// Values are compared by their text, which two servers print alike under the settings that each session of
  /// ours has, whatever their types are called.
  private static func digest(of expressions: [String], in relation: String) -> String {
    let texts = expressions.map { "(\($0))::text" }.joined(separator: ", ")
    return """
      SELECT count(*), coalesce(sum(hashtextextended(ROW(\(texts))::text, 0)::numeric), 0)
      FROM \(relation)
      """
  }
}

/// A COPY on production and the COPY in the warehouse that it feeds.
struct CopyStream: Hashable, Sendable {
  let copyOut: String
  let copyIn: String
  let part: SourcePart
}

/// The form in which values travel.
enum CopyFormat: String, Sendable {
  case binary
  /// Understood by every pair of servers, and slower.
  case text
}
