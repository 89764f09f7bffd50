// The texts for enums, domains and other types.

extension Explanation {
  static let enumAdded = Explanation(
    detects: "An enum type is there that was not (`pg_type.typtype` is `e`).",
    why: "No column that a reader knows has it yet, so none is hurt.",
    remedy: "Nothing.")

  static let enumDropped = Explanation(
    detects: """
      An enum type is gone (`pg_type.typtype` was `e`). Its columns were changed to another type \
      before, or dropped with `CASCADE`.
      """,
    why: """
      Casts that name it fail with 42704. What became of its columns is reported of its own, as \
      `type-changed` or `column-dropped`.
      """,
    remedy: """
      Take the casts out of queries and models. Without the enum nothing limits the values: list \
      them in the contract as valid values, or add a check constraint.
      """)

  static let enumValueAdded = Explanation(
    detects: "An enum has a label more (`pg_enum`), by `ALTER TYPE e ADD VALUE`.",
    why: """
      Sooner or later rows have the new value: `CASE` expressions without it answer NULL, joins \
      with a table of labels lose the row, and a target with its own enum or check fails with \
      22P02 or 23514.
      """,
    remedy: """
      Add it to the targets first, `ALTER TYPE e ADD VALUE 'archived'`, then to the `CASE` \
      expressions and to the valid values in the contract.
      """)

  static let enumValueDropped = Explanation(
    detects: """
      An enum has a label less (`pg_enum`). PostgreSQL cannot drop a label, so the type was made \
      anew, and rows that had it were given another.
      """,
    why: """
      Queries that compare with the label fail with 22P02, even where no row had it. Rows that \
      were changed count under another value now, which an incremental load may not see.
      """,
    remedy: """
      Find the literal in queries and models and take it out. Ask which value took its place, and \
      load the column in full.
      """)

  static let enumValueRenamed = Explanation(
    detects: """
      A label of an enum has another text: the same `oid` in `pg_enum`, another `enumlabel` \
      (`ALTER TYPE e RENAME VALUE`).
      """,
    why: """
      All rows show the new text at once, although none was updated: an incremental copy holds \
      both. Queries that compare with the old label fail with 22P02, and copies in `text` no \
      longer match it.
      """,
    remedy: """
      `ALTER TYPE e RENAME VALUE 'new' TO 'old'` takes it back. Otherwise change the literals in \
      queries, models and contracts, and load the column in full.
      """)

  static let enumValuesReordered = Explanation(
    detects: """
      The same labels of an enum stand in another order (`pg_enum.enumsortorder`). The order of \
      existing labels cannot be altered, so the type was made anew.
      """,
    why: """
      `ORDER BY`, `<`, `min` and `max` on the column give other results: what was the highest \
      priority may be the lowest now. Nothing fails.
      """,
    remedy: """
      Look for comparisons and sorting by the enum. Where the order has a meaning, state it in the \
      model: `array_position(ARRAY['low', 'high'], c::text)`.
      """)

  static let domainAdded = Explanation(
    detects: "A domain is there that was not (`pg_type.typtype` is `d`).",
    why: "No column that a reader knows has it yet, so none is hurt.",
    remedy: "Nothing.")

  static let domainDropped = Explanation(
    detects: """
      A domain is gone (`pg_type.typtype` was `d`). Its columns were changed to another type \
      before, or dropped with `CASCADE`.
      """,
    why: """
      Casts that name it fail with 42704. Columns that became plain ones lost the domain's checks, \
      so that other values can come.
      """,
    remedy: """
      Take the casts out of queries and models. Put the rule of the domain into the contract, or \
      add it to the columns as check constraints.
      """)

