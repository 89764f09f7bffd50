-- Triggers that somebody made; not those that keep foreign keys, nor the copies on partitions.
SELECT n.nspname AS schema,
       c.relname AS relation,
       t.tgname AS name,
       'trigger' AS kind,
       t.oid,
       pg_catalog.pg_get_triggerdef(t.oid) AS definition,
       CASE t.tgenabled WHEN 'D' THEN 'disabled' WHEN 'R' THEN 'replica' WHEN 'A' THEN 'always' END
         AS enabled,
       pg_catalog.hashtextextended(pg_catalog.concat_ws('/', t.tgtype::text, t.tgattr::text,
         t.tgfoid::text, t.tgargs::text, t.tgconstrrelid::text, t.tgdeferrable::text,
         t.tginitdeferred::text, t.tgoldtable, 'new', t.tgnewtable, 'when', t.tgqual::text), 0)
         AS tree
FROM pg_catalog.pg_trigger AS t
JOIN pg_catalog.pg_class AS c ON c.oid = t.tgrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE NOT t.tgisinternal
  AND (t.tgparentid = 0 OR $1)
  AND n.nspname NOT LIKE 'pg\_%'
  AND n.nspname <> 'information_schema'
