// The texts for routines, triggers, event triggers and rules.

extension Explanation {
  static let routineAdded = Explanation(
    detects: """
      A function, procedure, aggregate or window function is there that was not (`pg_proc`), or an \
      old name has new argument types.
      """,
    why: """
      Calls with the old argument types go on. A second routine of the same name can make calls \
      ambiguous, which then fail with 42725, or can be the better match and be called instead.
      """,
    remedy: """
      Nothing, for a new name. For an old one, try the calls of readers, and cast arguments where \
      they are ambiguous: `f(1, 'x'::text)`.
      """)

  static let routineDropped = Explanation(
    detects: "A function, procedure or aggregate with these argument types is gone (`pg_proc`).",
    why: """
      Calls fail with 42883, in queries, function bodies and models. With `CASCADE`, views, \
      defaults, triggers and indexes that used it are gone too.
      """,
    remedy: """
      Search queries and models for its name. Create it again from the older snapshot's \
      definition; if only its arguments changed, add a function with the old ones that calls the \
      new one.
      """)

  static let routineRenamed = Explanation(
    detects: "A routine has another name: the same `oid` in `pg_proc`, another `proname`.",
    why: """
      Views, defaults and triggers follow by oid. Calls in text, which include function bodies \
      written as strings, fail with 42883.
      """,
    remedy: """
      `ALTER ROUTINE new RENAME TO old` takes it back. For a transition, create a function of the \
      old name that calls the new one.
      """)

  static let routineBodyChanged = Explanation(
    detects: """
      The body of a routine differs (`prosrc` in `pg_proc`, from PostgreSQL 14 on also \
      `prosqlbody`), or the library that it is in (`probin`).
      """,
    why: """
      The same call can give other values: views, generated columns and models that use it shift \
      without an error. Indexes and stored generated columns keep what the old body computed.
      """,
    remedy: """
      Read both bodies in `whtest diff`. Compare results on some rows, and where the values \
      differ, `REINDEX` the indexes on it and load the columns that it fills in full.
      """)

  static let routineResultChanged = Explanation(
    detects: """
      The result of a routine differs (`prorettype`, `proretset`, the output arguments in \
      `pg_proc`): another type, a set in place of one value, other output columns. It was dropped \
      and created anew.
      """,
    why: """
      Readers get another type, more rows, or other columns: typed loads fail, and queries that \
      name an output column fail with 42703.
      """,
    remedy: """
      Treat it as a changed type of whatever reads it. Give the new form another name, and keep a \
      function of the old form until readers have moved.
      """)

  static let routineChanged = Explanation(
    detects: """
      Another property of a routine differs (`pg_proc`, `pg_aggregate`): language, volatility, \
      strictness, `SECURITY DEFINER`, parallel safety, cost, settings, names or defaults of \
      arguments, how an aggregate is computed, or that a function became a procedure.
      """,
    why: """
      Strictness decides what NULL gives, `SECURITY DEFINER` whose privileges count, a default \
      what a short call means, a name what `f(a => 1)` finds. Volatility, cost and parallel safety \
      change plans and speed.
      """,
    remedy: """
      Read both definitions in `whtest diff`. Try the calls of readers under the reading role, \
      with NULL among the arguments, and look at the plans with `EXPLAIN`.
      """)

  static let triggerAdded = Explanation(
    detects: "A trigger is there that was not (`pg_trigger`, internal ones apart).",
    why: """
      From now on it may change or refuse rows as they are written; old rows stay as they are. \
      Writes get slower.
      """,
    remedy: """
      Read its function in `whtest diff`. If it fills a column that you copy, ask what holds for \
      the rows from before.
      """)

  static let triggerDropped = Explanation(
    detects: "A trigger is gone (`pg_trigger`).",
    why: """
      What it kept up is kept up no more: an `updated_at` that incremental loads go by, a total, \
      an audit table, a rule across tables. Nothing fails; the values go stale.
      """,
    remedy: """
      Find out what takes its place. If nothing does, create it again from the older snapshot's \
      definition, mend the rows written meanwhile, and load them in full.
      """)

