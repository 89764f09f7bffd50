SELECT n.nspname AS schema,
       c.collname AS relation,
       'collation' AS kind,
       c.oid,
       coalesce(pg_catalog.to_jsonb(c) ->> 'colllocale', pg_catalog.to_jsonb(c) ->> 'colliculocale')
         AS icu_locale,
       c.collcollate AS lc_collate,
       c.collctype AS lc_ctype,
       NOT c.collisdeterministic AS nondeterministic,
       pg_catalog.pg_get_userbyid(c.collowner) AS owner,
       CASE c.collprovider WHEN 'i' THEN 'icu' WHEN 'c' THEN 'libc' WHEN 'b' THEN 'builtin' END
         AS provider,
       c.collicurules AS rules, -- since 16
       c.collversion AS version
FROM pg_catalog.pg_collation AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.collnamespace
WHERE n.nspname NOT LIKE 'pg\_%'
  AND n.nspname <> 'information_schema'
  AND NOT EXISTS (
    SELECT FROM pg_catalog.pg_depend AS e
    WHERE e.classid = 'pg_catalog.pg_collation'::pg_catalog.regclass
      AND e.objid = c.oid AND e.deptype = 'e'
  )
