// The texts for the database, its schemas and tables.

extension Explanation {
  static let encodingChanged = Explanation(
    detects: """
      The encoding of the database is another one (`pg_database.encoding`). It is fixed when a \
      database is created, so the database was made anew and loaded again.
      """,
    why: """
      Where the load did not convert them, the stored bytes now mean other characters. Text that a \
      reader's `client_encoding` cannot represent fails with 22P05.
      """,
    remedy: """
      Find out whether it was meant, and compare some non-ASCII text with the last copy. If it was \
      not, create the database again with `CREATE DATABASE d TEMPLATE template0 ENCODING 'UTF8'` \
      and restore it. Then load every copy in full.
      """)

  static let databaseLocaleChanged = Explanation(
    detects: """
      The locale of the database differs: `LC_COLLATE`, `LC_CTYPE`, or from PostgreSQL 15 on its \
      provider and the locale of that (`datcollate`, `datctype`, `datlocprovider` in \
      `pg_database`). It is fixed when a database is created, so the database was made anew.
      """,
    why: """
      Columns without a collation of their own sort, compare and change case by it: `ORDER BY`, \
      ranges of text, `min` and `max`, `upper`, pattern matching. A job that merges two sorted \
      streams, or loads by ranges of a text key, can then skip or repeat rows.
      """,
    remedy: """
      Where a reader depends on the order, name the collation: `ORDER BY name COLLATE "C"`. To go \
      back, create the database again from `template0` with the old locale and restore it.
      """)

  static let schemaAdded = Explanation(
    detects: "A schema is there that was not (`pg_namespace`).",
    why: """
      No reader names it yet, so none is hurt. Only a session that finds tables through \
      `search_path` can meet a table of the new schema in place of the one it meant.
      """,
    remedy: """
      Nothing, where readers write `schema.table`. To read from it, grant `USAGE` on it and list \
      its tables in a contract.
      """)

  static let schemaDropped = Explanation(
    detects: "A schema is gone from `pg_namespace`, and with it everything it held.",
    why: """
      Every statement that names the schema fails: with 42P01 for its tables and views, with 3F000 \
      for its functions and types. Nothing of it can be copied any more.
      """,
    remedy: """
      Ask `whtest impact` about each of its tables to see who is hit. Restore the schema from a \
      backup, or take its tables out of the contracts and the models.
      """)

  static let schemaRenamed = Explanation(
    detects: "A schema has another name: the same `oid` in `pg_namespace`, another `nspname`.",
    why: """
      Views, foreign keys and column defaults follow, since they hold oids. What names the schema \
      in text does not: readers' queries, function bodies written as strings, `search_path` \
      settings, contracts and models.
      """,
    remedy: """
      `ALTER SCHEMA new RENAME TO old` takes it back. For a transition, create a schema of the old \
      name with one view per table; then change the queries and publish a new version of the \
      contracts.
      """)

  static let tableAdded = Explanation(
    detects: """
      A table, partitioned or not, is there that was not (`pg_class.relkind` is `r` or `p`).
      """,
    why: """
      No reader names it yet, so none is hurt. It is not copied until a contract lists it, and a \
      subscriber of logical replication gets its rows only after `ALTER SUBSCRIPTION s REFRESH \
      PUBLICATION`.
      """,
    remedy: """
      Nothing. To copy it, list it in a contract and see that the reading role has `SELECT` on it.
      """)

  static let tableDropped = Explanation(
    detects: "A table is gone from `pg_class`, with its rows, indexes, triggers and privileges.",
    why: """
      Every query that names it fails with 42P01, and so does its copy. If it was dropped with \
      `CASCADE`, the views on it and the foreign keys that referenced it are gone too.
      """,
    remedy: """
      `whtest impact public.orders` lists who reads it. Restore it from a backup, put a view of \
      its name in its place, or take it out of the contract with a new version.
      """)

  static let tableRenamed = Explanation(
    detects: """
      A table or foreign table has another name: the same `oid` in `pg_class`, another `relname`.
      """,
    why: """
      Queries under the old name fail with 42P01, or read another table that has taken the name \
      since. Views and foreign keys in the database follow by oid, so nothing there warns anybody.
      """,
    remedy: """
      Rename it back, or leave a view under the old name, `CREATE VIEW orders AS SELECT id, total \
      FROM sales_order`, and grant `SELECT` on the view. Then change the contracts and models to \
      the new name.
      """)

  static let tableMoved = Explanation(
    detects: """
      A table, view, materialized view or foreign table is in another schema: the same `oid` in \
      `pg_class`, another `relnamespace` (`ALTER TABLE t SET SCHEMA s`). Indexes, constraints and \
      owned sequences moved along.
      """,
    why: """
      Queries under the old qualified name fail with 42P01. The new schema also asks for `USAGE`, \
      which privileges on the table do not include.
      """,
    remedy: """
      Move it back, or leave a view in the old schema. Run `GRANT USAGE ON SCHEMA s TO etl` and \
      change `physicalName` in the contract.
      """)

