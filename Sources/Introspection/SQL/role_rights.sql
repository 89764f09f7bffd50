-- What roles may not do with the columns that contracts promise. The server itself is asked, so that
-- membership, ownership, PUBLIC and superusers count as they do for it; any role may ask of any other.
WITH wanted AS (
  SELECT DISTINCT j.value AS role
  FROM pg_catalog.json_array_elements_text($1::pg_catalog.json) AS j
),
found AS (
  -- PUBLIC is no row of pg_roles; its OID is 0.
  SELECT w.role,
         COALESCE(r.oid, CASE WHEN pg_catalog.lower(w.role) = 'public' THEN 0::pg_catalog.oid END)
           AS oid
  FROM wanted AS w
  LEFT JOIN pg_catalog.pg_roles AS r ON r.rolname = w.role
),
promised AS (
  SELECT n.nspname AS schema, c.relname AS relation, n.oid AS schema_oid, c.oid AS relation_oid,
         a.attname AS name, a.attnum AS number
  FROM pg_catalog.json_to_recordset($2::pg_catalog.json)
    AS p (schema pg_catalog.text, relation pg_catalog.text, name pg_catalog.text)
  JOIN pg_catalog.pg_namespace AS n ON n.nspname = p.schema
  JOIN pg_catalog.pg_class AS c ON c.relnamespace = n.oid AND c.relname = p.relation
    AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
  LEFT JOIN pg_catalog.pg_attribute AS a
    ON a.attrelid = c.oid AND a.attname = p.name AND a.attnum > 0 AND NOT a.attisdropped
  -- A promised column that is not there is another finding; no column means the whole relation.
  WHERE p.name IS NULL OR a.attname IS NOT NULL
)
SELECT f.role, NULL AS schema, NULL AS relation, NULL AS name, NULL AS privilege
FROM found AS f
WHERE f.oid IS NULL
UNION ALL
SELECT f.role, p.schema, p.relation,
       CASE WHEN v.privilege NOT IN ('USAGE', 'DELETE') THEN p.name END, v.privilege
FROM found AS f
CROSS JOIN promised AS p
CROSS JOIN (VALUES ('USAGE'), ('SELECT'), ('INSERT'), ('UPDATE'), ('DELETE')) AS v (privilege)
WHERE f.oid IS NOT NULL
  AND NOT CASE
    WHEN v.privilege = 'USAGE'
      THEN pg_catalog.has_schema_privilege(f.oid, p.schema_oid, 'USAGE')
    -- Rows are deleted whole.
    WHEN v.privilege = 'DELETE' OR p.number IS NULL
      THEN pg_catalog.has_table_privilege(f.oid, p.relation_oid, v.privilege)
    ELSE pg_catalog.has_column_privilege(f.oid, p.relation_oid, p.number, v.privilege)
  END
