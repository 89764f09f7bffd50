-- Columns of relations and of composite types. Nullability is attnotnull and nothing else. A default
-- is printed without its table, which is far quicker; only a generated one speaks of other columns.
SELECT n.nspname AS schema,
       c.relname AS relation,
       a.attname AS name,
       'column' AS kind,
       c.oid,
       a.attnum AS sub,
       a.attcollation AS collation_oid,
       CASE WHEN a.attgenerated = '' AND d.adbin IS NOT NULL
         THEN pg_catalog.pg_get_expr(d.adbin, 0)
       END AS "default",
       a.attnotnull AS not_null,
       pg_catalog.hashtextextended(d.adbin::text, 0) AS tree,
       pg_catalog.format_type(a.atttypid, a.atttypmod) AS type
FROM pg_catalog.pg_attribute AS a
JOIN pg_catalog.pg_class AS c ON c.oid = a.attrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_attrdef AS d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
WHERE a.attnum > 0
  AND NOT a.attisdropped
  AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'c')
  AND (NOT c.relispartition OR $1)
  AND n.nspname NOT LIKE 'pg\_%'
  AND n.nspname <> 'information_schema'
