// The texts for keys and other constraints.

extension Explanation {
  static let grainChanged = Explanation(
    detects: """
      The primary key was dropped, or has other columns (`pg_constraint.contype` is `p`, \
      `conkey`). What one row stands for is no longer what it was.
      """,
    why: """
      Merges by the old key write duplicates, or overwrite rows that are different now, and \
      `INSERT … ON CONFLICT` with the old columns fails with 42P10. Joins on the old key multiply \
      rows, so that sums are too high.
      """,
    remedy: """
      Look for duplicates, `SELECT id FROM t GROUP BY id HAVING count(*) > 1`, and stop loads \
      until it is clear what a row is. Then add the key again, or change `primaryKey` in the \
      contract, the `key` of the models and every join, and load in full.
      """)

  static let primaryKeyAdded = Explanation(
    detects: """
      A table without a primary key got one (`pg_constraint.contype` is `p`). Its columns are `NOT \
      NULL` from now on.
      """,
    why: "Readers are promised more than before: one row per key. Writers of duplicates get 23505.",
    remedy: "Nothing. The contract may say `primaryKey: true`, and merges may use it.")

  static let uniqueAdded = Explanation(
    detects: "A unique constraint is there that was not (`pg_constraint.contype` is `u`).",
    why: "Readers are promised more than before. Writers of duplicates get 23505.",
    remedy: """
      Nothing. The contract may say `unique: true`, and a check on duplicates can no longer fail.
      """)

  static let uniqueDropped = Explanation(
    detects: """
      A unique constraint is gone (`pg_constraint.contype` was `u`), and its index with it.
      """,
    why: """
      Duplicates can come: joins on the columns multiply rows, merges update one row twice, \
      `INSERT … ON CONFLICT` on them fails with 42P10, lookups are slow. A foreign key that relied \
      on it was dropped as well.
      """,
    remedy: """
      Look for duplicates with `GROUP BY c HAVING count(*) > 1`. If there are none, `ALTER TABLE t \
      ADD UNIQUE (c)`; until then promise `unique: true` in the contract, so that the data is \
      checked.
      """)

  static let uniqueChanged = Explanation(
    detects: """
      A unique constraint of the same name covers other columns or treats NULL otherwise \
      (`pg_constraint.conkey`, `pg_index`). `NULLS NOT DISTINCT` came with PostgreSQL 15, `WITHOUT \
      OVERLAPS` with 18.
      """,
    why: """
      With more columns it promises less: what was unique by `code` is now unique by `code` and \
      `region`. Merges and joins by the old columns multiply rows, and `ON CONFLICT` with them \
      fails with 42P10.
      """,
    remedy: """
      Check the old columns for duplicates. Then add the old constraint again, or change the \
      joins, the `ON CONFLICT` clauses and the contract.
      """)

  static let foreignKeyAdded = Explanation(
    detects: "A foreign key is there that was not (`pg_constraint.contype` is `f`).",
    why: """
      Readers are promised more than before: no orphans. Writers have to load the referenced table \
      first, or get 23503.
      """,
    remedy: "Nothing for readers. Put the jobs that write both tables in the right order.")

  static let foreignKeyDropped = Explanation(
    detects: "A foreign key is gone (`pg_constraint.contype` was `f`).",
    why: """
      Orphans can come: inner joins then drop rows without an error, and `ON DELETE CASCADE` no \
      longer cleans up.
      """,
    remedy: """
      Look for orphans with `LEFT JOIN … WHERE parent.id IS NULL`. Declare the relationship in the \
      contract, so that the data is checked; add the foreign key again if the drop was not meant.
      """)

  static let foreignKeyChanged = Explanation(
    detects: """
      A foreign key of the same name differs: its columns, the table or columns it references, \
      `MATCH`, `ON UPDATE` or `ON DELETE` (`pg_constraint`).
      """,
    why: """
      With another target, joins along it find other rows or none. With `ON DELETE CASCADE` or \
      `SET NULL`, a delete in one table now takes or changes rows in another, which an incremental \
      load may not see.
      """,
    remedy: """
      Change the joins and the relationship in the contract. Where deletes cascade, compare the \
      keys of the copy with those of the table instead of waiting for changed rows.
      """)

  static let checkAdded = Explanation(
    detects: """
      A check constraint of a table or a domain is there that was not (`pg_constraint.contype` is \
      `c`).
      """,
    why: "Readers are promised more than before. Writers of other values get 23514.",
    remedy: "Nothing. The contract may promise the same values.")

