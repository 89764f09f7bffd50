-- What few columns have: to ask it of each would cost more than all that most have.
SELECT 'pg_class' AS class,
       a.attrelid AS oid,
       a.attnum AS sub,
       CASE WHEN a.attcollation <> ty.typcollation AND a.attcollation <> 0
         THEN (
           SELECT pg_catalog.format('%I.%I', cn.nspname, co.collname)
           FROM pg_catalog.pg_collation AS co
           JOIN pg_catalog.pg_namespace AS cn ON cn.oid = co.collnamespace
           WHERE co.oid = a.attcollation
         )
       END AS collation,
       CASE a.attcompression WHEN 'p' THEN 'pglz' WHEN 'l' THEN 'lz4' END AS compression, -- since 14
       CASE WHEN a.attfdwoptions IS NOT NULL
         THEN (SELECT pg_catalog.json_agg(o ORDER BY o COLLATE "C")
               FROM pg_catalog.unnest(a.attfdwoptions) AS o)
       END AS foreign_options,
       CASE a.attgenerated
         WHEN 's' THEN 'stored ' || pg_catalog.pg_get_expr(d.adbin, d.adrelid)
         WHEN 'v' THEN 'virtual ' || pg_catalog.pg_get_expr(d.adbin, d.adrelid)
       END AS generated,
       CASE a.attidentity WHEN 'a' THEN 'always' WHEN 'd' THEN 'by default' END AS identity,
       a.attinhcount > 0 AND NOT a.attislocal AS inherited,
       CASE WHEN a.attoptions IS NOT NULL
         THEN (SELECT pg_catalog.json_agg(o ORDER BY o COLLATE "C")
               FROM pg_catalog.unnest(a.attoptions) AS o)
       END AS options,
       NULLIF(a.attstattarget, -1) AS statistics_target,
       CASE WHEN a.attstorage <> ty.typstorage
         THEN CASE a.attstorage
           WHEN 'p' THEN 'plain' WHEN 'e' THEN 'external' WHEN 'm' THEN 'main' ELSE 'extended'
         END
       END AS storage
FROM pg_catalog.pg_attribute AS a
JOIN pg_catalog.pg_class AS c ON c.oid = a.attrelid
JOIN pg_catalog.pg_type AS ty ON ty.oid = a.atttypid
LEFT JOIN pg_catalog.pg_attrdef AS d
  ON a.attgenerated <> '' AND d.adrelid = a.attrelid AND d.adnum = a.attnum
WHERE a.attnum > 0
  AND NOT a.attisdropped
  AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'c')
  AND c.oid >= 16384
  AND (
    a.attcollation <> ty.typcollation OR a.attstorage <> ty.typstorage
    OR a.attcompression <> '' -- since 14
    OR a.attfdwoptions IS NOT NULL OR a.attoptions IS NOT NULL OR a.attstattarget >= 0
    OR a.attgenerated <> '' OR a.attidentity <> '' OR a.attinhcount > 0 AND NOT a.attislocal
  )
