-- The sequences of identity columns, as facts of the column.
SELECT 'pg_class' AS class,
       i.refobjid AS oid,
       i.refobjsubid AS sub,
       pg_catalog.json_build_array(
         'start ' || s.seqstart, 'increment ' || s.seqincrement, 'minimum ' || s.seqmin,
         'maximum ' || s.seqmax, 'cache ' || s.seqcache,
         CASE WHEN s.seqcycle THEN 'cycle' ELSE 'no cycle' END) AS identity_options
FROM pg_catalog.pg_sequence AS s
JOIN pg_catalog.pg_depend AS i ON i.objid = s.seqrelid
WHERE i.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
  AND i.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
  AND i.refobjsubid > 0 AND i.deptype = 'i'
