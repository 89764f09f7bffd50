-- Which columns each view reads directly, and of which relation: the rule _RETURN is the view. Each
-- relation is there without a column as well. A reference to a whole row leaves no trace but that in
-- the catalog (find_expr_references_walker), so it is looked for in the view itself.
-- https://www.postgresql.org/docs/current/catalog-pg-depend.html
SELECT DISTINCT
       n.nspname AS schema,
       c.relname AS name,
       c.relkind AS kind,
       rn.nspname AS read_schema,
       rc.relname AS read_relation,
       a.attname AS read_column,
       pg_catalog.strpos(r.ev_action::pg_catalog.text, ':varattno 0 ') > 0 AS reads_whole_rows
FROM pg_catalog.pg_rewrite AS r
JOIN pg_catalog.pg_class AS c ON c.oid = r.ev_class AND c.relkind IN ('v', 'm')
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_depend AS d
  ON d.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass
  AND d.objid = r.oid
  AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
  AND d.refobjid <> c.oid
JOIN pg_catalog.pg_class AS rc
  ON rc.oid = d.refobjid AND rc.relkind IN ('r', 'p', 'v', 'm', 'f')
JOIN pg_catalog.pg_namespace AS rn ON rn.oid = rc.relnamespace
LEFT JOIN pg_catalog.pg_attribute AS a
  ON a.attrelid = rc.oid AND a.attnum = d.refobjsubid AND d.refobjsubid > 0
WHERE r.rulename = '_RETURN'
  AND n.nspname NOT LIKE 'pg\_%'
  AND n.nspname <> 'information_schema'
ORDER BY 1, 2, 4, 5, 6
