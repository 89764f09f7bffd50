-- The standard's view of tables, and whether their constraints can be seen: information_schema shows
-- those only to the owner and to roles with a privilege beyond SELECT (37.54 table_constraints).
SELECT t.table_schema AS schema,
       t.table_name AS name,
       t.table_type AS kind,
       EXISTS (
         SELECT FROM information_schema.table_privileges AS p
         WHERE p.table_schema = t.table_schema
           AND p.table_name = t.table_name
           AND p.privilege_type <> 'SELECT'
           AND (p.grantee = 'PUBLIC'
             OR p.grantee IN (SELECT r.role_name FROM information_schema.enabled_roles AS r))
       ) AS sees_constraints
FROM information_schema.tables AS t
WHERE t.table_schema NOT LIKE 'pg\_%' AND t.table_schema <> 'information_schema'
ORDER BY 1, 2
