SELECT t.evtname AS name,
       'event-trigger' AS kind,
       t.oid,
       CASE t.evtenabled WHEN 'D' THEN 'disabled' WHEN 'R' THEN 'replica' WHEN 'A' THEN 'always' END
         AS enabled,
       t.evtevent AS event,
       t.evtfoid::pg_catalog.regprocedure::text AS function,
       pg_catalog.pg_get_userbyid(t.evtowner) AS owner,
       pg_catalog.to_json(t.evttags) AS tags
FROM pg_catalog.pg_event_trigger AS t
WHERE NOT EXISTS (
  SELECT FROM pg_catalog.pg_depend AS e
  WHERE e.classid = 'pg_catalog.pg_event_trigger'::pg_catalog.regclass
    AND e.objid = t.oid AND e.deptype = 'e'
)
