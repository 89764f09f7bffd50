-- What ALTER DEFAULT PRIVILEGES changes: for all schemas against the defaults that PostgreSQL has built
-- in, for one schema in addition to those for all.
WITH defaults AS (
  SELECT d.oid, d.defaclacl AS acl,
         CASE WHEN d.defaclnamespace = 0
           THEN pg_catalog.acldefault(
             CASE d.defaclobjtype WHEN 'S' THEN 's' ELSE d.defaclobjtype END, d.defaclrole)
         END AS base
  FROM pg_catalog.pg_default_acl AS d
),
entries AS (
  SELECT d.oid, x.grantee, x.privilege_type, x.is_grantable, 'given' AS side
  FROM defaults AS d, pg_catalog.aclexplode(d.acl) AS x
  UNION ALL
  SELECT d.oid, x.grantee, x.privilege_type, x.is_grantable, 'default'
  FROM defaults AS d, pg_catalog.aclexplode(d.base) AS x
),
differences AS (
  SELECT oid, min(side) AS side,
         CASE WHEN grantee = 0 THEN 'PUBLIC'
           ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(grantee)) END
         || ' ' || privilege_type
         || CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END AS privilege
  FROM entries
  GROUP BY oid, grantee, privilege_type, is_grantable
  HAVING min(side) = max(side)
)
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
         FROM differences AS g WHERE g.oid = d.oid AND g.side = 'given'
       ) AS grants,
       (
         SELECT pg_catalog.json_agg(g.privilege ORDER BY g.privilege COLLATE "C")
         FROM differences AS g WHERE g.oid = d.oid AND g.side = 'default'
       ) AS revokes
FROM pg_catalog.pg_default_acl AS d
LEFT JOIN pg_catalog.pg_namespace AS n ON n.oid = d.defaclnamespace
