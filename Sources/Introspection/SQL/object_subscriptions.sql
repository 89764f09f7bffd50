-- Without the connection string, which nobody but a superuser may read, and which holds a password.
-- Before 14 the OID was not for everybody either: there a renamed subscription is another one.
SELECT s.subname AS name,
       'subscription' AS kind,
       s.oid, -- since 14
       NOT s.subenabled AS disabled,
       pg_catalog.to_json(ARRAY[
         'binary ' || s.subbinary::text, -- since 14
         'streaming ' || s.substream::text, -- since 14
         'two_phase ' || s.subtwophasestate::text, -- since 15
         'disable_on_error ' || s.subdisableonerr::text, -- since 15
         'password_required ' || s.subpasswordrequired::text, -- since 16
         'run_as_owner ' || s.subrunasowner::text, -- since 16
         'origin ' || s.suborigin, -- since 16
         'failover ' || s.subfailover::text, -- since 17
         'synchronous_commit ' || s.subsynccommit
       ]) AS options,
       pg_catalog.pg_get_userbyid(s.subowner) AS owner,
       pg_catalog.to_json(s.subpublications) AS publications,
       s.subslotname AS slot
FROM pg_catalog.pg_subscription AS s
WHERE s.subdbid = (
  SELECT d.oid FROM pg_catalog.pg_database AS d WHERE d.datname = pg_catalog.current_database()
)
