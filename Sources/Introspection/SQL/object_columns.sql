-- Columns of relations and of composite types. Nullability is attnotnull and nothing else. A default
-- is printed without its table, which is far quicker; only a generated one speaks of other columns.
SELECT n.nspname AS schema,
       c.relname AS relation,
       a.attname AS name,
       'column' AS kind,
       c.oid,
       a.attnum AS sub,
       a.attcollation AS collation_oid,
       CASE WHEN a.attcollation <> ty.typcollation AND a.attcollation <> 0
         THEN (
           SELECT pg_catalog.format('%I.%I', cn.nspname, co.collname)
           FROM pg_catalog.pg_collation AS co
           JOIN pg_catalog.pg_namespace AS cn ON cn.oid = co.collnamespace
           WHERE co.oid = a.attcollation
         )
       END AS collation,
       a.attcompression::text AS compression, -- since 14
       CASE WHEN a.attgenerated = '' AND d.adbin IS NOT NULL
         THEN pg_catalog.pg_get_expr(d.adbin, 0)
       END AS "default",
       CASE WHEN a.attfdwoptions IS NOT NULL
         THEN (SELECT pg_catalog.json_agg(o ORDER BY o COLLATE "C")
               FROM pg_catalog.unnest(a.attfdwoptions) AS o)
       END AS foreign_options,
       CASE a.attgenerated
         WHEN 's' THEN 'stored ' || pg_catalog.pg_get_expr(d.adbin, d.adrelid)
         WHEN 'v' THEN 'virtual ' || pg_catalog.pg_get_expr(d.adbin, d.adrelid)
       END AS generated,
       CASE a.attidentity WHEN 'a' THEN 'always' WHEN 'd' THEN 'by default' END AS identity,
       CASE WHEN a.attidentity <> ''
         THEN (
           SELECT pg_catalog.json_build_array(
             'start ' || s.seqstart, 'increment ' || s.seqincrement, 'minimum ' || s.seqmin,
             'maximum ' || s.seqmax, 'cache ' || s.seqcache,
             CASE WHEN s.seqcycle THEN 'cycle' ELSE 'no cycle' END)
           FROM pg_catalog.pg_depend AS i
           JOIN pg_catalog.pg_sequence AS s ON s.seqrelid = i.objid
           WHERE i.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
             AND i.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
             AND i.refobjid = a.attrelid AND i.refobjsubid = a.attnum AND i.deptype = 'i'
         )
       END AS identity_options,
       pg_catalog.hashtextextended(d.adbin::text, 0) AS tree,
       a.attinhcount > 0 AND NOT a.attislocal AS inherited,
       a.attnotnull AS not_null,
       CASE WHEN a.attoptions IS NOT NULL
         THEN (SELECT pg_catalog.json_agg(o ORDER BY o COLLATE "C")
               FROM pg_catalog.unnest(a.attoptions) AS o)
       END AS options,
       NULLIF(a.attstattarget, -1) AS statistics_target,
       CASE WHEN a.attstorage <> ty.typstorage
         THEN CASE a.attstorage
           WHEN 'p' THEN 'plain' WHEN 'e' THEN 'external' WHEN 'm' THEN 'main' ELSE 'extended'
         END
       END AS storage,
       pg_catalog.format_type(a.atttypid, a.atttypmod) AS type
FROM pg_catalog.pg_attribute AS a
JOIN pg_catalog.pg_class AS c ON c.oid = a.attrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_type AS ty ON ty.oid = a.atttypid
LEFT JOIN pg_catalog.pg_attrdef AS d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
WHERE a.attnum > 0
  AND NOT a.attisdropped
  AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'c')
  AND (NOT c.relispartition OR $1)
  AND n.nspname NOT LIKE 'pg\_%'
  AND n.nspname <> 'information_schema'
ORDER BY n.nspname, c.relname, a.attnum
