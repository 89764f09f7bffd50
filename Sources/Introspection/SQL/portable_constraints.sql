-- Keys and checks as the standard names them. A constraint's name is unique in its table only, so a
-- check or a foreign key whose name occurs twice in a schema cannot be attributed and is left out.
WITH named AS (
  SELECT t.*,
         count(*) OVER (PARTITION BY t.constraint_schema, t.constraint_name) AS namesakes
  FROM information_schema.table_constraints AS t
)
SELECT t.table_schema AS schema,
       t.table_name AS relation,
       t.constraint_name AS name,
       t.constraint_type AS kind,
       to_json(ARRAY(
         SELECT k.column_name::text
         FROM information_schema.key_column_usage AS k
         WHERE k.constraint_schema = t.constraint_schema
           AND k.constraint_name = t.constraint_name
           AND k.table_schema = t.table_schema
           AND k.table_name = t.table_name
         ORDER BY k.ordinal_position
       )) AS columns,
       u.table_schema AS referenced_schema,
       u.table_name AS referenced_relation,
       to_json(ARRAY(
         SELECT k.column_name::text
         FROM information_schema.key_column_usage AS k
         WHERE k.constraint_schema = r.unique_constraint_schema
           AND k.constraint_name = r.unique_constraint_name
           AND k.table_schema = u.table_schema
           AND k.table_name = u.table_name
         ORDER BY k.ordinal_position
       )) AS referenced_columns,
       c.check_clause AS expression,
       t.namesakes > 1 AND t.constraint_type IN ('CHECK', 'FOREIGN KEY') AS has_namesake
FROM named AS t
LEFT JOIN information_schema.referential_constraints AS r
  ON t.constraint_type = 'FOREIGN KEY'
  AND r.constraint_schema = t.constraint_schema
  AND r.constraint_name = t.constraint_name
  AND t.namesakes = 1
LEFT JOIN information_schema.table_constraints AS u
  ON u.constraint_schema = r.unique_constraint_schema
  AND u.constraint_name = r.unique_constraint_name
  AND u.constraint_type IN ('PRIMARY KEY', 'UNIQUE')
LEFT JOIN information_schema.check_constraints AS c
  ON t.constraint_type = 'CHECK'
  AND c.constraint_schema = t.constraint_schema
  AND c.constraint_name = t.constraint_name
  AND t.namesakes = 1
WHERE t.table_schema NOT LIKE 'pg\_%' AND t.table_schema <> 'information_schema'
  -- NOT NULL appears among the checks, under a name that the server made up before version 18; its
  -- clause has no parentheses, that of a check of the same kind does.
  AND NOT (
    t.constraint_type = 'CHECK'
    AND (t.constraint_name ~ '^[0-9]+_[0-9]+_[0-9]+_not_null$'
      OR c.check_clause ~ '^[^(].* IS NOT NULL$')
  )
ORDER BY 1, 2, 3
