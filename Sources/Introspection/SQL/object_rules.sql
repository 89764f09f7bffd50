-- Rewrite rules, but for the one that is a view.
SELECT n.nspname AS schema,
       c.relname AS relation,
       r.rulename AS name,
       'rule' AS kind,
       r.oid,
       pg_catalog.pg_get_ruledef(r.oid) AS definition,
       CASE r.ev_enabled WHEN 'D' THEN 'disabled' WHEN 'R' THEN 'replica' WHEN 'A' THEN 'always' END
         AS enabled,
       pg_catalog.hashtextextended(pg_catalog.concat_ws('/', r.ev_type::text, r.is_instead::text,
         r.ev_qual::text, r.ev_action::text), 0) AS tree
FROM pg_catalog.pg_rewrite AS r
JOIN pg_catalog.pg_class AS c ON c.oid = r.ev_class
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE r.rulename <> '_RETURN'
  AND n.nspname NOT LIKE 'pg\_%'
  AND n.nspname <> 'information_schema'