  static let relationKindChanged = Explanation(
    detects: """
      The same name is now another kind of relation (`pg_class.relkind`): a table became a view, a \
      view became a materialized view.
      """,
    why: """
      Queries still run, but less is promised. A view has no keys and no `NOT NULL`, is computed \
      for each reader, and refuses `COPY name TO`; a materialized view is as old as its last \
      refresh.
      """,
    remedy: """
      Run `whtest contracts`, and let checks on the data take the place of the constraints. Copy \
      it with `COPY (SELECT id FROM t) TO`. For a materialized view, find out who refreshes it and \
      how often.
      """)

  static let persistenceChanged = Explanation(
    detects: """
      `pg_class.relpersistence` of a relation went from `p` (permanent) to `u` (unlogged), or \
      back.
      """,
    why: """
      An unlogged table is emptied by a crash of the server, cannot be read on a standby, and \
      cannot be published: a reader may find no rows, and no error says why. The way back does no \
      harm, though it writes the table anew under an `ACCESS EXCLUSIVE` lock.
      """,
    remedy: """
      `ALTER TABLE t SET LOGGED`. Until then, read it on the primary only, and promise a \
      `rowCount` in the contract so that an emptied table is noticed.
      """)

  static let inheritanceChanged = Explanation(
    detects: """
      The parents of a table differ, partitioning apart (`pg_inherits`), or the composite type \
      that it is `OF` (`pg_class.reloftype`). Or a column or constraint became the table's own, or \
      is now only its parent's (`attislocal`, `conislocal`).
      """,
    why: """
      A query on a parent also reads the rows of its children, so rows appear in it or vanish from \
      it with them. Primary keys and unique constraints do not reach across children: the same key \
      can occur twice.
      """,
    remedy: """
      Read `FROM ONLY parent` where the children are not meant. Otherwise look for duplicates with \
      `SELECT id FROM parent GROUP BY id HAVING count(*) > 1`, and load the copy in full.
      """)

  static let storageParametersChanged = Explanation(
    detects: """
      The storage parameters of a relation differ (`pg_class.reloptions`): `fillfactor`, the \
      settings of autovacuum, and the like.
      """,
    why: """
      Rows, columns and types stay as they were. Speed and size may not: with `autovacuum_enabled \
      = false` the table bloats, its statistics go stale, and scans get slow.
      """,
    remedy: """
      Nothing for readers. Watch how long the copy takes; `ALTER TABLE t RESET \
      (autovacuum_enabled)` returns to the setting of the server.
      """)

  static let accessMethodChanged = Explanation(
    detects: """
      A table or materialized view has another table access method (`pg_class.relam`). From \
      PostgreSQL 15 on, `ALTER TABLE t SET ACCESS METHOD m` does this and writes the table anew; \
      from 17 on it also says what new partitions of a partitioned table get.
      """,
    why: """
      The rows are the same, but another method may lack updates, row locks or scans by `ctid`, \
      and is fast at other things. Jobs that copy a table in ranges of `ctid` can fail or slow \
      down.
      """,
    remedy: """
      Try the copy and the slowest queries before the next scheduled run. On PostgreSQL 15 and \
      later, `ALTER TABLE t SET ACCESS METHOD heap` takes it back.
      """)

  static let tablespaceChanged = Explanation(
    detects: """
      A relation lies in another tablespace (`pg_class.reltablespace`): its files are in another \
      place on disk. For a partitioned table, only partitions to come go there.
      """,
    why: """
      Rows, columns and types stay as they were; only the speed of the disk can differ. The move \
      itself holds an `ACCESS EXCLUSIVE` lock, so that readers wait until it is over.
      """,
    remedy: """
      Nothing for readers. Ask that such moves are not made during the copy. A restore elsewhere \
      needs a tablespace of that name, or `pg_restore --no-tablespaces`.
      """)

  static let replicaIdentityChanged = Explanation(
    detects: """
      The replica identity of a table differs (`pg_class.relreplident`, \
      `pg_index.indisreplident`): what `UPDATE` and `DELETE` write to the log about the old row.
      """,
    why: """
      Plain queries do not notice. Consumers of logical decoding get other old values. They get \
      none with `NOTHING`, or with `DEFAULT` and no primary key; on a table that publishes updates \
      or deletes, these statements then fail with 55000.
      """,
    remedy: """
      `ALTER TABLE t REPLICA IDENTITY DEFAULT` takes the primary key, `REPLICA IDENTITY USING \
      INDEX i` a unique index. Tell the consumers which columns identify a row from now on.
      """)
}
