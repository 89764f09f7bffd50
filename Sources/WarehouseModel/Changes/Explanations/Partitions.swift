// The texts for partitions.

extension Explanation {
  static let partitionAttached = Explanation(
    detects: """
      A partition is there that was not: a new row in `pg_inherits` for a relation with \
      `pg_class.relispartition`. It was created as one, or was a table of its own until `ATTACH \
      PARTITION`.
      """,
    why: """
      The parent only gains rows. If the partition came with rows in it, they are as old as they \
      are: a load that asks for rows newer than the last run does not find them.
      """,
    remedy: """
      Nothing, for a partition that was empty. For one that brought rows, load the range of its \
      bounds again.
      """)

  static let partitionDetached = Explanation(
    detects: """
      A partition became a table of its own (`DETACH PARTITION`): it still exists, but \
      `pg_class.relispartition` is no longer true.
      """,
    why: """
      Its rows vanish from the parent, without an error. A copy that mirrors the parent deletes \
      them, and totals of past periods drop.
      """,
    remedy: """
      If old partitions are meant to go, declare the retention in the contract. If not, take it \
      back with `ALTER TABLE parent ATTACH PARTITION p FOR VALUES FROM (a) TO (b)`.
      """)

  static let partitionDropped = Explanation(
    detects: """
      A partition vanished altogether: neither a partition nor a table of that name is left.
      """,
    why: """
      Its rows are gone from the parent and from the database, without an error for those who read \
      the parent. A copy that mirrors the parent deletes them too, and may have been the last one.
      """,
    remedy: """
      If old partitions are meant to go, declare the retention in the contract. If not, stop the \
      copy before it deletes, restore the partition from a backup, and attach it.
      """)

  static let partitionBoundChanged = Explanation(
    detects: """
      The bounds of a partition differ (`pg_class.relpartbound`). Bounds cannot be altered in \
      place, so it was detached and attached again, or made anew.
      """,
    why: """
      Readers of the parent see the same rows, as long as none were lost on the way. Readers of \
      the partition itself see another range, and a gap between bounds makes inserts fail with \
      23514.
      """,
    remedy: """
      Count the rows per range before and after, and compare with the copy. Close gaps with \
      another partition or `CREATE TABLE p PARTITION OF parent DEFAULT`.
      """)

  static let partitionKeyChanged = Explanation(
    detects: """
      The partition key of a table differs (`pg_partitioned_table`): its strategy, columns, \
      expressions, operator classes or collations; or the table became partitioned, or is so no \
      longer. None of this can be altered, so the table was made anew.
      """,
    why: """
      Queries that filtered by the old key may now scan every partition. A primary key must \
      contain the partition key, so it has probably changed as well, and partitions may have other \
      names.
      """,
    remedy: """
      Filter the loads by the new key and look at the plan with `EXPLAIN`. Compare keys and row \
      counts with the last copy before the next `whtest run`.
      """)
}
