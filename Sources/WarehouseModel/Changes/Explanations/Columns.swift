// The texts for columns and their types.

extension Explanation {
  static let columnAdded = Explanation(
    detects: "A column is there that was not (`pg_attribute`, `attnum` above 0).",
    why: """
      A reader that names its columns does not notice. `SELECT *`, `INSERT` and `COPY` without a \
      list of columns do, and a logical replication subscriber without the column stops with an \
      error.
      """,
    remedy: """
      Nothing, for the copy: only contracted columns are taken. `whtest impact public.orders` \
      names the readers with `SELECT *`; give them lists. Add the column to subscribers before the \
      publisher gets it.
      """)

  static let columnDropped = Explanation(
    detects: """
      A column is gone: `pg_attribute.attisdropped` is set, or the table was made anew without it. \
      Its indexes and constraints went with it, also those over several columns.
      """,
    why: """
      Every query that names it fails with 42703, and so does the copy. If it was dropped with \
      `CASCADE`, the views that used it are gone.
      """,
    remedy: """
      `whtest impact public.orders.total` lists who reads it. The values come back only from a \
      backup or an older copy: add the column again and fill it, or take it out of the contract \
      with a new version.
      """)

  static let columnRenamed = Explanation(
    detects: """
      A column has another name: the same `attrelid` and `attnum` in `pg_attribute`, another \
      `attname`.
      """,
    why: """
      Queries with the old name fail with 42703, or read another column that has taken the name \
      since. Views follow and keep their own output names, so nothing in the database warns \
      anybody.
      """,
    remedy: """
      `ALTER TABLE t RENAME COLUMN new TO old` takes it back. For a transition, give readers a \
      view with `new AS old`; then change the contract and the models.
      """)

  static let columnsReordered = Explanation(
    detects: """
      The same columns stand in another order (`pg_attribute.attnum`). PostgreSQL cannot move a \
      column, so the relation or some of its columns were made anew.
      """,
    why: """
      Readers by name do not notice. Readers by position do: `COPY` and `INSERT` without a list of \
      columns, `SELECT *`, drivers that fetch the third field. Where the types agree, values end \
      in the wrong columns without an error.
      """,
    remedy: """
      Name the columns: `COPY t (id, total) FROM`, `INSERT INTO t (id, total)`. Compare some rows \
      with the last copy.
      """)

  static let notNullAdded = Explanation(
    detects: """
      A column now refuses NULL (`pg_attribute.attnotnull`), or a domain does \
      (`pg_type.typnotnull`). In PostgreSQL 18 the constraint of a column may be `NOT VALID`, and \
      older rows still hold NULL.
      """,
    why: """
      Readers are promised more than before, which hurts none. Writers that leave the column out \
      get 23502.
      """,
    remedy: "Nothing. The contract may say `required: true` from now on.")

  static let notNullDropped = Explanation(
    detects: """
      A column now accepts NULL (`pg_attribute.attnotnull`), or a domain does \
      (`pg_type.typnotnull`).
      """,
    why: """
      Sooner or later NULLs come: a target with `NOT NULL` fails with 23502, joins lose rows, `NOT \
      IN` over the column finds nothing, and sums leave rows out.
      """,
    remedy: """
      Look for them with `SELECT count(*) FROM t WHERE c IS NULL`. If there are none, `ALTER TABLE \
      t ALTER COLUMN c SET NOT NULL`; else say in the models what NULL means, and drop `required` \
      from the contract.
      """)

  static let defaultChanged = Explanation(
    detects: """
      The default of a column or domain was set, dropped or changed (`pg_attrdef`, \
      `pg_type.typdefault`), as PostgreSQL prints the expression.
      """,
    why: """
      Old rows keep their values, new ones get another, so that the column can mean different \
      things before and after. Where the default of a `NOT NULL` column was dropped, writers that \
      relied on it get 23502.
      """,
    remedy: """
      Ask what the new default stands for, and from when on. Map both meanings in the model, or \
      bring old rows into line with `UPDATE`.
      """)

