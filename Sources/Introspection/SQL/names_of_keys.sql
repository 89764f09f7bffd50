-- What index keys speak of by OID: operator classes ('c', flagged where they are the default) and
-- collations ('l').
SELECT 'c' AS kind, o.oid, pg_catalog.quote_ident(o.opcname) AS name, o.opcdefault AS is_default
FROM pg_catalog.pg_opclass AS o
UNION ALL
SELECT 'l', c.oid, pg_catalog.format('%I.%I', n.nspname, c.collname), FALSE
FROM pg_catalog.pg_collation AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.collnamespace
