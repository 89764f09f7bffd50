SELECT n.nspname AS schema,
       o.oprname AS relation,
       pg_catalog.concat_ws(', ',
         CASE WHEN o.oprleft = 0 THEN 'NONE' ELSE pg_catalog.format_type(o.oprleft, NULL) END,
         CASE WHEN o.oprright = 0 THEN 'NONE' ELSE pg_catalog.format_type(o.oprright, NULL) END)
         AS signature,
       'operator' AS kind,
       o.oid,
       pg_catalog.concat_ws(', ',
         CASE WHEN o.oprcom <> 0 THEN 'commutator ' || o.oprcom::pg_catalog.regoperator::text END,
         CASE WHEN o.oprnegate <> 0 THEN 'negator ' || o.oprnegate::pg_catalog.regoperator::text END,
         CASE WHEN o.oprrest <> 0 THEN 'restrict ' || o.oprrest::text END,
         CASE WHEN o.oprjoin <> 0 THEN 'join ' || o.oprjoin::text END,
         CASE WHEN o.oprcanmerge THEN 'merges' END,
         CASE WHEN o.oprcanhash THEN 'hashes' END) AS definition,
       o.oprcode::text AS function,
       pg_catalog.pg_get_userbyid(o.oprowner) AS owner,
       CASE WHEN o.oprresult <> 0 THEN pg_catalog.format_type(o.oprresult, NULL) END AS result
FROM pg_catalog.pg_operator AS o
JOIN pg_catalog.pg_namespace AS n ON n.oid = o.oprnamespace
WHERE n.nspname NOT LIKE 'pg\_%'
  AND n.nspname <> 'information_schema'
  AND NOT EXISTS (
    SELECT FROM pg_catalog.pg_depend AS e
    WHERE e.classid = 'pg_catalog.pg_operator'::pg_catalog.regclass
      AND e.objid = o.oid AND e.deptype = 'e'
  )
