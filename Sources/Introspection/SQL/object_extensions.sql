SELECT e.extname AS name,
       'extension' AS kind,
       e.oid,
       pg_catalog.pg_get_userbyid(e.extowner) AS owner,
       n.nspname AS in_schema,
       e.extversion AS version
FROM pg_catalog.pg_extension AS e
JOIN pg_catalog.pg_namespace AS n ON n.oid = e.extnamespace
