-- Tables, views, materialized views, foreign tables.
SELECT n.nspname AS schema,
       c.relname AS relation,
       CASE c.relkind
         WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized-view' WHEN 'f' THEN 'foreign-table'
         ELSE 'table'
       END AS kind,
       c.oid,
       pg_catalog.pg_get_userbyid(c.relowner) AS owner,
       CASE c.relpersistence WHEN 'u' THEN 'unlogged' END AS persistence,
       CASE WHEN c.relkind = 'p' THEN pg_catalog.pg_get_partkeydef(c.oid) END AS partition_key,
       CASE WHEN c.relispartition
         THEN (
           SELECT pg_catalog.format('%I.%I', pn.nspname, pc.relname)
           FROM pg_catalog.pg_inherits AS i
           JOIN pg_catalog.pg_class AS pc ON pc.oid = i.inhparent
           JOIN pg_catalog.pg_namespace AS pn ON pn.oid = pc.relnamespace
           WHERE i.inhrelid = c.oid
         )
       END AS partition_of,
       CASE WHEN c.relispartition
         THEN pg_catalog.pg_get_expr(c.relpartbound, c.oid)
       END AS partition_bound,
       parents.names AS inherits,
       CASE WHEN c.reloptions IS NOT NULL OR t.reloptions IS NOT NULL
         THEN (
           SELECT pg_catalog.json_agg(o.option ORDER BY o.option COLLATE "C")
           FROM (
             SELECT pg_catalog.unnest(c.reloptions) AS option
             UNION ALL
             SELECT 'toast.' || pg_catalog.unnest(t.reloptions)
           ) AS o
         )
       END AS options,
       c.relrowsecurity AS row_security,
       c.relforcerowsecurity AS force_row_security,
       CASE
         WHEN c.relkind NOT IN ('r', 'p') OR c.relreplident = 'd' THEN NULL
         WHEN c.relreplident = 'n' THEN 'nothing'
         WHEN c.relreplident = 'f' THEN 'full'
         ELSE (
           SELECT 'index ' || pg_catalog.quote_ident(ic.relname)
           FROM pg_catalog.pg_index AS i
           JOIN pg_catalog.pg_class AS ic ON ic.oid = i.indexrelid
           WHERE i.indrelid = c.oid AND i.indisreplident
         )
       END AS replica_identity,
       NULLIF(am.amname, 'heap') AS access_method,
       ts.spcname AS tablespace,
       CASE WHEN c.reloftype <> 0
         THEN pg_catalog.format_type(c.reloftype, NULL)
       END AS of_type,
       CASE WHEN c.relkind IN ('v', 'm') THEN pg_catalog.pg_get_viewdef(c.oid) END AS definition,
       pg_catalog.hashtextextended(pg_catalog.concat_ws('/',
         v.ev_action::text, c.relpartbound::text, k.partstrat::text, k.partattrs::text,
         k.partclass::text, k.partcollation::text, k.partexprs::text), 0) AS tree,
       c.relkind = 'm' AND NOT c.relispopulated AS unpopulated,
       fs.srvname AS server,
       (SELECT pg_catalog.json_agg(o ORDER BY o COLLATE "C")
        FROM pg_catalog.unnest(ft.ftoptions) AS o) AS foreign_options
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_class AS t ON t.oid = c.reltoastrelid
LEFT JOIN pg_catalog.pg_rewrite AS v ON v.ev_class = c.oid AND v.rulename = '_RETURN'
LEFT JOIN pg_catalog.pg_partitioned_table AS k ON k.partrelid = c.oid
LEFT JOIN pg_catalog.pg_am AS am ON am.oid = c.relam
LEFT JOIN pg_catalog.pg_tablespace AS ts ON ts.oid = c.reltablespace
LEFT JOIN pg_catalog.pg_foreign_table AS ft ON ft.ftrelid = c.oid
LEFT JOIN pg_catalog.pg_foreign_server AS fs ON fs.oid = ft.ftserver
LEFT JOIN (
  SELECT i.inhrelid,
         pg_catalog.json_agg(
           pg_catalog.format('%I.%I', pn.nspname, pc.relname) ORDER BY i.inhseqno) AS names
  FROM pg_catalog.pg_inherits AS i
  JOIN pg_catalog.pg_class AS pc ON pc.oid = i.inhparent AND pc.relkind <> 'p'
  JOIN pg_catalog.pg_namespace AS pn ON pn.oid = pc.relnamespace
  GROUP BY i.inhrelid
) AS parents ON parents.inhrelid = c.oid
WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')
  AND n.nspname NOT LIKE 'pg\_%'
  AND n.nspname <> 'information_schema'
  AND NOT EXISTS (
    SELECT FROM pg_catalog.pg_depend AS e
    WHERE e.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
      AND e.objid = c.oid AND e.deptype = 'e'
  )
