-- The comment on every object that was created here, by catalog, OID and column.
SELECT d.classoid::pg_catalog.regclass::text AS class,
       d.objoid AS oid,
       d.objsubid AS sub,
       d.description AS comment
FROM pg_catalog.pg_description AS d
WHERE d.objoid >= 16384
   OR d.classoid = 'pg_catalog.pg_namespace'::pg_catalog.regclass
