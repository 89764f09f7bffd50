-- Functions, procedures, aggregates and window functions. Their name is with the types of what they
-- take; names and defaults of the arguments are facts that may change.
SELECT n.nspname AS schema,
       p.proname AS relation,
       (
         SELECT coalesce(
           pg_catalog.string_agg(pg_catalog.format_type(u.type, NULL), ', ' ORDER BY u.position), '')
         FROM pg_catalog.unnest(p.proargtypes::oid[]) WITH ORDINALITY AS u (type, position)
       ) AS signature,
       CASE p.prokind
         WHEN 'p' THEN 'procedure' WHEN 'a' THEN 'aggregate' WHEN 'w' THEN 'window-function'
         ELSE 'function'
       END AS kind,
       p.oid,
       pg_catalog.pg_get_function_arguments(p.oid) AS arguments,
       CASE WHEN p.prokind <> 'a' THEN coalesce(
         pg_catalog.pg_get_function_sqlbody(p.oid), -- since 14
         p.prosrc) END AS body,
       (SELECT pg_catalog.json_agg(o ORDER BY o COLLATE "C")
        FROM pg_catalog.unnest(p.proconfig) AS o) AS configuration,
       CASE WHEN p.procost <> CASE WHEN l.lanname IN ('c', 'internal') THEN 1 ELSE 100 END
         THEN p.procost::text
       END AS cost,
       CASE WHEN p.prokind = 'a' THEN pg_catalog.concat_ws(', ',
         'transition ' || a.aggtransfn::text,
         'state ' || pg_catalog.format_type(a.aggtranstype, NULL),
         CASE WHEN a.aggfinalfn <> 0 THEN 'final ' || a.aggfinalfn::text END,
         CASE WHEN a.aggcombinefn <> 0 THEN 'combine ' || a.aggcombinefn::text END,
         CASE WHEN a.aggserialfn <> 0 THEN 'serial ' || a.aggserialfn::text END,
         CASE WHEN a.aggdeserialfn <> 0 THEN 'deserial ' || a.aggdeserialfn::text END,
         CASE WHEN a.aggmtransfn <> 0 THEN 'moving transition ' || a.aggmtransfn::text END,
         CASE WHEN a.aggminvtransfn <> 0 THEN 'moving inverse ' || a.aggminvtransfn::text END,
         CASE WHEN a.aggmfinalfn <> 0 THEN 'moving final ' || a.aggmfinalfn::text END,
         CASE WHEN a.aggmtranstype <> 0
           THEN 'moving state ' || pg_catalog.format_type(a.aggmtranstype, NULL) END,
         CASE WHEN a.aggtransspace <> 0 THEN 'state size ' || a.aggtransspace END,
         CASE WHEN a.aggmtransspace <> 0 THEN 'moving state size ' || a.aggmtransspace END,
         'initial ' || a.agginitval, 'moving initial ' || a.aggminitval,
         CASE WHEN a.aggfinalextra THEN 'final extra' END,
         CASE WHEN a.aggsortop <> 0 THEN 'sort operator ' || a.aggsortop::regoperator::text END,
         'final modify ' || a.aggfinalmodify::text, 'kind ' || a.aggkind::text) END AS definition,
       CASE WHEN p.prokind <> 'a' THEN l.lanname END AS language,
       p.proleakproof AS leakproof,
       p.probin AS library,
       pg_catalog.pg_get_userbyid(p.proowner) AS owner,
       CASE p.proparallel WHEN 's' THEN 'safe' WHEN 'r' THEN 'restricted' END AS parallel,
       pg_catalog.pg_get_function_result(p.oid) AS result,
       CASE WHEN p.proretset AND p.prorows <> 1000 THEN p.prorows::text END AS "rows",
       CASE WHEN p.prokind <> 'a' THEN pg_catalog.hashtextextended(pg_catalog.concat_ws('/',
         p.prosqlbody::text, -- since 14
         p.prosrc, p.proargdefaults::text, 'names', p.proargnames::text, 'modes',
         p.proargmodes::text, 'types', p.proallargtypes::text), 0) END AS tree,
       p.prosecdef AS security_definer,
       p.proisstrict AS strict,
       CASE WHEN p.prosupport <> 0 THEN p.prosupport::text END AS support,
       CASE p.provolatile WHEN 'i' THEN 'immutable' WHEN 's' THEN 'stable' END AS volatility
FROM pg_catalog.pg_proc AS p
JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace
JOIN pg_catalog.pg_language AS l ON l.oid = p.prolang
LEFT JOIN pg_catalog.pg_aggregate AS a ON a.aggfnoid = p.oid
WHERE n.nspname NOT LIKE 'pg\_%'
  AND n.nspname <> 'information_schema'
  AND NOT EXISTS (
    -- The constructors of a range type are the type's own.
    SELECT FROM pg_catalog.pg_depend AS e
    WHERE e.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass
      AND e.objid = p.oid AND e.deptype IN ('e', 'i')
  )