  static let identityChanged = Explanation(
    detects: """
      A column became an identity column, is none any more, or went between `ALWAYS` and `BY \
      DEFAULT` (`pg_attribute.attidentity`), or the options of its sequence differ \
      (`pg_sequence`).
      """,
    why: """
      Readers see the same columns, but new keys come from elsewhere. Without identity, inserts \
      that rely on it get 23502; with `BY DEFAULT`, keys given by hand can collide with later \
      ones, and no longer grow with time, so that loads of "ids above the last" miss rows.
      """,
    remedy: """
      `ALTER TABLE t ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY` brings it back; then \
      move the sequence past `max(id)` with `setval`. Let loads go by a timestamp, with some \
      overlap, or by the whole table.
      """)

  static let generatedChanged = Explanation(
    detects: """
      A column became generated, is an ordinary one now, or has another expression \
      (`pg_attribute.attgenerated`, `pg_attrdef`). PostgreSQL 18 also knows columns that are \
      virtual, computed when they are read.
      """,
    why: """
      A new expression can give all rows new values at once, with no sign in a column such as \
      `updated_at`. A column that is no longer generated keeps its values and does not follow the \
      others any more.
      """,
    remedy: """
      Load the column in full. If it lost its expression, find out who writes it now, or add a \
      generated column again.
      """)

  static let columnCollationChanged = Explanation(
    detects: "The collation of a column is another one (`pg_attribute.attcollation`).",
    why: """
      The values stay, but sort and compare differently: `ORDER BY`, ranges, `min` and `max`; \
      under a nondeterministic collation also equality, and so `DISTINCT` and unique keys. A join \
      with a column of another collation can fail with 42P22.
      """,
    remedy: """
      Name the collation where it matters, `ON a.code = b.code COLLATE "C"`. To go back, `ALTER \
      TABLE t ALTER COLUMN c TYPE text COLLATE "C"`, which rebuilds the indexes.
      """)

  static let columnStorageChanged = Explanation(
    detects: """
      Storage settings of a column differ: `STORAGE`, `COMPRESSION` (PostgreSQL 14 and later), its \
      statistics target or its attribute options (`attstorage`, `attcompression`, `attstattarget`, \
      `attoptions` in `pg_attribute`).
      """,
    why: """
      The values are the same. Only their size on disk and the planner's estimates can change, and \
      most of it for new rows only.
      """,
    remedy: "Nothing for readers. After a new statistics target, run `ANALYZE t`.")

  static let typeWidened = Explanation(
    detects: """
      The type of a column or domain holds all the values it held before, and more \
      (`pg_attribute.atttypid`, `atttypmod`): `integer` to `bigint`, a longer `varchar`, more \
      digits.
      """,
    why: """
      A typed target overflows with the first larger value, perhaps months later: with 22003 for \
      numbers, 22001 for text. Binary `COPY` of a `bigint` into an `integer` column fails at once \
      with 22P03.
      """,
    remedy: """
      Widen the targets first, `ALTER TABLE t ALTER COLUMN c TYPE bigint`, and look for casts in \
      the models. Then change `physicalType` in the contract.
      """)

  static let typeNarrowed = Explanation(
    detects: """
      The type of a column or domain holds fewer values than before, in the same family \
      (`pg_attribute.atttypid`, `atttypmod`): `bigint` to `integer`, a shorter `varchar`, fewer \
      digits.
      """,
    why: """
      Targets have room enough, but the values may have changed: `ALTER TABLE` rounds numbers to \
      the new scale, and a `USING` clause may have cut text. Binary `COPY` into a target of the \
      old type can fail.
      """,
    remedy: """
      Compare sums, lengths and distinct values with the last copy. If digits were lost, widen the \
      column and restore them from there; otherwise change `physicalType` in the contract.
      """)

  static let typeChanged = Explanation(
    detects: """
      A column or domain has a type of another family (`pg_attribute.atttypid`): `timestamptz` to \
      `timestamp`, an enum to `text`, a scalar to an array. Or a type became one of another kind \
      (`pg_type.typtype`), such as an enum a domain.
      """,
    why: """
      Typed loads fail, with 42804 on assignment or 22P02 on input. Worse, they succeed and mean \
      something else: a `timestamp` is read in whatever time zone the session has.
      """,
    remedy: """
      Prefer a new column beside the old one until all readers have moved. Otherwise cast in the \
      model, `c AT TIME ZONE 'Europe/Oslo'`, set `physicalType` in a new version of the contract, \
      and load the column in full.
      """)
}
