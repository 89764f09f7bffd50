-- Keys and checks, then the unique indexes that no constraint owns (plain columns, all rows).
SELECT n.nspname AS schema,
       c.relname AS relation,
       k.conname AS name,
       k.contype::text AS kind,
       k.convalidated AS is_valid,
       pg_catalog.to_json(ARRAY(
         SELECT a.attname FROM pg_catalog.unnest(k.conkey) WITH ORDINALITY AS u (attnum, position)
         JOIN pg_catalog.pg_attribute AS a ON a.attrelid = k.conrelid AND a.attnum = u.attnum
         ORDER BY u.position
       )) AS columns,
       fn.nspname AS referenced_schema,
       fc.relname AS referenced_relation,
       pg_catalog.to_json(ARRAY(
         SELECT a.attname FROM pg_catalog.unnest(k.confkey) WITH ORDINALITY AS u (attnum, position)
         JOIN pg_catalog.pg_attribute AS a ON a.attrelid = k.confrelid AND a.attnum = u.attnum
         ORDER BY u.position
       )) AS referenced_columns,
       pg_catalog.pg_get_expr(k.conbin, k.conrelid) AS expression
FROM pg_catalog.pg_constraint AS k
JOIN pg_catalog.pg_class AS c ON c.oid = k.conrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_class AS fc ON fc.oid = k.confrelid
LEFT JOIN pg_catalog.pg_namespace AS fn ON fn.oid = fc.relnamespace
WHERE k.contype IN ('p', 'u', 'f', 'c')
  AND n.nspname NOT LIKE 'pg\_%'
  AND n.nspname <> 'information_schema'
UNION ALL
SELECT n.nspname, c.relname, ic.relname, 'i', TRUE,
       pg_catalog.to_json(ARRAY(
         SELECT a.attname
         FROM pg_catalog.unnest(i.indkey::int2[]) WITH ORDINALITY AS u (attnum, position)
         JOIN pg_catalog.pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = u.attnum
         WHERE u.position <= i.indnkeyatts
         ORDER BY u.position
       )),
       NULL, NULL, '[]'::json, NULL
FROM pg_catalog.pg_index AS i
JOIN pg_catalog.pg_class AS ic ON ic.oid = i.indexrelid
JOIN pg_catalog.pg_class AS c ON c.oid = i.indrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE i.indisunique AND i.indisvalid AND i.indpred IS NULL AND i.indexprs IS NULL
  AND c.relkind IN ('r', 'p', 'm')
  AND n.nspname NOT LIKE 'pg\_%'
  AND n.nspname <> 'information_schema'
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS k WHERE k.conindid = i.indexrelid)
ORDER BY 1, 2, 3
