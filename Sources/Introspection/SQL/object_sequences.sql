-- Sequences. The numbers that an identity column's sequence makes are facts of the column.
SELECT n.nspname AS schema,
       c.relname AS relation,
       'sequence' AS kind,
       c.oid,
       CASE WHEN d.deptype IS DISTINCT FROM 'i' THEN s.seqcache END AS cache,
       CASE WHEN d.deptype IS DISTINCT FROM 'i' THEN s.seqcycle END AS cycle,
       CASE WHEN d.deptype IS DISTINCT FROM 'i' THEN s.seqincrement END AS increment,
       CASE WHEN d.deptype IS DISTINCT FROM 'i' THEN s.seqmax END AS maximum,
       CASE WHEN d.deptype IS DISTINCT FROM 'i' THEN s.seqmin END AS minimum,
       CASE WHEN d.objid IS NOT NULL
         THEN pg_catalog.format('%I.%I.%I', pn.nspname, pc.relname, a.attname)
       END AS owned_by,
       pg_catalog.pg_get_userbyid(c.relowner) AS owner,
       CASE c.relpersistence WHEN 'u' THEN 'unlogged' END AS persistence,
       CASE WHEN d.deptype IS DISTINCT FROM 'i' THEN s.seqstart END AS start,
       CASE WHEN d.deptype IS DISTINCT FROM 'i'
         THEN pg_catalog.format_type(s.seqtypid, NULL)
       END AS type
FROM pg_catalog.pg_sequence AS s
JOIN pg_catalog.pg_class AS c ON c.oid = s.seqrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_depend AS d
  ON d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = c.oid
  AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.refobjsubid > 0
  AND d.deptype IN ('a', 'i')
LEFT JOIN pg_catalog.pg_class AS pc ON pc.oid = d.refobjid
LEFT JOIN pg_catalog.pg_namespace AS pn ON pn.oid = pc.relnamespace
LEFT JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
WHERE n.nspname NOT LIKE 'pg\_%'
  AND n.nspname <> 'information_schema'
  AND NOT EXISTS (
    SELECT FROM pg_catalog.pg_depend AS e
    WHERE e.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
      AND e.objid = c.oid AND e.deptype = 'e'
  )
