-- Which version of which row the catalogs hold that a snapshot reads: no change of a schema leaves
-- this as it was. A row's place and its transaction are its version; an era of 2^31 transactions is in
-- it because their numbers come again. What applications do in temporary schemas is left out.
WITH temporary_schemas AS (
  SELECT oid FROM pg_catalog.pg_namespace
  WHERE nspname LIKE 'pg\_temp\_%' OR nspname LIKE 'pg\_toast\_temp\_%'
),
temporary AS (
  SELECT oid FROM pg_catalog.pg_class
  WHERE relnamespace IN (SELECT oid FROM temporary_schemas)
),
temporary_types AS (
  SELECT oid FROM pg_catalog.pg_type
  WHERE typnamespace IN (SELECT oid FROM temporary_schemas)
),
versions AS (
  SELECT tableoid, ctid, xmin FROM pg_catalog.pg_aggregate
  UNION ALL SELECT tableoid, ctid, xmin FROM pg_catalog.pg_am
  UNION ALL SELECT tableoid, ctid, xmin FROM pg_catalog.pg_amop
  UNION ALL SELECT tableoid, ctid, xmin FROM pg_catalog.pg_amproc
  UNION ALL SELECT tableoid, ctid, xmin FROM pg_catalog.pg_attrdef
    WHERE adrelid NOT IN (SELECT oid FROM temporary)
  UNION ALL SELECT tableoid, ctid, xmin FROM pg_catalog.pg_attribute
    WHERE attnum > 0 AND attrelid NOT IN (SELECT oid FROM temporary)
  UNION ALL SELECT tableoid, ctid, xmin FROM pg_catalog.pg_cast
  UNION ALL SELECT tableoid, ctid, xmin FROM pg_catalog.pg_class
    WHERE relnamespace NOT IN (SELECT oid FROM temporary_schemas)
  UNION ALL SELECT tableoid, ctid, xmin FROM pg_catalog.pg_collation
  UNION ALL SELECT tableoid, ctid, xmin FROM pg_catalog.pg_constraint
    WHERE connamespace NOT IN (SELECT oid FROM temporary_schemas)
  UNION ALL SELECT tableoid, ctid, xmin FROM pg_catalog.pg_conversion
  UNION ALL SELECT tableoid, ctid, xmin FROM pg_catalog.pg_database
    WHERE datname = pg_catalog.current_database()
  UNION ALL SELECT tableoid, ctid, xmin FROM pg_catalog.pg_default_acl
  UNION ALL SELECT tableoid, ctid, xmin FROM pg_catalog.pg_depend
    -- Members of extensions, what depends on one, what a sequence or a constructor belongs to.
    WHERE (deptype IN ('e', 'x') OR objid IN (SELECT seqrelid FROM pg_catalog.pg_sequence)
        OR deptype = 'i' AND classid = 'pg_catalog.pg_proc'::pg_catalog.regclass)
      AND objid NOT IN (SELECT oid FROM temporary)
      AND refobjid NOT IN (SELECT oid FROM temporary)
      AND refobjid NOT IN (SELECT oid FROM temporary_schemas)
      AND refobjid NOT IN (SELECT oid FROM temporary_types)
  UNION ALL SELECT tableoid, ctid, xmin FROM pg_catalog.pg_description
    WHERE objoid NOT IN (SELECT oid FROM temporary)
  UNION ALL SELECT tableoid, ctid, xmin FROM pg_catalog.pg_enum
  UNION ALL SELECT tableoid, ctid, xmin FROM pg_catalog.pg_event_trigger
  UNION ALL SELECT tableoid, ctid, xmin FROM pg_catalog.pg_extension
  UNION ALL SELECT tableoid, ctid, xmin FROM pg_catalog.pg_foreign_data_wrapper
  UNION ALL SELECT tableoid, ctid, xmin FROM pg_catalog.pg_foreign_server
  UNION ALL SELECT tableoid, ctid, xmin FROM pg_catalog.pg_foreign_table
  UNION ALL SELECT tableoid, ctid, xmin FROM pg_catalog.pg_index
    WHERE indrelid NOT IN (SELECT oid FROM temporary)
  UNION ALL SELECT tableoid, ctid, xmin FROM pg_catalog.pg_inherits
    WHERE inhrelid NOT IN (SELECT oid FROM temporary)
  UNION ALL SELECT tableoid, ctid, xmin FROM pg_catalog.pg_language
  UNION ALL SELECT tableoid, ctid, xmin FROM pg_catalog.pg_namespace
    WHERE oid NOT IN (SELECT oid FROM temporary_schemas)
  UNION ALL SELECT tableoid, ctid, xmin FROM pg_catalog.pg_opclass
  UNION ALL SELECT tableoid, ctid, xmin FROM pg_catalog.pg_operator
  UNION ALL SELECT tableoid, ctid, xmin FROM pg_catalog.pg_opfamily
  UNION ALL SELECT tableoid, ctid, xmin FROM pg_catalog.pg_partitioned_table
  UNION ALL SELECT tableoid, ctid, xmin FROM pg_catalog.pg_policy
  UNION ALL SELECT tableoid, ctid, xmin FROM pg_catalog.pg_proc
    WHERE pronamespace NOT IN (SELECT oid FROM temporary_schemas)
  UNION ALL SELECT tableoid, ctid, xmin FROM pg_catalog.pg_publication
  UNION ALL SELECT tableoid, ctid, xmin FROM pg_catalog.pg_publication_namespace -- since 15
  UNION ALL SELECT tableoid, ctid, xmin FROM pg_catalog.pg_publication_rel
  UNION ALL SELECT tableoid, ctid, xmin FROM pg_catalog.pg_range
  UNION ALL SELECT tableoid, ctid, xmin FROM pg_catalog.pg_rewrite
    WHERE ev_class NOT IN (SELECT oid FROM temporary)
  UNION ALL SELECT tableoid, ctid, xmin FROM pg_catalog.pg_sequence
    WHERE seqrelid NOT IN (SELECT oid FROM temporary)
  UNION ALL SELECT tableoid, ctid, xmin FROM pg_catalog.pg_statistic_ext
  UNION ALL SELECT tableoid, ctid, xmin FROM pg_catalog.pg_transform
  UNION ALL SELECT tableoid, ctid, xmin FROM pg_catalog.pg_trigger
    WHERE tgrelid NOT IN (SELECT oid FROM temporary)
  UNION ALL SELECT tableoid, ctid, xmin FROM pg_catalog.pg_ts_config
  UNION ALL SELECT tableoid, ctid, xmin FROM pg_catalog.pg_ts_config_map
  UNION ALL SELECT tableoid, ctid, xmin FROM pg_catalog.pg_ts_dict
  UNION ALL SELECT tableoid, ctid, xmin FROM pg_catalog.pg_ts_parser
  UNION ALL SELECT tableoid, ctid, xmin FROM pg_catalog.pg_ts_template
  UNION ALL SELECT tableoid, ctid, xmin FROM pg_catalog.pg_type
    WHERE typnamespace NOT IN (SELECT oid FROM temporary_schemas)
),
-- Catalogs whose rows not everybody may see, what this database uses of those that all databases share,
-- and flags that PostgreSQL 13 changes in place.
contents AS (
  SELECT pg_catalog.concat_ws('/', 'role', oid, rolname) AS content FROM pg_catalog.pg_roles
  WHERE oid < 16384
    OR oid IN (
      SELECT refobjid FROM pg_catalog.pg_shdepend
      WHERE refclassid = 'pg_catalog.pg_authid'::pg_catalog.regclass AND dbid IN (
        SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database()
        UNION ALL SELECT 0
      )
    )
  UNION ALL
  SELECT pg_catalog.concat_ws('/', 'tablespace', oid, spcname) FROM pg_catalog.pg_tablespace
  WHERE oid IN (SELECT reltablespace FROM pg_catalog.pg_class)
  UNION ALL
  SELECT pg_catalog.concat_ws('/', 'user mapping', umid, srvname, umuser, usename)
  FROM pg_catalog.pg_user_mappings
  UNION ALL
  SELECT pg_catalog.concat_ws('/', 'subscription', subdbid, subname, subowner, subenabled,
    oid, -- since 14
    subbinary, -- since 14
    substream, -- since 14
    subtwophasestate, -- since 15
    subdisableonerr, -- since 15
    subpasswordrequired, -- since 16
    subrunasowner, -- since 16
    suborigin, -- since 16
    subfailover, -- since 17
    subsynccommit, subslotname, subpublications::text)
  FROM pg_catalog.pg_subscription
  WHERE subdbid = (
    SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database()
  )
  UNION ALL
  SELECT pg_catalog.concat_ws('/', 'invalid index', indexrelid) FROM pg_catalog.pg_index
  WHERE NOT indisvalid
)
SELECT pg_catalog.concat_ws('/',
  pg_catalog.current_setting('server_version_num'),
  CURRENT_USER,
  (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database()),
  pg_catalog.txid_snapshot_xmin(pg_catalog.txid_current_snapshot()) >> 31,
  (
    SELECT pg_catalog.concat_ws('/', pg_catalog.count(*), pg_catalog.sum(
      pg_catalog.hashtextextended(
        ctid::text, tableoid::bigint << 32 | xmin::text::bigint)))
    FROM versions
  ),
  (
    SELECT pg_catalog.sum(pg_catalog.hashtextextended(content, 0))
    FROM contents
  ))
