SELECT n.nspname AS schema,
       c.relname AS relation,
       p.polname AS name,
       'policy' AS kind,
       p.oid,
       CASE p.polcmd
         WHEN 'r' THEN 'select' WHEN 'a' THEN 'insert' WHEN 'w' THEN 'update'
         WHEN 'd' THEN 'delete' ELSE 'all'
       END AS command,
       NOT p.polpermissive AS restrictive,
       (
         SELECT pg_catalog.json_agg(u.name ORDER BY u.name COLLATE "C")
         FROM (
           SELECT CASE WHEN r.oid = 0 THEN 'PUBLIC'
             ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(r.oid)) END AS name
           FROM pg_catalog.unnest(p.polroles) AS r (oid)
         ) AS u
       ) AS roles,
       pg_catalog.hashtextextended(pg_catalog.concat_ws('/', p.polqual::text, 'check',
         p.polwithcheck::text), 0) AS tree,
       pg_catalog.pg_get_expr(p.polqual, p.polrelid) AS "using",
       pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid) AS with_check
FROM pg_catalog.pg_policy AS p
JOIN pg_catalog.pg_class AS c ON c.oid = p.polrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE n.nspname NOT LIKE 'pg\_%'
  AND n.nspname <> 'information_schema'
