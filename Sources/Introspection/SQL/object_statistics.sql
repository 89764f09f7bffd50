SELECT n.nspname AS schema,
       s.stxname AS relation,
       'statistics' AS kind,
       s.oid,
       pg_catalog.substr(
         pg_catalog.pg_get_statisticsobjdef(s.oid),
         pg_catalog.length(
           pg_catalog.format('CREATE STATISTICS %I.%I ', n.nspname, s.stxname)) + 1) AS definition,
       pg_catalog.to_json(s.stxkind::text[]) AS kinds,
       pg_catalog.format('%I.%I', tn.nspname, t.relname) AS "table",
       pg_catalog.pg_get_userbyid(s.stxowner) AS owner,
       pg_catalog.hashtextextended(pg_catalog.concat_ws('/', s.stxkeys::text, -- since 14
         s.stxkind::text, s.stxexprs::text), 0) AS tree, -- since 14
       NULLIF(s.stxstattarget, -1) AS statistics_target
FROM pg_catalog.pg_statistic_ext AS s
JOIN pg_catalog.pg_namespace AS n ON n.oid = s.stxnamespace
JOIN pg_catalog.pg_class AS t ON t.oid = s.stxrelid
JOIN pg_catalog.pg_namespace AS tn ON tn.oid = t.relnamespace
WHERE n.nspname NOT LIKE 'pg\_%'
  AND n.nspname <> 'information_schema'
