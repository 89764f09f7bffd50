-- Enums in label order, domains, ranges, composite types of their own, base types. Array types, the
-- multiranges of ranges and the row types of tables come with what they belong to.
WITH own AS MATERIALIZED (
  SELECT t.*
  FROM pg_catalog.pg_type AS t
  WHERE t.typtype IN ('e', 'd', 'r', 'c', 'b', 'p')
    AND t.typnamespace IN (
      SELECT n.oid FROM pg_catalog.pg_namespace AS n
      WHERE n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema'
    )
    AND (
      t.typtype <> 'c'
      OR t.typrelid IN (SELECT c.oid FROM pg_catalog.pg_class AS c WHERE c.relkind = 'c')
    )
    -- Not the arrays of other types.
    AND t.oid NOT IN (SELECT el.typarray FROM pg_catalog.pg_type AS el)
    AND NOT EXISTS (
      SELECT FROM pg_catalog.pg_depend AS e
      WHERE e.classid = 'pg_catalog.pg_type'::pg_catalog.regclass
        AND e.objid = t.oid AND e.deptype = 'e'
    )
)
SELECT n.nspname AS schema,
       t.typname AS relation,
       CASE t.typtype
         WHEN 'e' THEN 'enum' WHEN 'd' THEN 'domain' WHEN 'r' THEN 'range-type'
         WHEN 'c' THEN 'composite-type' ELSE 'base-type'
       END AS kind,
       t.oid,
       CASE WHEN t.typtype = 'd' THEN pg_catalog.format_type(t.typbasetype, t.typtypmod) END
         AS base_type,
       CASE
         WHEN t.typtype = 'd' AND t.typcollation NOT IN (0, bt.typcollation) THEN tc.name
         WHEN t.typtype = 'r' AND r.rngcollation NOT IN (0, st.typcollation) THEN rc.name
       END AS collation,
       CASE WHEN t.typtype = 'd' THEN t.typdefault END AS "default",
       CASE
         WHEN t.typtype = 'b' THEN pg_catalog.concat_ws(', ',
           'input ' || t.typinput::text, 'output ' || t.typoutput::text,
           'receive ' || NULLIF(t.typreceive, 0)::pg_catalog.regproc::text,
           'send ' || NULLIF(t.typsend, 0)::pg_catalog.regproc::text,
           'modifiers ' || NULLIF(t.typmodin, 0)::pg_catalog.regproc::text,
           'modifiers out ' || NULLIF(t.typmodout, 0)::pg_catalog.regproc::text,
           'analyze ' || NULLIF(t.typanalyze, 0)::pg_catalog.regproc::text,
           'subscript ' || NULLIF(t.typsubscript, 0)::pg_catalog.regproc::text, -- since 14
           'length ' || t.typlen, CASE WHEN t.typbyval THEN 'by value' END,
           'alignment ' || t.typalign::text, 'storage ' || t.typstorage::text,
           'category ' || t.typcategory::text, CASE WHEN t.typispreferred THEN 'preferred' END,
           'delimiter ' || t.typdelim::text, 'default ' || t.typdefault,
           'element ' || NULLIF(t.typelem, 0)::pg_catalog.regtype::text,
           CASE WHEN t.typcollation <> 0 THEN 'collatable' END)
         WHEN t.typtype = 'p' THEN 'shell'
         WHEN t.typtype = 'r' THEN pg_catalog.concat_ws(', ',
           CASE WHEN NOT ro.opcdefault THEN 'operator class ' || ro.opcname END,
           CASE WHEN r.rngcanonical <> 0 THEN 'canonical ' || r.rngcanonical::text END,
           CASE WHEN r.rngsubdiff <> 0 THEN 'difference ' || r.rngsubdiff::text END)
       END AS definition,
       labels.names AS labels,
       labels.oids AS label_oids,
       (SELECT m.typname FROM pg_catalog.pg_type AS m WHERE m.oid = r.rngmultitypid) -- since 14
         AS multirange, -- since 14
       t.typtype = 'd' AND t.typnotnull AS not_null,
       pg_catalog.pg_get_userbyid(t.typowner) AS owner,
       pg_catalog.hashtextextended(t.typdefaultbin::text, 0) AS tree,
       CASE WHEN t.typtype = 'r' THEN pg_catalog.format_type(r.rngsubtype, NULL) END AS subtype
FROM own AS t
JOIN pg_catalog.pg_namespace AS n ON n.oid = t.typnamespace
LEFT JOIN pg_catalog.pg_type AS bt ON bt.oid = t.typbasetype
LEFT JOIN pg_catalog.pg_range AS r ON r.rngtypid = t.oid
LEFT JOIN pg_catalog.pg_type AS st ON st.oid = r.rngsubtype
LEFT JOIN pg_catalog.pg_opclass AS ro ON ro.oid = r.rngsubopc
LEFT JOIN (
  SELECT co.oid, pg_catalog.format('%I.%I', cn.nspname, co.collname) AS name
  FROM pg_catalog.pg_collation AS co
  JOIN pg_catalog.pg_namespace AS cn ON cn.oid = co.collnamespace
) AS tc ON tc.oid = t.typcollation
LEFT JOIN (
  SELECT co.oid, pg_catalog.format('%I.%I', cn.nspname, co.collname) AS name
  FROM pg_catalog.pg_collation AS co
  JOIN pg_catalog.pg_namespace AS cn ON cn.oid = co.collnamespace
) AS rc ON rc.oid = r.rngcollation
LEFT JOIN (
  SELECT e.enumtypid,
         pg_catalog.json_agg(e.enumlabel ORDER BY e.enumsortorder) AS names,
         pg_catalog.json_agg(e.oid::text ORDER BY e.enumsortorder) AS oids
  FROM pg_catalog.pg_enum AS e
  GROUP BY e.enumtypid
) AS labels ON labels.enumtypid = t.oid
