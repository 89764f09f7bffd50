-- Indexes that no constraint owns. Keys come as numbers of columns, operator classes and collations,
-- which the reader knows the names of; only expressions are printed here.
SELECT n.nspname AS schema,
       c.relname AS relation,
       ic.relname AS name,
       'index' AS kind,
       ic.oid,
       i.indrelid AS table_oid,
       i.indkey::text AS key_numbers,
       i.indnkeyatts AS key_count,
       i.indclass::text AS key_classes,
       i.indcollation::text AS key_collations,
       i.indoption::text AS key_options,
       ic.relam AS method_oid,
       CASE WHEN i.indexprs IS NOT NULL
         THEN (
           SELECT pg_catalog.json_agg(
             pg_catalog.pg_get_indexdef(i.indexrelid, k.position::integer, FALSE)
             ORDER BY k.position)
           FROM pg_catalog.unnest(i.indkey::smallint[]) WITH ORDINALITY AS k (attnum, position)
           WHERE k.attnum = 0
         )
       END AS key_expressions,
       CASE WHEN i.indexprs IS NOT NULL OR i.indpred IS NOT NULL
         THEN pg_catalog.hashtextextended(
           pg_catalog.concat(i.indexprs::text, 'where', i.indpred::text), 0)
       END AS tree,
       i.indisunique AS "unique"
FROM pg_catalog.pg_index AS i
JOIN pg_catalog.pg_class AS ic ON ic.oid = i.indexrelid
JOIN pg_catalog.pg_class AS c ON c.oid = i.indrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE (NOT c.relispartition OR $1)
  AND NOT EXISTS (
    SELECT FROM pg_catalog.pg_constraint AS k
    WHERE k.conindid = i.indexrelid AND k.conrelid = i.indrelid AND k.contype IN ('p', 'u', 'x')
  )
  AND n.nspname NOT LIKE 'pg\_%'
  AND n.nspname <> 'information_schema'
