-- The columns that the role may not SELECT: a fact about the role, not about the schema.
SELECT n.nspname AS schema, c.relname AS relation, a.attname AS name
FROM pg_catalog.pg_attribute AS a
JOIN pg_catalog.pg_class AS c ON c.oid = a.attrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE a.attnum > 0
  AND NOT a.attisdropped
  AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
  AND n.nspname NOT LIKE 'pg\_%'
  AND n.nspname <> 'information_schema'
  AND NOT (
    pg_catalog.has_schema_privilege(n.oid, 'USAGE')
    AND (
      pg_catalog.has_table_privilege(c.oid, 'SELECT')
      OR pg_catalog.has_column_privilege(c.oid, a.attnum, 'SELECT')
    )
  )
