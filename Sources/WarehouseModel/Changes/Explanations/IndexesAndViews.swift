// The texts for indexes, views and materialized views.

extension Explanation {
  static let indexAdded = Explanation(
    detects: "An index is there that was not (`pg_index`), other than that of a constraint.",
    why: """
      Results are the same and some queries get faster. Writes get a little slower; a unique index \
      refuses duplicates with 23505.
      """,
    remedy: "Nothing for readers. Bulk loads may be faster if it is built after them.")

  static let indexDropped = Explanation(
    detects: "An index is gone (`pg_index`), other than that of a constraint.",
    why: """
      Results are the same, but queries that used it scan the table: a load can run into its \
      timeout. If it was unique, duplicates can come.
      """,
    remedy: """
      Run `EXPLAIN` on the queries of the load. To bring it back without blocking writers, `CREATE \
      INDEX CONCURRENTLY i ON t (c)`.
      """)

  static let indexChanged = Explanation(
    detects: """
      An index of the same name has another definition (`pg_index`): columns, expressions, order, \
      operator classes, included columns, predicate, access method, uniqueness, storage \
      parameters. For the index of a constraint, only its storage parameters and the mark of \
      `CLUSTER` count here.
      """,
    why: """
      Results are the same, but queries may no longer find it useful. A unique index over other \
      columns or fewer rows promises something else: merges by the old columns can multiply rows.
      """,
    remedy: """
      Run `EXPLAIN` on the queries of the load. For a unique index, check the old columns for \
      duplicates and every `ON CONFLICT` that relied on them.
      """)

  static let indexRenamed = Explanation(
    detects: "An index has another name: the same `oid` in `pg_class`, another `relname`.",
    why: """
      The planner goes by the definition, so queries do not notice. Maintenance that names it \
      fails: `REINDEX INDEX`, `CLUSTER`, hints of extensions.
      """,
    remedy: "Search scripts for the old name.")

  static let indexInvalid = Explanation(
    detects: """
      An index may not be used: `pg_index.indisvalid` became false, or an index was added that is \
      not valid. As a rule `CREATE INDEX CONCURRENTLY` or `REINDEX CONCURRENTLY` failed half way; \
      on a partitioned table, a partition still lacks its part.
      """,
    why: """
      Queries run without it, as if it was not there, while writes may still pay for it. A unique \
      one does not vouch for the rows that were there before.
      """,
    remedy: """
      `REINDEX INDEX CONCURRENTLY i`, or drop it and create it again; drop leftovers whose names \
      end in `_ccnew` or `_ccold`. On a partitioned table, attach the missing parts with `ALTER \
      INDEX i ATTACH PARTITION p`.
      """)

  static let indexValid = Explanation(
    detects: "An index that was invalid can be used again (`pg_index.indisvalid` became true).",
    why: "Queries may use it from now on, and get faster. A unique one vouches for all rows.",
    remedy: "Nothing.")

  static let viewAdded = Explanation(
    detects: "A view is there that was not (`pg_class.relkind` is `v`).",
    why: "No reader names it yet, so none is hurt.",
    remedy: """
      Nothing. To copy it, list it in a contract; it has no constraints, so promise its key there \
      and let the data be checked.
      """)

  static let viewDropped = Explanation(
    detects: "A view is gone (`pg_class.relkind` was `v`).",
    why: """
      Every query that names it fails with 42P01, and with `CASCADE` the views on top of it are \
      gone too. No rows are lost: the tables below still hold them.
      """,
    remedy: """
      `whtest impact public.open_orders` lists who reads it. Create it again from the older \
      snapshot's definition, with its grants; or read the tables below, and change the contract.
      """)

  static let viewRenamed = Explanation(
    detects: """
      A view or materialized view has another name: the same `oid` in `pg_class`, another \
      `relname`.
      """,
    why: """
      Queries under the old name fail with 42P01, or read another relation that has taken the name \
      since. Views on top of it follow by oid.
      """,
    remedy: """
      `ALTER VIEW new RENAME TO old` takes it back. For a transition, create a view of the old \
      name that selects from the new one, with its grants; then change the contracts and models.
      """)

  static let viewDefinitionChanged = Explanation(
    detects: """
      The query of a view or materialized view differs (`pg_get_viewdef`), while its columns kept \
      their names and types.
      """,
    why: """
      The same name now answers another question: other rows, another filter, another unit. \
      Nothing fails, so numbers shift without a sign, and what was computed before does not match \
      what comes after.
      """,
    remedy: """
      Read both definitions in `whtest diff` and ask the owner what changed. Compare counts and \
      sums with the last copy; load history again if the new meaning is to hold for it too.
      """)

  static let viewOptionsChanged = Explanation(
    detects: """
      Options of a view differ (`pg_class.reloptions`): `security_barrier`, `check_option`, or \
      from PostgreSQL 15 on `security_invoker`.
      """,
    why: """
      With `security_invoker` the tables below are read with the reader's own privileges and \
      policies: reading fails with 42501, or rows vanish. The other two do not change what is \
      read, though a barrier can make it slower.
      """,
    remedy: """
      Grant the reading role `SELECT` on the tables below and look at their policies, or take it \
      back: `ALTER VIEW v RESET (security_invoker)`.
      """)

  static let materializedViewAdded = Explanation(
    detects: "A materialized view is there that was not (`pg_class.relkind` is `m`).",
    why: "No reader names it yet, so none is hurt.",
    remedy: "Nothing. Before relying on it, find out who refreshes it and how often.")

  static let materializedViewDropped = Explanation(
    detects: "A materialized view is gone (`pg_class.relkind` was `m`), with its indexes.",
    why: """
      Every query that names it fails with 42P01. The tables below still hold the rows, but \
      computing them may be slow, and an old state is lost.
      """,
    remedy: """
      `whtest impact public.daily_totals` lists who reads it. Create it again from the older \
      snapshot's definition, with its indexes and grants, or compute it in a model.
      """)

  static let materializedViewPopulated = Explanation(
    detects: """
      A materialized view holds data again, or for the first time (`pg_class.relispopulated` \
      became true).
      """,
    why: "Readers that failed now get rows, as of its refresh.",
    remedy: "Nothing. Run again what failed meanwhile.")

  static let materializedViewUnpopulated = Explanation(
    detects: """
      A materialized view holds no data (`pg_class.relispopulated` became false): it was refreshed \
      or created `WITH NO DATA`, or restored without data.
      """,
    why: """
      Every query on it fails with 55000 until it is refreshed, and so does every view on top of \
      it.
      """,
    remedy: """
      `REFRESH MATERIALIZED VIEW v`, without `CONCURRENTLY` this time. Find out why the job that \
      refreshes it did not.
      """)
}
