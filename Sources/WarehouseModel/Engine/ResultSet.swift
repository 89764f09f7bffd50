/// The rows of a query as text, the way PostgreSQL prints them; nil is NULL.
package struct ResultSet: Hashable, Sendable {
  package let columns: [String]
  package let rows: [[String?]]

  package init(columns: [String], rows: [[String?]]) {
    self.columns = columns
    self.rows = rows
  }
}

extension ResultSet {
  /// The rows with the values of some columns hidden.
  package func masking(_ names: Set<String>) -> ResultSet {
    let hidden = columns.indices.filter { names.contains(columns[$0]) }
    guard !hidden.isEmpty else { return self }
    return ResultSet(
      columns: columns,
      rows: rows.map { row in
        var row = row
        for index in hidden where row[index] != nil { row[index] = "***" }
        return row
      })
  }
}
