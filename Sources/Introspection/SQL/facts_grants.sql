-- What has been granted on objects beyond the defaults, and which defaults have been revoked
-- (5.8 Privileges). Whoever granted it does not matter.
WITH acls AS (
  SELECT 'pg_class' AS class, c.oid, 0 AS sub, c.relacl AS acl,
         pg_catalog.acldefault(
           CASE WHEN c.relkind = 'S' THEN 's' ELSE 'r' END::"char", c.relowner) AS base
  FROM pg_catalog.pg_class AS c WHERE c.relacl IS NOT NULL
  UNION ALL
  SELECT 'pg_class', a.attrelid, a.attnum, a.attacl, pg_catalog.acldefault('c', 10)
  FROM pg_catalog.pg_attribute AS a WHERE a.attacl IS NOT NULL AND a.attnum > 0
  UNION ALL
  SELECT 'pg_namespace', n.oid, 0, n.nspacl, pg_catalog.acldefault('n', n.nspowner)
  FROM pg_catalog.pg_namespace AS n WHERE n.nspacl IS NOT NULL
  UNION ALL
  SELECT 'pg_proc', p.oid, 0, p.proacl, pg_catalog.acldefault('f', p.proowner)
  FROM pg_catalog.pg_proc AS p WHERE p.proacl IS NOT NULL AND p.oid >= 16384
  UNION ALL
  SELECT 'pg_type', t.oid, 0, t.typacl, pg_catalog.acldefault('T', t.typowner)
  FROM pg_catalog.pg_type AS t WHERE t.typacl IS NOT NULL
  UNION ALL
  SELECT 'pg_foreign_server', s.oid, 0, s.srvacl, pg_catalog.acldefault('S', s.srvowner)
  FROM pg_catalog.pg_foreign_server AS s WHERE s.srvacl IS NOT NULL
  UNION ALL
  SELECT 'pg_foreign_data_wrapper', w.oid, 0, w.fdwacl, pg_catalog.acldefault('F', w.fdwowner)
  FROM pg_catalog.pg_foreign_data_wrapper AS w WHERE w.fdwacl IS NOT NULL
  UNION ALL
  SELECT 'pg_language', l.oid, 0, l.lanacl, pg_catalog.acldefault('l', l.lanowner)
  FROM pg_catalog.pg_language AS l WHERE l.lanacl IS NOT NULL
  UNION ALL
  -- Those for one schema are in addition to those for all, so they have no defaults.
  SELECT 'pg_default_acl', d.oid, 0, d.defaclacl,
         CASE WHEN d.defaclnamespace = 0
           THEN pg_catalog.acldefault(
             CASE d.defaclobjtype WHEN 'S' THEN 's' ELSE d.defaclobjtype END, d.defaclrole)
         END
  FROM pg_catalog.pg_default_acl AS d
),
-- Most tables of a schema bear the same privileges: each list is taken apart once.
lists AS (
  SELECT pg_catalog.row_number() OVER () AS list, d.acl, d.base
  FROM (SELECT DISTINCT a.acl, a.base FROM acls AS a) AS d
),
entries AS (
  SELECT l.list, x.grantee, x.privilege_type, x.is_grantable, 'given' AS side
  FROM lists AS l, pg_catalog.aclexplode(l.acl) AS x
  UNION ALL
  SELECT l.list, x.grantee, x.privilege_type, x.is_grantable, 'default'
  FROM lists AS l, pg_catalog.aclexplode(l.base) AS x
),
differences AS (
  SELECT list, min(side) AS side,
         CASE WHEN grantee = 0 THEN 'PUBLIC'
           ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(grantee)) END
         || ' ' || privilege_type
         || CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END AS privilege
  FROM entries
  GROUP BY list, grantee, privilege_type, is_grantable
  HAVING min(side) = max(side)
),
told AS (
  SELECT list,
         pg_catalog.json_agg(privilege ORDER BY privilege COLLATE "C")
           FILTER (WHERE side = 'given') AS grants,
         pg_catalog.json_agg(privilege ORDER BY privilege COLLATE "C")
           FILTER (WHERE side = 'default') AS revokes
  FROM differences
  GROUP BY list
)
SELECT a.class, a.oid, a.sub, t.grants, t.revokes
FROM acls AS a
JOIN lists AS l ON l.acl = a.acl AND l.base IS NOT DISTINCT FROM a.base
JOIN told AS t USING (list)
