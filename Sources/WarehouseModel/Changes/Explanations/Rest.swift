// The texts for sequences, extensions, what they bring, and what can happen to any object.

extension Explanation {
  static let sequenceAdded = Explanation(
    detects: "A sequence is there that was not (`pg_sequence`).",
    why: "Readers of tables do not notice it.",
    remedy: "Nothing.")

  static let sequenceDropped = Explanation(
    detects: """
      A sequence is gone (`pg_sequence`). With `CASCADE`, the column defaults that called it are \
      gone too.
      """,
    why: """
      Readers of tables do not notice at once. Inserts that took their key from it fail with 23502 \
      or 42P01, so new rows stop coming.
      """,
    remedy: """
      Create it again, `CREATE SEQUENCE s OWNED BY t.id`, move it past `max(id)` with `setval`, \
      and set the default `nextval('s')`. An identity column does all this by itself.
      """)

  static let sequenceRenamed = Explanation(
    detects: "A sequence has another name: the same `oid` in `pg_class`, another `relname`.",
    why: """
      Column defaults follow by oid. Code that calls `nextval('old')`, or asks the sequence for \
      the last key, fails with 42P01.
      """,
    remedy: """
      Rename it back, or change the code. `pg_get_serial_sequence('t', 'id')` finds the name of an \
      owned sequence.
      """)

  static let sequenceChanged = Explanation(
    detects: """
      The type, start, increment, minimum, maximum, cache or cycle of a sequence differs \
      (`pg_sequence`), or the column that owns it. The sequence of an identity column counts as \
      part of the column.
      """,
    why: """
      With `CYCLE`, old numbers come again: 23505 on a key, duplicates without one. A lower \
      maximum ends in 2200H. With a larger cache or a negative increment, keys no longer grow in \
      order of time, and loads of "ids above the last" miss rows.
      """,
    remedy: """
      `ALTER SEQUENCE s AS bigint NO CYCLE`, where the numbers run short, and widen the column in \
      all copies. Let loads go by a timestamp, with some overlap, or by the whole table.
      """)

  static let extensionAdded = Explanation(
    detects: "An extension is there that was not (`pg_extension`).",
    why: """
      Nothing that a reader uses has changed. Its functions and operators can shadow others of the \
      same name on the `search_path`.
      """,
    remedy: "Nothing.")

  static let extensionDropped = Explanation(
    detects: """
      An extension is gone (`pg_extension`), and with `CASCADE` the columns, indexes and views \
      that used it. What an extension owns is left out of snapshots, so this is the only sign of \
      its own objects.
      """,
    why: "Calls of its functions fail with 42883, casts to its types with 42704.",
    remedy: """
      `CREATE EXTENSION e` brings back its objects, but not the columns that were dropped with it: \
      those come from a backup or a copy. Without it, take its functions out of queries and \
      models.
      """)

  static let extensionChanged = Explanation(
    detects: """
      An extension has another version or schema (`extversion`, `extnamespace` in `pg_extension`).
      """,
    why: """
      A new version may compute, print or sort values otherwise, or lack a function. After a move, \
      calls qualified with the old schema fail with 3F000 or 42883, and unqualified ones go by the \
      `search_path`.
      """,
    remedy: """
      Read the release notes, and compare results on some rows. Move it back with `ALTER EXTENSION \
      e SET SCHEMA s`; going back to an older version needs an update script for it.
      """)

  static let collationAdded = Explanation(
    detects: "A collation is there that was not (`pg_collation`).",
    why: "No column that a reader knows has it yet, so none is hurt.",
    remedy: "Nothing.")

  static let collationDropped = Explanation(
    detects: """
      A collation is gone (`pg_collation`). Its columns got another before, or were dropped with \
      `CASCADE`.
      """,
    why: "`COLLATE` clauses that name it fail with 42704.",
    remedy: """
      Create it again, `CREATE COLLATION c (provider = icu, locale = 'de-DE')`, or name another in \
      queries and models.
      """)

  static let collationChanged = Explanation(
    detects: """
      A collation of the same name differs (`pg_collation`): provider, locale, rules, determinism, \
      or the version that is recorded for it (`collversion`).
      """,
    why: """
      Text sorts and compares otherwise. Indexes built under the old version can miss rows or let \
      in duplicates until they are rebuilt, and partitions by ranges of text can hold rows in the \
      wrong place.
      """,
    remedy: """
      `REINDEX` the indexes on text, then `ALTER COLLATION c REFRESH VERSION`. Check text keys for \
      duplicates, and name `COLLATE "C"` where readers depend on an order.
      """)

  static let statisticsAdded = Explanation(
    detects: "Extended statistics are there that were not (`pg_statistic_ext`).",
    why: "Results are the same; the planner only estimates better once they are gathered.",
    remedy: "Nothing. `ANALYZE t` gathers them.")

  static let statisticsDropped = Explanation(
    detects: "Extended statistics are gone (`pg_statistic_ext`).",
    why: """
      Results are the same, but the planner may estimate worse, and a load may take much longer.
      """,
    remedy: """
      Watch the times of the loads that read the table. `CREATE STATISTICS s (dependencies) ON a, \
      b FROM t`, then `ANALYZE t`, brings them back.
      """)

  static let statisticsChanged = Explanation(
    detects: """
      Extended statistics of the same name differ (`pg_statistic_ext`): their table, columns, \
      expressions, kinds or statistics target.
      """,
    why: "Results are the same; plans and speed may change.",
    remedy: """
      Nothing, as a rule. Run `ANALYZE t`, and compare the plans of slow queries with `EXPLAIN`.
      """)

