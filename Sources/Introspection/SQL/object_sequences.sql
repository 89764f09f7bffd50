-- Sequences, but for those of identity columns, which are facts of the column.
SELECT n.nspname AS schema,
       c.relname AS relation,
       'sequence' AS kind,
       c.oid,
       s.seqcache AS cache,
       s.seqcycle AS cycle,
       s.seqincrement AS increment,
       s.seqmax AS maximum,
       s.seqmin AS minimum,
       (
         SELECT pg_catalog.format('%I.%I.%I', pn.nspname, pc.relname, a.attname)
         FROM pg_catalog.pg_depend AS d
         JOIN pg_catalog.pg_class AS pc ON pc.oid = d.refobjid
         JOIN pg_catalog.pg_namespace AS pn ON pn.oid = pc.relnamespace
         JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
         WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
           AND d.objid = c.oid AND d.deptype = 'a'
           AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.refobjsubid > 0
       ) AS owned_by,
       pg_catalog.pg_get_userbyid(c.relowner) AS owner,
       CASE c.relpersistence WHEN 'u' THEN 'unlogged' END AS persistence,
       s.seqstart AS start,
       pg_catalog.format_type(s.seqtypid, NULL) AS type
FROM pg_catalog.pg_sequence AS s
JOIN pg_catalog.pg_class AS c ON c.oid = s.seqrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE n.nspname NOT LIKE 'pg\_%'
  AND n.nspname <> 'information_schema'
  AND NOT EXISTS (
    SELECT FROM pg_catalog.pg_depend AS e
    WHERE e.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
      AND e.objid = c.oid AND e.deptype IN ('e', 'i')
  )
