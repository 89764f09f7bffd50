-- Wrappers, servers, user mappings. Options whose name speaks of a secret keep their name only; the
-- options of a user mapping are hidden from other roles, so none is read.
SELECT w.fdwname AS name,
       NULL AS signature,
       'foreign-data-wrapper' AS kind,
       'pg_foreign_data_wrapper' AS class,
       w.oid,
       NULLIF(w.fdwhandler, 0)::pg_catalog.regproc::text AS handler,
       (SELECT pg_catalog.json_agg(o ORDER BY o COLLATE "C")
        FROM pg_catalog.unnest(w.fdwoptions) AS o) AS foreign_options,
       pg_catalog.pg_get_userbyid(w.fdwowner) AS owner,
       NULL AS type,
       NULLIF(w.fdwvalidator, 0)::pg_catalog.regproc::text AS validator,
       NULL AS version,
       NULL AS wrapper
FROM pg_catalog.pg_foreign_data_wrapper AS w
WHERE NOT EXISTS (
  SELECT FROM pg_catalog.pg_depend AS e
  WHERE e.classid = 'pg_catalog.pg_foreign_data_wrapper'::pg_catalog.regclass
    AND e.objid = w.oid AND e.deptype = 'e'
)
UNION ALL
SELECT s.srvname, NULL, 'foreign-server', 'pg_foreign_server', s.oid, NULL,
       (
         SELECT pg_catalog.json_agg(
           CASE WHEN o.option ~* '^[^=]*(password|secret|token|key)[^=]*='
             THEN pg_catalog.split_part(o.option, '=', 1) || '=***' ELSE o.option END
           ORDER BY o.option COLLATE "C")
         FROM pg_catalog.unnest(s.srvoptions) AS o (option)
       ),
       pg_catalog.pg_get_userbyid(s.srvowner), s.srvtype, NULL, s.srvversion, w.fdwname
FROM pg_catalog.pg_foreign_server AS s
JOIN pg_catalog.pg_foreign_data_wrapper AS w ON w.oid = s.srvfdw
WHERE NOT EXISTS (
  SELECT FROM pg_catalog.pg_depend AS e
  WHERE e.classid = 'pg_catalog.pg_foreign_server'::pg_catalog.regclass
    AND e.objid = s.oid AND e.deptype = 'e'
)
UNION ALL
SELECT m.srvname,
       CASE WHEN m.umuser = 0 THEN 'for PUBLIC' ELSE 'for ' || pg_catalog.quote_ident(m.usename) END,
       'user-mapping', 'pg_user_mapping', m.umid, NULL, NULL, NULL, NULL, NULL, NULL, NULL
FROM pg_catalog.pg_user_mappings AS m
