/// The rows of a query as text, the way PostgreSQL prints them; nil is NULL.
package struct ResultSet: Hashable, Sendable {
  package let columns: [String]
  package let rows: [[String?]]

  package init(columns: [String], rows: [[String?]]) {
    self.columns = columns
    self.rows = rows
  }
}