  static let checkDropped = Explanation(
    detects: "A check constraint of a table or a domain is gone (`pg_constraint.contype` was `c`).",
    why: """
      Values that were ruled out can come: a negative amount, an end before its start, a state \
      that no `CASE` knows. Targets with the same rule then fail with 23514.
      """,
    remedy: """
      Count the rows that break the old rule, and put it into the contract or into `sql/checks`. \
      If the drop was not meant, `ALTER TABLE t ADD CHECK (amount >= 0) NOT VALID`, then validate \
      it.
      """)

  static let checkChanged = Explanation(
    detects: """
      A check constraint of the same name differs (`pg_constraint`): its expression, as PostgreSQL \
      prints it, or whether it is `NO INHERIT`.
      """,
    why: """
      A looser rule lets values in that readers do not know; a stricter one hurts writers only. \
      Old rows were tested when it was added, unless it is `NOT VALID`.
      """,
    remedy: """
      Read both expressions in `whtest diff`. Adapt `CASE` expressions, the rules of the targets \
      and the valid values in the contract before new values come.
      """)

  static let exclusionAdded = Explanation(
    detects: "An exclusion constraint is there that was not (`pg_constraint.contype` is `x`).",
    why: """
      Readers are promised more than before, such as bookings that do not overlap. Writers of \
      conflicting rows get 23P01.
      """,
    remedy: "Nothing. Models may rely on it.")

  static let exclusionDropped = Explanation(
    detects: """
      An exclusion constraint is gone (`pg_constraint.contype` was `x`), and its index with it.
      """,
    why: """
      Rows that ruled each other out can now stand side by side. A join by period then finds two \
      rows where it found one, and amounts count twice. Searches that used the index are slow.
      """,
    remedy: """
      Look for conflicts with a self-join, `a.id < b.id AND a.during && b.during`. Put that query \
      into `sql/checks`, or add the constraint again.
      """)

  static let exclusionChanged = Explanation(
    detects: """
      An exclusion constraint of the same name has other columns, other operators or another \
      predicate (`pg_get_constraintdef`).
      """,
    why: """
      It may allow pairs of rows that it ruled out before, such as overlaps in another room or in \
      another state. A join by period can then multiply rows.
      """,
    remedy: """
      Compare both definitions in `whtest diff`, and look for pairs that only the old one forbade. \
      Put the old rule into `sql/checks` where models need it.
      """)

  static let constraintRenamed = Explanation(
    detects: """
      A constraint has another name: the same `oid` in `pg_constraint`, another `conname`. The \
      index of a key is renamed with it.
      """,
    why: """
      The rule is the same, so readers do not notice. Code that names it does: `ON CONFLICT ON \
      CONSTRAINT` fails with 42704, and so do migrations; error handlers no longer recognise the \
      name.
      """,
    remedy: """
      Search code and migrations for the old name. `ON CONFLICT (columns)` does not depend on it.
      """)

  static let constraintValidated = Explanation(
    detects: """
      A constraint that was `NOT VALID`, or in PostgreSQL 18 `NOT ENFORCED`, now holds for all \
      rows (`convalidated`, `conenforced` in `pg_constraint`).
      """,
    why: """
      Readers are promised more than before: the old rows obey it too, and the planner may rely on \
      a check.
      """,
    remedy: "Nothing. Checks on the data for the same rule can no longer fail.")

  static let constraintNotValid = Explanation(
    detects: """
      A constraint that held for all rows is now `NOT VALID`, or in PostgreSQL 18 `NOT ENFORCED` \
      (`convalidated`, `conenforced` in `pg_constraint`). As a rule it was dropped and added again \
      so.
      """,
    why: """
      New rows are tested, old ones may break the rule; with `NOT ENFORCED` none is tested. \
      Whatever was loaded in between may hold orphans or values out of range.
      """,
    remedy: """
      `ALTER TABLE t VALIDATE CONSTRAINT c`, which reads the table but blocks neither reads nor \
      writes. If it fails, mend the rows first. A foreign key that is `NOT ENFORCED` takes `ALTER \
      TABLE t ALTER CONSTRAINT c ENFORCED`.
      """)

  static let constraintTimingChanged = Explanation(
    detects: """
      When a constraint is tested differs: `DEFERRABLE` or `INITIALLY DEFERRED` was set or taken \
      away (`condeferrable`, `condeferred` in `pg_constraint`).
      """,
    why: """
      Other sessions see committed rows only, and those obey the rule as before. But a deferrable \
      key cannot serve `ON CONFLICT`, new foreign keys or the replica identity: these fail with \
      55000.
      """,
    remedy: """
      Look for `ON CONFLICT` on that key, and for publications of the table. A foreign key goes \
      back with `ALTER TABLE t ALTER CONSTRAINT c NOT DEFERRABLE`; a key has to be dropped and \
      added.
      """)
}
