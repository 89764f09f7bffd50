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
       k.conrelid AS table_oid,
       CASE WHEN k.contype IN ('p', 'u', 'f') THEN k.conkey::text END AS column_numbers,
       k.confrelid AS referenced_oid,
       k.confkey::text AS referenced_numbers,
       i.indkey::text AS key_numbers,
       i.indnkeyatts AS key_count,
       CASE WHEN k.contype = 'c' THEN pg_catalog.pg_get_expr(k.conbin, k.conrelid) END AS expression,
       pg_catalog.hashtextextended(k.conbin::text, 0) AS tree,
       CASE WHEN k.contype = 'f' THEN pg_catalog.format('%I.%I', fn.nspname, fc.relname) END
         AS "references",
       CASE WHEN fc.relispartition AND NOT $1
         THEN (
           -- A partition may be folded, and its columns unknown to the reader.
           SELECT pg_catalog.json_agg(a.attname ORDER BY u.position)
           FROM pg_catalog.unnest(k.confkey) WITH ORDINALITY AS u (attnum, position)
           JOIN pg_catalog.pg_attribute AS a ON a.attrelid = k.confrelid AND a.attnum = u.attnum
         )
       END AS referenced_columns
FROM pg_catalog.pg_constraint AS k
LEFT JOIN pg_catalog.pg_class AS c ON c.oid = k.conrelid
LEFT JOIN pg_catalog.pg_type AS ty ON ty.oid = k.contypid
JOIN pg_catalog.pg_namespace AS n ON n.oid = k.connamespace
LEFT JOIN pg_catalog.pg_class AS fc ON fc.oid = k.confrelid
LEFT JOIN pg_catalog.pg_namespace AS fn ON fn.oid = fc.relnamespace
LEFT JOIN pg_catalog.pg_index AS i
  ON i.indexrelid = k.conindid AND k.contype IN ('p', 'u', 'x') AND i.indnatts > i.indnkeyatts
WHERE k.contype IN ('p', 'u', 'f', 'c', 'x')
  AND (
    k.conparentid = 0
    OR NOT EXISTS (
      SELECT FROM pg_catalog.pg_constraint AS whole
      WHERE whole.oid = k.conparentid AND whole.conrelid = k.conrelid
    )
  )
  AND (NOT coalesce(c.relispartition, FALSE) OR $1)
  AND n.nspname NOT LIKE 'pg\_%'
  AND n.nspname <> 'information_schema'
