-- What few indexes have. Only an expression has a statistics target; operator classes of btree have
-- no options.
SELECT 'pg_class' AS class,
       ic.oid,
       i.indisclustered AS clustered,
       NOT i.indisvalid AS invalid,
       NULLIF(am.amname, 'btree') AS method,
       i.indnullsnotdistinct AS nulls_not_distinct, -- since 15
       (
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
       ) AS options,
       CASE WHEN ic.relispartition
         THEN (
           SELECT pg_catalog.format('%I.%I', n.nspname, whole.relname)
           FROM pg_catalog.pg_inherits AS p
           JOIN pg_catalog.pg_class AS whole ON whole.oid = p.inhparent
           JOIN pg_catalog.pg_namespace AS n ON n.oid = whole.relnamespace
           WHERE p.inhrelid = ic.oid
         )
       END AS partition_of,
       CASE WHEN i.indpred IS NOT NULL
         THEN pg_catalog.pg_get_expr(i.indpred, i.indrelid)
       END AS predicate,
       ts.spcname AS tablespace
FROM pg_catalog.pg_index AS i
JOIN pg_catalog.pg_class AS ic ON ic.oid = i.indexrelid
JOIN pg_catalog.pg_am AS am ON am.oid = ic.relam
LEFT JOIN pg_catalog.pg_tablespace AS ts ON ts.oid = ic.reltablespace
WHERE ic.oid >= 16384
  AND (
    i.indisclustered OR NOT i.indisvalid OR am.amname <> 'btree'
    OR i.indnullsnotdistinct -- since 15
    OR ic.reloptions IS NOT NULL OR i.indexprs IS NOT NULL OR i.indpred IS NOT NULL
    OR ic.reltablespace <> 0 OR ic.relispartition
  )
