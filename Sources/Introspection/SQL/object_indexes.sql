-- Indexes that no constraint owns. Each key as a name, or as an expression where it is one; what is
-- not the default of the method and the type (operator class, collation, order) behind it.
SELECT n.nspname AS schema,
       c.relname AS relation,
       ic.relname AS name,
       'index' AS kind,
       ic.oid,
       i.indisclustered AS clustered,
       CASE WHEN i.indnatts > i.indnkeyatts
         THEN (
           SELECT pg_catalog.json_agg(a.attname ORDER BY u.position)
           FROM pg_catalog.unnest(i.indkey::smallint[]) WITH ORDINALITY AS u (attnum, position)
           JOIN pg_catalog.pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = u.attnum
           WHERE u.position > i.indnkeyatts
         )
       END AS include,
       NOT i.indisvalid AS invalid,
       (
         SELECT pg_catalog.json_agg(
           pg_catalog.concat(
             coalesce(
               pg_catalog.quote_ident(a.attname),
               pg_catalog.pg_get_indexdef(i.indexrelid, k.position::integer, FALSE)),
             CASE WHEN a.attname IS NOT NULL AND k."collation" NOT IN (0, a.attcollation)
               THEN (
                 SELECT pg_catalog.format(' COLLATE %I.%I', cn.nspname, co.collname)
                 FROM pg_catalog.pg_collation AS co
                 JOIN pg_catalog.pg_namespace AS cn ON cn.oid = co.collnamespace
                 WHERE co.oid = k."collation"
               )
             END,
             CASE WHEN NOT o.opcdefault
               THEN pg_catalog.format(' %I', o.opcname)
             END,
             CASE WHEN am.amname = 'btree'
               THEN CASE k.option & 3
                 WHEN 1 THEN ' DESC NULLS LAST' WHEN 2 THEN ' NULLS FIRST' WHEN 3 THEN ' DESC'
               END
             END)
           ORDER BY k.position)
         FROM ROWS FROM (
             pg_catalog.unnest(i.indkey::smallint[]), pg_catalog.unnest(i.indclass::oid[]),
             pg_catalog.unnest(i.indcollation::oid[]), pg_catalog.unnest(i.indoption::smallint[]))
           WITH ORDINALITY AS k (attnum, class, "collation", option, position)
         JOIN pg_catalog.pg_opclass AS o ON o.oid = k.class
         LEFT JOIN pg_catalog.pg_attribute AS a
           ON a.attrelid = i.indrelid AND a.attnum = k.attnum AND k.attnum <> 0
         WHERE k.position <= i.indnkeyatts
       ) AS keys,
       NULLIF(am.amname, 'btree') AS method,
       pg_catalog.hashtextextended(pg_catalog.concat_ws('/', i.indkey::text, i.indclass::text,
         i.indcollation::text, i.indoption::text, i.indexprs::text, 'where', i.indpred::text), 0)
         AS tree,
       i.indnullsnotdistinct AS nulls_not_distinct, -- since 15
       (
         SELECT pg_catalog.json_agg(o.option ORDER BY o.option COLLATE "C")
         FROM (
           SELECT pg_catalog.unnest(ic.reloptions) AS option
           UNION ALL
           SELECT 'statistics ' || a.attnum || '=' || a.attstattarget
           FROM pg_catalog.pg_attribute AS a
           WHERE a.attrelid = ic.oid AND a.attstattarget >= 0
         ) AS o
       ) AS options,
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
