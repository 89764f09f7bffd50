-- What ALTER DEFAULT PRIVILEGES grants beyond the defaults that PostgreSQL has built in.
SELECT n.nspname AS schema,
       CASE d.defaclobjtype
         WHEN 'r' THEN 'tables' WHEN 'S' THEN 'sequences' WHEN 'f' THEN 'functions'
         WHEN 'T' THEN 'types' WHEN 'n' THEN 'schemas' ELSE d.defaclobjtype::text
       END AS name,
       'for ' || pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(d.defaclrole)) AS signature,
       'default-privileges' AS kind,
       d.oid,
       (
         SELECT pg_catalog.json_agg(g.privilege ORDER BY g.privilege COLLATE "C")
         FROM (
           SELECT CASE WHEN x.grantee = 0 THEN 'PUBLIC'
                    ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(x.grantee)) END
                  || ' ' || x.privilege_type
                  || CASE WHEN x.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END AS privilege
           FROM pg_catalog.aclexplode(d.defaclacl) AS x
         ) AS g
       ) AS grants
FROM pg_catalog.pg_default_acl AS d
LEFT JOIN pg_catalog.pg_namespace AS n ON n.oid = d.defaclnamespace
