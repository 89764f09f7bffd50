-- Indexes that no constraint owns. Keys come as numbers of columns, operator classes and collations,
-- which the reader knows the names of; only expressions are printed here.
SELECT n.nspname AS schema,
       c.relname AS relation,
       ic.relname AS name,
       'index' AS kind,
       ic.oid,
       i.indisclustered AS clustered,
       i.indrelid AS table_oid,
       i.indkey::text AS key_numbers,
       i.indnkeyatts AS key_count,
       i.indclass::text AS key_classes,
       i.indcollation::text AS key_collations,
       CASE WHEN am.amname = 'btree' THEN i.indoption::text END AS key_options,
       CASE WHEN i.indexprs IS NOT NULL
         THEN (
           SELECT pg_catalog.json_agg(
             pg_catalog.pg_get_indexdef(i.indexrelid, k.position::integer, FALSE)
             ORDER BY k.position)
           FROM pg_catalog.unnest(i.indkey::smallint[]) WITH ORDINALITY AS k (attnum, position)
           WHERE k.attnum = 0
         )
       END AS key_expressions,
       NOT i.indisvalid AS invalid,
       NULLIF(am.amname, 'btree') AS method,
       pg_catalog.hashtextextended(pg_catalog.concat_ws('/', i.indkey::text, i.indclass::text,
         i.indcollation::text, i.indoption::text, i.indexprs::text, 'where', i.indpred::text), 0)
         AS tree,
       i.indnullsnotdistinct AS nulls_not_distinct, -- since 15
       -- Only an expression has a statistics target; operator classes of btree have no options.
       CASE WHEN ic.reloptions IS NOT NULL OR i.indexprs IS NOT NULL OR am.amname <> 'btree'
         THEN (
           SELECT pg_catalog.json_agg(o.option ORDER BY o.option COLLATE "C")
           FROM (
             SELECT pg_catalog.unnest(ic.reloptions) AS option
             UNION ALL
             SELECT 'statistics ' || a.attnum || '=' || a.attstattarget
             FROM pg_catalog.pg_attribute AS a
             WHERE a.attrelid = ic.oid AND a.attstattarget >= 0
             UNION ALL
             SELECT 'key ' || a.attnum || ' ' || pg_catalog.unnest(a.attoptions)
             FROM pg_catalog.pg_attribute AS a
             WHERE a.attrelid = ic.oid AND a.attoptions IS NOT NULL
           ) AS o
         )
       END AS options,
       CASE WHEN i.indpred IS NOT NULL
         THEN pg_catalog.pg_get_expr(i.indpred, i.indrelid)
       END AS predicate,
       ts.spcname AS tablespace,
       i.indisunique AS "unique"
FROM pg_catalog.pg_index AS i
JOIN pg_catalog.pg_class AS ic ON ic.oid = i.indexrelid
JOIN pg_catalog.pg_class AS c ON c.oid = i.indrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_am AS am ON am.oid = ic.relam
LEFT JOIN pg_catalog.pg_tablespace AS ts ON ts.oid = ic.reltablespace
WHERE (NOT c.relispartition OR $1)
  AND NOT EXISTS (
    SELECT FROM pg_catalog.pg_constraint AS k
    WHERE k.conindid = i.indexrelid AND k.conrelid = i.indrelid AND k.contype IN ('p', 'u', 'x')
  )
  AND n.nspname NOT LIKE 'pg\_%'
  AND n.nspname <> 'information_schema'
ORDER BY n.nspname, c.relname, ic.relname
