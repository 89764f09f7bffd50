SELECT p.pubname AS name,
       'publication' AS kind,
       p.oid,
       p.puballtables AS all_tables,
       NULLIF(p.pubgencols::text, 'n') AS generated_columns, -- since 18
       (
         SELECT pg_catalog.json_agg(o.operation)
         FROM (
           SELECT 'insert' AS operation WHERE p.pubinsert
           UNION ALL SELECT 'update' WHERE p.pubupdate
           UNION ALL SELECT 'delete' WHERE p.pubdelete
           UNION ALL SELECT 'truncate' WHERE p.pubtruncate
         ) AS o
       ) AS operations,
       pg_catalog.pg_get_userbyid(p.pubowner) AS owner,
       (SELECT pg_catalog.json_agg(n.nspname ORDER BY n.nspname) -- since 15
        FROM pg_catalog.pg_publication_namespace AS pn -- since 15
        JOIN pg_catalog.pg_namespace AS n ON n.oid = pn.pnnspid -- since 15
        WHERE pn.pnpubid = p.oid) AS schemas, -- since 15
       (
         SELECT pg_catalog.json_agg(m.name ORDER BY m.name COLLATE "C")
         FROM (
           SELECT pg_catalog.concat(
             pg_catalog.format('%I.%I', n.nspname, c.relname)
             , ' (' || (SELECT pg_catalog.string_agg(pg_catalog.quote_ident(a.attname), ', ' -- since 15
                 ORDER BY a.attnum) FROM pg_catalog.pg_attribute AS a -- since 15
                 WHERE a.attrelid = r.prrelid AND a.attnum = ANY (r.prattrs)) || ')' -- since 15
             , ' WHERE ' || pg_catalog.pg_get_expr(r.prqual, r.prrelid) -- since 15
             ) AS name
           FROM pg_catalog.pg_publication_rel AS r
           JOIN pg_catalog.pg_class AS c ON c.oid = r.prrelid
           JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
           WHERE r.prpubid = p.oid
         ) AS m
       ) AS tables,
       p.pubviaroot AS via_root
FROM pg_catalog.pg_publication AS p
