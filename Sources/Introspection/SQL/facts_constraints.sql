-- What few constraints have.
SELECT 'pg_constraint' AS class,
       k.oid,
       i.indisclustered AS clustered,
       CASE WHEN k.condeferred THEN 'initially deferred'
         WHEN k.condeferrable THEN 'initially immediate'
       END AS deferrable,
       CASE WHEN k.contype = 'x'
         -- When it is checked is a fact of its own.
         THEN pg_catalog.regexp_replace(
           pg_catalog.pg_get_constraintdef(k.oid), ' DEFERRABLE( INITIALLY DEFERRED)?$', '')
       END AS definition,
       off.tgconstraint IS NOT NULL AS disabled,
       ix.description AS index_comment,
       k.conrelid <> 0 AND NOT k.conislocal AS inherited,
       CASE k.confmatchtype WHEN 'f' THEN 'full' WHEN 'p' THEN 'partial' END AS match,
       k.connoinherit AND k.contype = 'c' AS no_inherit,
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
       CASE WHEN k.confdelsetcols IS NOT NULL THEN ( -- since 15
         SELECT pg_catalog.json_agg(a.attname ORDER BY a.attnum) -- since 15
         FROM pg_catalog.pg_attribute AS a -- since 15
         WHERE a.attrelid = k.conrelid AND a.attnum = ANY (k.confdelsetcols) -- since 15
       ) END AS set_columns, -- since 15
       k.conperiod AS without_overlaps, -- since 18
       ts.spcname AS tablespace
FROM pg_catalog.pg_constraint AS k
LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = k.conindid AND k.contype IN ('p', 'u', 'x')
LEFT JOIN pg_catalog.pg_class AS ic ON ic.oid = i.indexrelid
LEFT JOIN pg_catalog.pg_tablespace AS ts ON ts.oid = ic.reltablespace
LEFT JOIN pg_catalog.pg_description AS ix
  ON ix.objoid = ic.oid AND ix.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass
-- ALTER TABLE ... DISABLE TRIGGER ALL switches off the triggers that keep a foreign key.
LEFT JOIN (
  SELECT DISTINCT t.tgconstraint FROM pg_catalog.pg_trigger AS t
  WHERE t.tgenabled = 'D' AND t.tgconstraint <> 0
) AS off ON off.tgconstraint = k.oid AND k.contype = 'f'
WHERE k.contype IN ('p', 'u', 'f', 'c', 'x')
  AND k.oid >= 16384
  AND (
    k.condeferrable OR k.contype = 'x' OR NOT k.convalidated
    OR NOT k.conenforced OR k.conperiod -- since 18
    OR k.conrelid <> 0 AND NOT k.conislocal
    OR k.connoinherit AND k.contype = 'c'
    OR k.contype = 'f' AND (k.confdeltype <> 'a' OR k.confupdtype <> 'a' OR k.confmatchtype <> 's')
    OR i.indisclustered
    OR i.indnullsnotdistinct -- since 15
    OR ic.reloptions IS NOT NULL OR ic.reltablespace <> 0 OR ix.objoid IS NOT NULL
    OR off.tgconstraint IS NOT NULL
  )