  static let triggerChanged = Explanation(
    detects: """
      A trigger of the same name differs (`pg_trigger`): its events, columns, timing, `WHEN`, \
      level, function, arguments or transition tables.
      """,
    why: """
      It may miss rows that it used to treat, or treat others: columns that it fills then hold \
      values of two kinds.
      """,
    remedy: """
      Compare both definitions in `whtest diff`. Check the columns that it fills on rows written \
      since.
      """)

  static let triggerEnabled = Explanation(
    detects: """
      A trigger or event trigger that was disabled fires again, or fires in other sessions than \
      before (`tgenabled` in `pg_trigger`, `evtenabled` in `pg_event_trigger`): `O` in ordinary \
      ones, `R` on replicas, `A` in both.
      """,
    why: """
      Rows written from now on are treated otherwise than those before. What was written while it \
      was off stays as it is, and with `ENABLE REPLICA` the trigger is off for ordinary sessions.
      """,
    remedy: """
      Mend the rows written while it was off, `UPDATE t SET c = c WHERE …` if the trigger fires on \
      update, and load them again. `ALTER TABLE t ENABLE TRIGGER name` makes it fire in ordinary \
      sessions.
      """)

  static let triggerDisabled = Explanation(
    detects: """
      A trigger or event trigger no longer fires, though it is still there (`tgenabled` in \
      `pg_trigger` or `evtenabled` in `pg_event_trigger` became `D`). As a rule somebody loaded \
      data and forgot to enable it again.
      """,
    why: """
      What it kept up is kept up no more: an `updated_at` that incremental loads go by does not \
      move, so changed rows are never copied.
      """,
    remedy: """
      `ALTER TABLE t ENABLE TRIGGER name`. Mend the rows written meanwhile, and load them in full.
      """)

  static let eventTriggerAdded = Explanation(
    detects: "An event trigger is there that was not (`pg_event_trigger`).",
    why: """
      It runs at DDL statements, and from PostgreSQL 17 on also at logins. Readers of rows do not \
      notice, unless a `login` trigger slows their connection or refuses it.
      """,
    remedy: """
      Nothing, as a rule. For a `login` trigger, try to connect as the reading role, also to a \
      standby.
      """)

  static let eventTriggerDropped = Explanation(
    detects: "An event trigger is gone (`pg_event_trigger`).",
    why: """
      Readers of rows do not notice. What it guarded is open now: a log of DDL, a ban on dropping \
      tables, grants to the reading role on each new table.
      """,
    remedy: """
      Find out what it did. Replace its grants with `ALTER DEFAULT PRIVILEGES`, or create it \
      again.
      """)

  static let eventTriggerChanged = Explanation(
    detects: """
      An event trigger of the same name differs (`pg_event_trigger`): its event, tags or function.
      """,
    why: """
      Readers of rows do not notice. Guards and grants that hang on it may be missing from now on.
      """,
    remedy: "Compare both definitions in `whtest diff`, and ask whether what it guarded still is.")

  static let ruleAdded = Explanation(
    detects: """
      A rewrite rule is there that was not (`pg_rewrite`, the `_RETURN` rules of views apart).
      """,
    why: """
      Statements that write to the relation are rewritten: `DO INSTEAD` can send rows elsewhere or \
      nowhere. `COPY FROM` does not obey rules, so that a bulk load and an `INSERT` part ways.
      """,
    remedy: """
      Read it in `whtest diff`. Write to the table that it points at, or ask for a trigger in its \
      place.
      """)

  static let ruleDropped = Explanation(
    detects: "A rewrite rule is gone (`pg_rewrite`).",
    why: """
      Writes go where they say again: rows that were sent to another table now land in this one. A \
      view that was updatable through the rule may refuse writes with 55000.
      """,
    remedy: """
      Check where new rows land, and whether the other table still gets its own. For a view, \
      create an `INSTEAD OF` trigger.
      """)

  static let ruleChanged = Explanation(
    detects: """
      A rewrite rule of the same name differs (`pg_rewrite`): its event, condition, actions, \
      `INSTEAD`, or whether and in which sessions it is enabled.
      """,
    why: "The same write now does something else: rows may land elsewhere, twice or not at all.",
    remedy: """
      Compare both definitions in `whtest diff`, and count the rows of the tables concerned since.
      """)
}