  static let domainChanged = Explanation(
    detects: """
      A domain of the same name differs in its collation (`pg_type.typcollation`). Its base type, \
      `NOT NULL`, default and check constraints are reported as those of a column are, by \
      `type-changed`, `not-null-dropped` and the like.
      """,
    why: """
      The columns of the domain sort and compare otherwise. PostgreSQL cannot alter the collation \
      of a domain, so it was made anew, and its columns were changed to it.
      """,
    remedy: """
      Find its columns with `SELECT attrelid::regclass, attname FROM pg_attribute WHERE atttypid = \
      'd'::regtype`. Name the collation where the order matters, `ORDER BY c COLLATE "C"`.
      """)

  static let compositeTypeAdded = Explanation(
    detects: """
      A composite type is there that was not (`pg_type.typtype` is `c`, other than the row type of \
      a table).
      """,
    why: "No column that a reader knows has it yet, so none is hurt.",
    remedy: "Nothing.")

  static let compositeTypeDropped = Explanation(
    detects: "A composite type is gone (`pg_type.typtype` was `c`).",
    why: """
      Casts and functions that name it fail with 42704. What became of columns of that type is \
      reported of its own.
      """,
    remedy: """
      Take it out of queries and models, or create it again as the older snapshot has it: `CREATE \
      TYPE a AS (street text, city text)`.
      """)

  static let rangeTypeAdded = Explanation(
    detects: "A range type is there that was not (`pg_range`).",
    why: "No column that a reader knows has it yet, so none is hurt.",
    remedy: "Nothing.")

  static let rangeTypeDropped = Explanation(
    detects: """
      A range type is gone (`pg_range`), and from PostgreSQL 14 on its multirange type with it.
      """,
    why: """
      Casts and calls of its constructor fail with 42704 or 42883. What became of columns of that \
      type is reported of its own.
      """,
    remedy: """
      Take it out of queries and models, or create it again with `CREATE TYPE r AS RANGE (SUBTYPE \
      = numeric)`.
      """)

  static let rangeTypeChanged = Explanation(
    detects: """
      A range type of the same name differs (`pg_range`): its subtype, collation, operator class, \
      canonical or difference function, or the name of its multirange type. These cannot be \
      altered, so it was made anew.
      """,
    why: """
      With another subtype, bounds have another type for every reader. With another operator \
      class, collation or canonical function, the same text can mean another range, and `&&`, `@>` \
      and exclusion constraints can answer otherwise.
      """,
    remedy: """
      Compare both definitions in `whtest diff`. Copy bounds as columns, `lower(r)` and \
      `upper(r)`, with types of their own, and load them in full.
      """)

  static let baseTypeAdded = Explanation(
    detects: """
      A base type is there that was not (`pg_type.typtype` is `b`, or `p` for a shell type), array \
      types and those of extensions apart.
      """,
    why: "No column that a reader knows has it yet, so none is hurt.",
    remedy: "Nothing.")

  static let baseTypeDropped = Explanation(
    detects: """
      A base type is gone (`pg_type.typtype` was `b`), with its functions, operators and columns \
      if it was dropped with `CASCADE`.
      """,
    why: "Casts that name it fail with 42704, and its values can no longer be read.",
    remedy: """
      Copies should hold such values as `text` or as a type that PostgreSQL ships. Create the type \
      again together with the library that implements it, or take it out of contracts and models.
      """)

  static let baseTypeChanged = Explanation(
    detects: """
      A base type of the same name differs (`pg_type`): its length, alignment or category, or its \
      input or output function.
      """,
    why: """
      The same stored value can be printed in another form, so that typed loads fail or read \
      something else.
      """,
    remedy: """
      Compare some values with the last copy. Copy through a cast to a type that PostgreSQL ships.
      """)

  static let typeRenamed = Explanation(
    detects: "A type of any sort has another name: the same `oid` in `pg_type`, another `typname`.",
    why: """
      Columns follow by oid and their values stay. Casts under the old name fail with 42704, and \
      code that maps types by name does not know the new one.
      """,
    remedy: """
      `ALTER TYPE new RENAME TO old` takes it back. For a transition, `CREATE DOMAIN old AS new` \
      lets casts go on. Change `physicalType` in the contract.
      """)
}
