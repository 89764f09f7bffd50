-- Kinds of objects that few schemas have, each with what defines it in one text.
SELECT x.schema, x.relation, x.signature, x.kind, x.class, x.oid, x.definition,
       pg_catalog.pg_get_userbyid(x.owner) AS owner
FROM (
  SELECT n.nspname AS schema, c.opcname AS relation, 'using ' || am.amname AS signature,
         'operator-class' AS kind, 'pg_opclass' AS class, c.oid,
         pg_catalog.concat_ws(', ',
           CASE WHEN c.opcdefault THEN 'default' END,
           'for type ' || pg_catalog.format_type(c.opcintype, NULL),
           'family ' || pg_catalog.format('%I.%I', fn.nspname, f.opfname),
           CASE WHEN c.opckeytype <> 0
             THEN 'storage ' || pg_catalog.format_type(c.opckeytype, NULL) END) AS definition,
         c.opcowner AS owner
  FROM pg_catalog.pg_opclass AS c
  JOIN pg_catalog.pg_namespace AS n ON n.oid = c.opcnamespace
  JOIN pg_catalog.pg_am AS am ON am.oid = c.opcmethod
  JOIN pg_catalog.pg_opfamily AS f ON f.oid = c.opcfamily
  JOIN pg_catalog.pg_namespace AS fn ON fn.oid = f.opfnamespace
  UNION ALL
  SELECT n.nspname, f.opfname, 'using ' || am.amname, 'operator-family', 'pg_opfamily', f.oid,
         (
           SELECT pg_catalog.string_agg(m.member, ', ' ORDER BY m.member COLLATE "C")
           FROM (
             SELECT 'operator ' || o.amopstrategy || ' '
                    || o.amopopr::pg_catalog.regoperator::text AS member
             FROM pg_catalog.pg_amop AS o WHERE o.amopfamily = f.oid
             UNION ALL
             SELECT 'function ' || p.amprocnum || ' ' || p.amproc::pg_catalog.regprocedure::text
             FROM pg_catalog.pg_amproc AS p WHERE p.amprocfamily = f.oid
           ) AS m
         ),
         f.opfowner
  FROM pg_catalog.pg_opfamily AS f
  JOIN pg_catalog.pg_namespace AS n ON n.oid = f.opfnamespace
  JOIN pg_catalog.pg_am AS am ON am.oid = f.opfmethod
  UNION ALL
  SELECT n.nspname, c.cfgname, NULL, 'text-search-configuration', 'pg_ts_config', c.oid,
         'parser ' || p.prsname || coalesce((
           SELECT pg_catalog.string_agg(
             ', ' || m.maptokentype || ' ' || m.mapdict::pg_catalog.regdictionary::text, ''
             ORDER BY m.maptokentype, m.mapseqno)
           FROM pg_catalog.pg_ts_config_map AS m WHERE m.mapcfg = c.oid
         ), ''),
         c.cfgowner
  FROM pg_catalog.pg_ts_config AS c
  JOIN pg_catalog.pg_namespace AS n ON n.oid = c.cfgnamespace
  JOIN pg_catalog.pg_ts_parser AS p ON p.oid = c.cfgparser
  UNION ALL
  SELECT n.nspname, d.dictname, NULL, 'text-search-dictionary', 'pg_ts_dict', d.oid,
         pg_catalog.concat_ws(', ', 'template ' || t.tmplname, d.dictinitoption), d.dictowner
  FROM pg_catalog.pg_ts_dict AS d
  JOIN pg_catalog.pg_namespace AS n ON n.oid = d.dictnamespace
  JOIN pg_catalog.pg_ts_template AS t ON t.oid = d.dicttemplate
  UNION ALL
  SELECT n.nspname, p.prsname, NULL, 'text-search-parser', 'pg_ts_parser', p.oid,
         pg_catalog.concat_ws(', ', p.prsstart::text, p.prstoken::text, p.prsend::text,
           p.prsheadline::text, p.prslextype::text), NULL
  FROM pg_catalog.pg_ts_parser AS p
  JOIN pg_catalog.pg_namespace AS n ON n.oid = p.prsnamespace
  UNION ALL
  SELECT n.nspname, t.tmplname, NULL, 'text-search-template', 'pg_ts_template', t.oid,
         pg_catalog.concat_ws(', ', t.tmplinit::text, t.tmpllexize::text), NULL
  FROM pg_catalog.pg_ts_template AS t
  JOIN pg_catalog.pg_namespace AS n ON n.oid = t.tmplnamespace
  UNION ALL
  SELECT n.nspname, c.conname, NULL, 'conversion', 'pg_conversion', c.oid,
         pg_catalog.concat_ws(' ', pg_catalog.pg_encoding_to_char(c.conforencoding), 'to',
           pg_catalog.pg_encoding_to_char(c.contoencoding), 'by', c.conproc::text,
           CASE WHEN c.condefault THEN 'default' END), c.conowner
  FROM pg_catalog.pg_conversion AS c
  JOIN pg_catalog.pg_namespace AS n ON n.oid = c.connamespace
  UNION ALL
  SELECT NULL, l.lanname, NULL, 'language', 'pg_language', l.oid,
         pg_catalog.concat_ws(', ', CASE WHEN l.lanpltrusted THEN 'trusted' END,
           NULLIF(l.lanplcallfoid, 0)::pg_catalog.regproc::text,
           NULLIF(l.laninline, 0)::pg_catalog.regproc::text,
           NULLIF(l.lanvalidator, 0)::pg_catalog.regproc::text), l.lanowner
  FROM pg_catalog.pg_language AS l
  WHERE l.lanispl
  UNION ALL
  SELECT NULL, a.amname, NULL, 'access-method', 'pg_am', a.oid,
         CASE a.amtype WHEN 't' THEN 'table ' ELSE 'index ' END || a.amhandler::text, NULL
  FROM pg_catalog.pg_am AS a
  UNION ALL
  SELECT NULL, 'for ' || pg_catalog.format_type(t.trftype, NULL), 'language ' || l.lanname,
         'transform', 'pg_transform', t.oid,
         pg_catalog.concat_ws(', ', NULLIF(t.trffromsql, 0)::pg_catalog.regprocedure::text,
           NULLIF(t.trftosql, 0)::pg_catalog.regprocedure::text), NULL
  FROM pg_catalog.pg_transform AS t
  JOIN pg_catalog.pg_language AS l ON l.oid = t.trflang
) AS x
WHERE x.oid >= 16384
  AND (x.schema IS NULL
    OR x.schema NOT LIKE 'pg\_%' AND x.schema <> 'information_schema')
  AND NOT EXISTS (
    SELECT FROM pg_catalog.pg_depend AS e
    WHERE e.classid = ('pg_catalog.' || x.class)::pg_catalog.regclass
      AND e.objid = x.oid AND e.deptype = 'e'
  )
