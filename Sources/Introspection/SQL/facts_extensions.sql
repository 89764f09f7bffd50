-- What is dropped with an extension without being a member of it (ALTER ... DEPENDS ON EXTENSION).
SELECT d.classid::pg_catalog.regclass::text AS class,
       d.objid AS oid,
       d.objsubid AS sub,
       pg_catalog.json_agg(e.extname ORDER BY e.extname) AS depends_on_extensions
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_extension AS e ON e.oid = d.refobjid
WHERE d.deptype = 'x' AND d.refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass
GROUP BY d.classid, d.objid, d.objsubid
