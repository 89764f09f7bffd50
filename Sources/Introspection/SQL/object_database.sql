-- The database itself, without its name: a copy of it under another name is the same schema.
SELECT NULL AS schema,
       NULL AS relation,
       'database' AS name,
       'database' AS kind,
       d.oid,
       pg_catalog.pg_encoding_to_char(d.encoding) AS encoding,
       coalesce(pg_catalog.to_jsonb(d) ->> 'datlocale', pg_catalog.to_jsonb(d) ->> 'daticulocale')
         AS icu_locale,
       d.datcollate AS lc_collate,
       d.datlocprovider::text AS provider, -- since 15
       d.datctype AS lc_ctype
FROM pg_catalog.pg_database AS d
WHERE d.datname = pg_catalog.current_database()
