-- What ALTER DEFAULT PRIVILEGES was given for; what it changes is told with all other privileges.
SELECT n.nspname AS schema,
       CASE d.defaclobjtype
         WHEN 'r' THEN 'tables' WHEN 'S' THEN 'sequences' WHEN 'f' THEN 'functions'
         WHEN 'T' THEN 'types' WHEN 'n' THEN 'schemas' ELSE d.defaclobjtype::text
       END AS name,
       'for ' || pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(d.defaclrole)) AS signature,
       'default-privileges' AS kind,
       d.oid
FROM pg_catalog.pg_default_acl AS d
LEFT JOIN pg_catalog.pg_namespace AS n ON n.oid = d.defaclnamespace
