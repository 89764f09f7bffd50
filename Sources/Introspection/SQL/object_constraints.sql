-- Constraints of tables and of domains; what an index stands behind, with that index's options.
-- A foreign key to a partitioned table has another row for each partition, which is left out.
-- NOT NULL is a fact of the column, whatever the server calls the constraint. Columns come as numbers,
-- which the reader knows the names of: to look each up here would cost more than all the rest.
SELECT n.nspname AS schema,
       coalesce(c.relname, ty.typname) AS relation,
       k.conname AS name,
       CASE k.contype
         WHEN 'p' THEN 'primary-key' WHEN 'u' THEN 'unique' WHEN 'f' THEN 'foreign-key'
         WHEN 'x' THEN 'exclusion' ELSE 'check'
       END AS kind,
       k.oid,
       i.indisclustered AS clustered,
       k.conrelid AS table_oid,
       CASE WHEN k.contype IN ('p', 'u', 'f') THEN k.conkey::text END AS column_numbers,
       k.confrelid AS referenced_oid,
       k.confkey::text AS referenced_numbers,
       i.indkey::text AS key_numbers,
       i.indnkeyatts AS key_count,
       CASE WHEN k.condeferred THEN 'initially deferred'
         WHEN k.condeferrable THEN 'initially immediate'
       END AS deferrable,
       CASE WHEN k.contype = 'x' THEN pg_catalog.pg_get_constraintdef(k.oid) END AS definition,
       -- ALTER TABLE ... DISABLE TRIGGER ALL switches off the triggers that keep a foreign key.
       CASE WHEN k.contype = 'f'
         THEN EXISTS (
           SELECT FROM pg_catalog.pg_trigger AS t
           WHERE t.tgconstraint = k.oid AND t.tgenabled = 'D'
         )
       END AS disabled,
       CASE WHEN k.contype = 'c' THEN pg_catalog.pg_get_expr(k.conbin, k.conrelid) END AS expression,
       k.conrelid <> 0 AND NOT k.conislocal AS inherited,
       CASE k.confmatchtype WHEN 'f' THEN 'full' WHEN 'p' THEN 'partial' END AS match,
       k.connoinherit AND k.contype = 'c' AS no_inherit,
       pg_catalog.hashtextextended(k.conbin::text, 0) AS tree,
       NOT k.conenforced AS not_enforced, -- since 18
       NOT k.convalidated AS not_valid,
       i.indnullsnotdistinct AS nulls_not_distinct, -- since 15
       CASE k.confdeltype
         WHEN 'r' THEN 'restrict' WHEN 'c' THEN 'cascade' WHEN 'n' THEN 'set null'
         WHEN 'd' THEN 'set default'
       END AS on_delete,
       CASE k.confupdtype
         WHEN 'r' THEN 'restrict' WHEN 'c' THEN 'cascade' WHEN 'n' THEN 'set null'
         WHEN 'd' THEN 'set default'
       END AS on_update,
       CASE WHEN ic.reloptions IS NOT NULL
         THEN (SELECT pg_catalog.json_agg(o ORDER BY o COLLATE "C")
               FROM pg_catalog.unnest(ic.reloptions) AS o)
       END AS options,
       CASE WHEN k.contype = 'f' THEN pg_catalog.format('%I.%I', fn.nspname, fc.relname) END
         AS "references",
       CASE WHEN fc.relispartition AND NOT $1
         THEN (
           -- A partition may be folded, and its columns unknown to the reader.
           SELECT pg_catalog.json_agg(a.attname ORDER BY u.position)
           FROM pg_catalog.unnest(k.confkey) WITH ORDINALITY AS u (attnum, position)
           JOIN pg_catalog.pg_attribute AS a ON a.attrelid = k.confrelid AND a.attnum = u.attnum
         )
       END AS referenced_columns,
       CASE WHEN k.confdelsetcols IS NOT NULL THEN ( -- since 15
         SELECT pg_catalog.json_agg(a.attname ORDER BY a.attnum) -- since 15
         FROM pg_catalog.pg_attribute AS a -- since 15
         WHERE a.attrelid = k.conrelid AND a.attnum = ANY (k.confdelsetcols) -- since 15
       ) END AS set_columns, -- since 15
       k.conperiod AS without_overlaps, -- since 18
       ts.spcname AS tablespace
FROM pg_catalog.pg_constraint AS k
LEFT JOIN pg_catalog.pg_class AS c ON c.oid = k.conrelid
LEFT JOIN pg_catalog.pg_type AS ty ON ty.oid = k.contypid
JOIN pg_catalog.pg_namespace AS n ON n.oid = coalesce(c.relnamespace, ty.typnamespace)
LEFT JOIN pg_catalog.pg_class AS fc ON fc.oid = k.confrelid
LEFT JOIN pg_catalog.pg_namespace AS fn ON fn.oid = fc.relnamespace
LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = k.conindid AND k.contype IN ('p', 'u', 'x')
LEFT JOIN pg_catalog.pg_class AS ic ON ic.oid = i.indexrelid
LEFT JOIN pg_catalog.pg_tablespace AS ts ON ts.oid = ic.reltablespace
WHERE k.contype IN ('p', 'u', 'f', 'c', 'x')
  AND NOT EXISTS (
    SELECT FROM pg_catalog.pg_constraint AS whole
    WHERE whole.oid = k.conparentid AND whole.conrelid = k.conrelid
  )
  AND (NOT coalesce(c.relispartition, FALSE) OR $1)
  AND n.nspname NOT LIKE 'pg\_%'
  AND n.nspname <> 'information_schema'
ORDER BY n.nspname, coalesce(c.relname, ty.typname), k.conname
