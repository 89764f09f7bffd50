-- Casts that were created here: built-in ones have OIDs below 16384 (catalog manual, 74.3).
SELECT pg_catalog.format_type(c.castsource, NULL) || ' AS '
         || pg_catalog.format_type(c.casttarget, NULL) AS name,
       'cast' AS kind,
       c.oid,
       CASE c.castcontext WHEN 'i' THEN 'implicit' WHEN 'a' THEN 'assignment' ELSE 'explicit' END
         AS context,
       NULLIF(c.castfunc, 0)::pg_catalog.regprocedure::text AS function,
       CASE c.castmethod WHEN 'f' THEN 'function' WHEN 'i' THEN 'inout' ELSE 'binary' END AS method
FROM pg_catalog.pg_cast AS c
WHERE c.oid >= 16384
  AND NOT EXISTS (
    SELECT FROM pg_catalog.pg_depend AS e
    WHERE e.classid = 'pg_catalog.pg_cast'::pg_catalog.regclass
      AND e.objid = c.oid AND e.deptype IN ('e', 'i')
  )