  static let castAdded = Explanation(
    detects: "A cast is there that was not (`pg_cast`).",
    why: """
      Explicit casts that failed now work. An implicit one works unasked: expressions that were an \
      error give a result, and calls that were clear can become ambiguous and fail with 42725.
      """,
    remedy: """
      Nothing, for an explicit cast. For an implicit one, try the readers' queries, and write the \
      casts that are meant.
      """)

  static let castDropped = Explanation(
    detects: "A cast is gone (`pg_cast`).",
    why: """
      Queries that relied on it fail: with 42846 where they cast, 42804 where they assign, 42883 \
      where they compare or call. Some go on with a conversion through text, and may give \
      something else.
      """,
    remedy: """
      Create it again with `CREATE CAST (a AS b) WITH FUNCTION f(a)`, or call the function in \
      queries and models.
      """)

  static let castChanged = Explanation(
    detects: """
      A cast between the same types differs (`pg_cast`): its function, its method, or whether it \
      is implicit, on assignment or explicit.
      """,
    why: """
      Another function or method gives other values for the same query, without an error. A \
      stricter context makes queries fail that did not write the cast.
      """,
    remedy: "Compare results on some rows, and write the casts out in queries and models.")

  static let operatorAdded = Explanation(
    detects: "An operator is there that was not (`pg_operator`).",
    why: """
      Expressions go on, unless it fits their types better than the operator they used, or makes \
      them ambiguous: 42725.
      """,
    remedy: "Nothing, as a rule. `a OPERATOR(pg_catalog.=) b` names one for certain.")

  static let operatorDropped = Explanation(
    detects: "An operator with these argument types is gone (`pg_operator`).",
    why: "Expressions with it fail with 42883, or take another operator through an implicit cast.",
    remedy: """
      Create it again, `CREATE OPERATOR === (LEFTARG = a, RIGHTARG = a, FUNCTION = f)`, or call \
      its function.
      """)

  static let operatorChanged = Explanation(
    detects: """
      An operator with the same argument types differs (`pg_operator`): its function, result, \
      commutator, negator, selectivity estimators, or whether it can hash and merge.
      """,
    why: """
      Another function gives other results. A wrong commutator or negator, or a claim to hash or \
      merge that does not hold, lets the planner return wrong rows; estimators change the speed \
      only.
      """,
    remedy: """
      Compare both definitions in `whtest diff`, and the results of joins on it with the last \
      copy.
      """)

  static let commentChanged = Explanation(
    detects: "The comment on an object was set, changed or removed (`pg_description`).",
    why: """
      No query notices. People may: a comment can tell that a column has another unit or meaning \
      from now on. Some tools read instructions from comments.
      """,
    remedy: """
      Read the new comment in `whtest diff`. If it tells of another meaning, treat it as one.
      """)

  static let objectAdded = Explanation(
    detects: """
      An object is there that was not, of a kind that has no id of its own for this: a language, \
      conversion, access method, transform, text search object, operator class or operator family.
      """,
    why: "No reader uses it yet, so none is hurt.",
    remedy: "Nothing.")

  static let objectDropped = Explanation(
    detects: """
      An object is gone, of a kind that has no id of its own for this: a language, conversion, \
      access method, transform, text search object, operator class or operator family.
      """,
    why: """
      Queries that name it fail with 42704, such as `to_tsvector('club', body)` without the \
      configuration `club`. With `CASCADE`, the functions, indexes or columns that depended on it \
      are gone.
      """,
    remedy: """
      Search queries and models for its name. Create it again from the older snapshot's \
      definition; `whtest diff` shows what went with it.
      """)

  static let objectRenamed = Explanation(
    detects: """
      An object has another name under the same oid, of a kind that has no id of its own for this: \
      a trigger, a policy, a publication, a language and the like.
      """,
    why: """
      What refers to it by oid follows. Text that names it fails, as a rule with 42704; a \
      subscription names its publications in text, on another server.
      """,
    remedy: "Rename it back, or change the name in queries, functions and migrations.")

  static let objectMoved = Explanation(
    detects: """
      An object other than a table, view or foreign table is in another schema: the same oid, \
      another namespace. Functions, types, sequences, collations, operators and the like can be \
      moved with `SET SCHEMA`.
      """,
    why: """
      What refers to it by oid follows. Text with the old qualified name fails: with 42P01 for a \
      sequence, 42883 for a function, 42704 for most others. The new schema also asks for `USAGE`.
      """,
    remedy: """
      Move it back, or leave a function or domain in the old schema that passes on to it. Then \
      `GRANT USAGE ON SCHEMA s TO etl`, and change contracts and models.
      """)

  static let objectChanged = Explanation(
    detects: """
      An object of the same name has another definition, of a kind that has no id of its own for \
      this: a language, conversion, access method, transform, text search object, operator class \
      or operator family.
      """,
    why: """
      It depends on the kind. Another text search configuration finds other rows, another \
      conversion gives other characters, another operator class sorts otherwise and leaves its \
      indexes out of step.
      """,
    remedy: """
      Compare both definitions in `whtest diff` and the results on some rows. `REINDEX` the \
      indexes that use it, and compute stored `tsvector` columns again.
      """)

  static let possibleRename = Explanation(
    detects: """
      Between snapshots of two databases, one thing was dropped and one like it was added: the \
      same kind and type under another name. Oids prove a rename inside one database only, so this \
      is a hint beside the drop and the add, never asserted.
      """,
    why: """
      The hint itself hurts nobody; the drop beside it is judged as a drop. If it is a rename, the \
      data is there under the new name. If it is not, taking one for the other mixes two meanings.
      """,
    remedy: """
      Ask who made the change, or compare the values of both. `whtest diff` between two snapshots \
      that `whtest snapshot` took of the same database tells for certain.
      """)
}
