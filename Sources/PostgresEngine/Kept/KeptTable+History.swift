import WarehouseModel

/// A slowly changing dimension of type 2: a row for each version, with the time for which it held.
///
/// Constraints keep the versions of a key in one chain. Each but the first names the end of the one
/// before it (a foreign key), begins no earlier than that (a check), and has its number to itself
/// (the primary key). So no two overlap, and none but the last can be open. Only b-trees are needed, where
/// an exclusion constraint would need an extension.
extension KeptTable {
  private var version: Identifier { (columns + former).unused("version") }
  private var previousVersion: Identifier { (columns + former).unused("previous_version") }
  private var previousValidTo: Identifier { (columns + former).unused("previous_valid_to") }

  /// Makes the empty table; the arrival gives the types.
  func makeHistory(like rows: QualifiedName) -> String {
    let formerColumns = former.map { column in
      let collation = column.collation.map { " COLLATE \(Identifier($0).quoted)" } ?? ""
      return "  ADD COLUMN \(Identifier(column.name).quoted) \(column.type)\(collation),\n"
    }
    return """
      CREATE TABLE \(table.quoted) (LIKE \(rows.quoted));
      ALTER TABLE \(table.quoted)
      \(formerColumns.joined())
        ADD COLUMN valid_from timestamptz NOT NULL,
        ADD COLUMN valid_to timestamptz,
        ADD COLUMN is_current boolean NOT NULL GENERATED ALWAYS AS (valid_to IS NULL) STORED,
        ADD COLUMN \(version.quoted) integer NOT NULL,
        ADD COLUMN \(previousVersion.quoted) integer NOT NULL
          GENERATED ALWAYS AS (\(version.quoted) - 1) STORED,
        ADD COLUMN \(previousValidTo.quoted) timestamptz,
        ADD COLUMN \(openedRun.quoted) bigint NOT NULL,
        ADD COLUMN \(closedRun.quoted) bigint,
        ADD CHECK (valid_from < valid_to),
        ADD CHECK (\(previousValidTo.quoted) <= valid_from),
        ADD CHECK ((\(version.quoted) = 1) = (\(previousValidTo.quoted) IS NULL))
      """
  }

  /// The keys and indexes of a history, added once its first rows are there.
  var constrainHistory: String {
    let key = key.quotedList
    return """
      ALTER TABLE \(table.quoted)
        ADD PRIMARY KEY (\(key), \(version.quoted)),
        ADD UNIQUE (\(key), \(version.quoted), valid_to);
      ALTER TABLE \(table.quoted)
        ADD FOREIGN KEY (\(key), \(previousVersion.quoted), \(previousValidTo.quoted))
          REFERENCES \(table.quoted) (\(key), \(version.quoted), valid_to);
      CREATE INDEX ON \(table.quoted) (\(openedRun.quoted));
      CREATE INDEX ON \(table.quoted) (\(closedRun.quoted)) WHERE \(closedRun.quoted) IS NOT NULL
      """
  }

  /// What the model yielded before and does not any more.
  static func former(of old: KeptTable, now columns: [ShapeColumn]) -> [ShapeColumn] {
    let names = Set(columns.map(\.name))
    return (old.columns + old.former).filter { !names.contains($0.name) }
  }

  /// The first version of everything.
  func beginHistory(_ rows: QualifiedName, at moment: String, by run: RunID) -> String {
    """
    INSERT INTO \(table.quoted)
      (\(columns.quotedList), valid_from, \(version.quoted), \(openedRun.quoted))
    SELECT \(columns.quotedList), \(moment), 1, \(run.number) FROM \(rows.quoted)
    """
  }

  /// Takes over what another form of the table has gathered.
  ///
  /// Columns that both have are cast where their types differ.
  ///
  /// - Parameter condition: which versions; all unless given.
  func continueHistory(of old: KeptTable, where condition: String = "TRUE") -> String {
    let known = Set((old.columns + old.former).map(\.name))
    let common = (columns + former).filter { known.contains($0.name) }
    let values = common.map { "\(Identifier($0.name).quoted)::\($0.type)" }
    let own = ["valid_from", "valid_to"]
    let new =
      common.map { Identifier($0.name).quoted } + own
      + [version, previousValidTo, openedRun, closedRun].map(\.quoted)
    let taken =
      values + own
      + [old.version, old.previousValidTo, old.openedRun, old.closedRun].map(\.quoted)
    return """
      INSERT INTO \(table.quoted) (\(new.joined(separator: ", ")))
      SELECT \(taken.joined(separator: ", ")) FROM \(old.table.quoted) WHERE \(condition)
      """
  }

  /// Ends the versions that hold no longer.
  func closeVersions(_ rows: QualifiedName, at moment: String, by run: RunID) -> String {
    """
    UPDATE \(table.quoted) AS o SET valid_to = \(moment), \(closedRun.quoted) = \(run.number)
    WHERE o.is_current AND NOT EXISTS (
      SELECT FROM \(rows.quoted) AS n WHERE \(match) AND \(columns.areIdentical))
    """
  }

  /// Begins a version of each key that has none which holds.
  func openVersions(_ rows: QualifiedName, at moment: String, by run: RunID) -> String {
    """
    INSERT INTO \(table.quoted) (\(columns.quotedList), valid_from, \(version.quoted),
      \(previousValidTo.quoted), \(openedRun.quoted))
    SELECT \(columns.map { "n.\(Identifier($0.name).quoted)" }.joined(separator: ", ")), \(moment),
      coalesce(p.\(version.quoted), 0) + 1, p.valid_to, \(run.number)
    FROM \(rows.quoted) AS n
    LEFT JOIN LATERAL (
      SELECT o.\(version.quoted), o.valid_to FROM \(table.quoted) AS o
      WHERE \(match) ORDER BY o.\(version.quoted) DESC LIMIT 1) AS p ON TRUE
    WHERE NOT EXISTS (SELECT FROM \(table.quoted) AS o WHERE o.is_current AND \(match))
    """
  }
}
