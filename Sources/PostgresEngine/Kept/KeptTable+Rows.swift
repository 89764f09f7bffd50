import WarehouseModel

/// Rows on their way into a kept table.
struct Arrival: Sendable {
  /// Holds the columns of the kept table.
  let rows: QualifiedName
  /// Holds the keys of all rows that there are; nil: `rows` are all.
  var keys: QualifiedName?
}

/// The SQL that brings a kept table to what has arrived, and counts what that takes.
///
/// A row is unchanged when all its values are the same to the bit
/// ([9.25.6](https://www.postgresql.org/docs/current/functions-comparisons.html#COMPOSITE-TYPE-COMPARISON)),
/// so that the result is what a full load would have given.
extension KeptTable {
  /// Makes the empty archive, and what finds the rows of a run.
  var makeArchive: String {
    """
    CREATE TABLE \(archive.quoted) (LIKE \(table.quoted));
    ALTER TABLE \(archive.quoted) ADD COLUMN \(closedRun.quoted) bigint NOT NULL;
    CREATE INDEX ON \(archive.quoted) (\(closedRun.quoted));
    CREATE INDEX ON \(table.quoted) (\(openedRun.quoted))
    """
  }

  /// Gives rows that are there already the run that brought them; takes no time, whatever their number.
  func markOpened(by run: RunID) -> String {
    """
    ALTER TABLE \(table.quoted) ADD COLUMN \(openedRun.quoted) bigint NOT NULL DEFAULT \(run.number);
    ALTER TABLE \(table.quoted) ALTER COLUMN \(openedRun.quoted) DROP DEFAULT
    """
  }

  var addKey: String { "ALTER TABLE \(table.quoted) ADD PRIMARY KEY (\(key.quotedList))" }

  /// Archives rows that are gone.
  func removeGone(_ arrival: Arrival, by run: RunID) -> String {
    guard let keys = arrival.keys else {
      return archiving(
        "WHERE NOT EXISTS (SELECT FROM \(arrival.rows.quoted) AS n WHERE \(match))", by: run)
    }
    return archiving(
      "WHERE NOT EXISTS (SELECT FROM \(keys.quoted) AS n WHERE \(match))", by: run)
  }

  /// Archives rows of which another version has arrived.
  func removeChanged(_ arrival: Arrival, by run: RunID) -> String {
    archiving(
      "USING \(arrival.rows.quoted) AS n WHERE \(match) AND NOT \(columns.areIdentical)", by: run)
  }

  /// Takes up what has arrived and is not there.
  func addNew(_ arrival: Arrival, by run: RunID) -> String {
    """
    INSERT INTO \(table.quoted) (\(columns.quotedList), \(openedRun.quoted))
    SELECT \(columns.quotedList), \(run.number) FROM \(arrival.rows.quoted) AS n
    WHERE NOT EXISTS (SELECT FROM \(table.quoted) AS o WHERE \(match))
    """
  }

  private func archiving(_ which: String, by run: RunID) -> String {
    let names = "\(columns.quotedList), \(openedRun.quoted)"
    let returned = (columns.map { Identifier($0.name) } + [openedRun])
      .map { "o.\($0.quoted)" }.joined(separator: ", ")
    return """
      WITH gone AS (DELETE FROM \(table.quoted) AS o \(which) RETURNING \(returned))
      INSERT INTO \(archive.quoted) (\(names), \(closedRun.quoted))
      SELECT \(names), \(run.number) FROM gone
      """
  }

  /// Whether `n` and `o` are rows of one key.
  var match: String {
    columns.among(key).map { "\($0.comparable(of: "n")) = \($0.comparable(of: "o"))" }
      .joined(separator: " AND ")
  }
}

extension [ShapeColumn] {
  /// Whether `n` and `o` have the same values to the bit.
  ///
  /// The casts keep the parser from taking the two for a comparison column by column.
  var areIdentical: String { "(\(record(of: "n")) *= \(record(of: "o")))" }

  private func record(of alias: String) -> String {
    "ROW(\(map { "\(alias).\(Identifier($0.name).quoted)" }.joined(separator: ", ")))::record"
  }
}
