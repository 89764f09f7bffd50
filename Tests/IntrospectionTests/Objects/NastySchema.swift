/// Names that need quotes, and things that PostgreSQL is known to print otherwise once restored.
let nastySchema =
  ChangeCase.entangled + """
    ; CREATE SCHEMA "Odd.schema "" x"; CREATE SCHEMA "Übung"; CREATE SCHEMA away;
    COMMENT ON SCHEMA "Übung" IS E'two\\nlines'; COMMENT ON SCHEMA public IS 'mine';
    CREATE TABLE "Odd.schema "" x"."T.1 "" y" ("a.b" integer PRIMARY KEY, "C" text UNIQUE, "new
    line" date, "it's" text DEFAULT E'back\\\\slash ''quoted'' "double"');
    CREATE TABLE "Odd.schema "" x".t (id integer); CREATE TABLE "Übung"."é" ("ä" integer, "e\u{301}" text, "é" text);
    CREATE TABLE away.none (); CREATE TABLE away."\(String(repeating: "n", count: 63))" (i integer);
    CREATE FUNCTION away.f(integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';
    CREATE FUNCTION away.f(VARIADIC text[]) RETURNS integer LANGUAGE sql AS 'SELECT 1';
    CREATE FUNCTION away.f(OUT a integer, INOUT b "Übung"."é") LANGUAGE sql SET search_path = app, public
      SET work_mem = '4MB' AS 'SELECT 1, b';
    CREATE FUNCTION away.rows() RETURNS TABLE (x integer, y varchar) LANGUAGE sql ROWS 7 AS 'SELECT 1, $$a$$';
    CREATE TABLE away.checks (
      v varchar(9) CHECK (v IN ('a', 'b''c', E'd\\\\e', 'f]g')) CHECK (v NOT IN ('x', 'y')), c char(3) CHECK (c IN ('p', 'q')),
      n numeric(8,2) DEFAULT -1.50 CHECK (n BETWEEN -9 AND 9), d date DEFAULT '2024-02-29',
      s timestamptz DEFAULT '2024-01-01 12:00+02' CHECK (s > '2020-01-01 00:00+00'), t timestamp(3),
      i interval hour to minute DEFAULT '3 hours', b bytea DEFAULT '\\xdead', f float8 DEFAULT 0.1,
      a text[] DEFAULT ARRAY['x', 'y'], g integer[] DEFAULT '{1,2}', u "char" DEFAULT 'q',
      j jsonb DEFAULT '{"a": [1]}', bits bit(4) DEFAULT B'1010', CHECK (v IS NOT NULL AND n <> ALL ('{1,2}'::numeric[]))
    );
    CREATE VIEW away.v AS SELECT v, n::numeric(5,1), CASE WHEN v IN ('a', 'b') THEN 1 END AS k, s AT TIME ZONE 'UTC' AS z,
      count(*) FILTER (WHERE v LIKE ANY (ARRAY['a%', 'b%'])) OVER (PARTITION BY c ORDER BY d) AS w FROM away.checks
      WHERE v = ANY (ARRAY['a', 'b']::varchar[]) AND c NOT IN ('x') ORDER BY 1;
    CREATE VIEW away.w WITH (security_barrier) AS WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM r WHERE n < 5)
      SELECT r.*, x.* FROM r CROSS JOIN LATERAL (VALUES (r.n, 'a'::varchar)) AS x (p, q) WHERE x.q IN ('a', 'b');
    CREATE INDEX ON away.checks (lower(v) text_pattern_ops DESC, n NULLS FIRST) WHERE v IN ('a', 'b') AND d > '2024-01-01';
    CREATE INDEX ON away.checks USING gin (j jsonb_path_ops) WITH (fastupdate = off);
    CREATE UNIQUE INDEX nn ON away.checks (v, c) INCLUDE (d) WITH (fillfactor = 70, deduplicate_items = off);
    CREATE INDEX ex ON away.checks (n, (upper(v))); ALTER INDEX away.ex ALTER COLUMN 2 SET STATISTICS 5;
    CREATE POLICY "po.li cy" ON away.checks AS RESTRICTIVE FOR UPDATE TO pg_monitor, PUBLIC
      USING (v IN ('a', 'b')) WITH CHECK (d > '2024-01-01');
    ALTER TABLE away.checks ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY, SET (fillfactor = 80, autovacuum_enabled = off);
    ALTER TABLE away.checks ALTER v SET STATISTICS 77, ALTER a SET STORAGE EXTERNAL, ALTER n SET (n_distinct = 5);
    CREATE TABLE away.dates (at timestamptz, d date, k varchar) PARTITION BY RANGE (at);
    CREATE TABLE away.d1 PARTITION OF away.dates FOR VALUES FROM (MINVALUE) TO ('2024-01-01 00:00+01');
    CREATE TABLE away.d2 PARTITION OF away.dates FOR VALUES FROM ('2024-01-01 00:00+01') TO (MAXVALUE) PARTITION BY LIST (k);
    CREATE TABLE away.d21 PARTITION OF away.d2 FOR VALUES IN ('a', NULL); CREATE TABLE away.d22 PARTITION OF away.d2 DEFAULT;
    CREATE TABLE away.keyed (id integer PRIMARY KEY, n integer CHECK (n > 0)) PARTITION BY HASH (id);
    CREATE TABLE away.k0 PARTITION OF away.keyed FOR VALUES WITH (MODULUS 2, REMAINDER 0);
    CREATE TABLE away.k1 PARTITION OF away.keyed FOR VALUES WITH (MODULUS 2, REMAINDER 1);
    CREATE TABLE away.refers (k integer REFERENCES away.keyed ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED) PARTITION BY LIST (k);
    CREATE TABLE away.refers1 PARTITION OF away.refers FOR VALUES IN (1); CREATE INDEX ON away.keyed (n);
    CREATE TABLE away.heir (extra integer DEFAULT 5, CHECK (a > 3)) INHERITS (app.t); ALTER TABLE away.heir ALTER a SET DEFAULT 9;
    ALTER TABLE away.heir ADD dropped integer; ALTER TABLE away.heir DROP dropped;
    CREATE TYPE away.r AS RANGE (SUBTYPE = text, COLLATION = "C"); CREATE DOMAIN away.dv AS varchar(4) NOT NULL DEFAULT 'a'
      CHECK (VALUE IN ('a', 'b')); CREATE TYPE away."E " AS ENUM ('', 'a''b', 'ü');
    CREATE COLLATION away.ci (PROVIDER = icu, LOCALE = 'und-u-ks-level2', DETERMINISTIC = FALSE);
    CREATE EXTENSION postgres_fdw SCHEMA away; CREATE EXTENSION hstore SCHEMA away;
    CREATE SERVER far FOREIGN DATA WRAPPER postgres_fdw OPTIONS (port '5', host 'h', dbname 'd');
    CREATE USER MAPPING FOR PUBLIC SERVER far; CREATE FOREIGN TABLE away.far (a integer OPTIONS (column_name 'x') NOT NULL)
      SERVER far OPTIONS (table_name 't', schema_name 's');
    CREATE PUBLICATION everything FOR ALL TABLES WITH (publish = 'insert, delete');
    CREATE TEXT SEARCH CONFIGURATION away.words (COPY = pg_catalog.english);
    CREATE MATERIALIZED VIEW away.never AS SELECT 1 AS one WITH NO DATA; CREATE UNLOGGED TABLE away.quick (i serial);
    CREATE RULE "r.1" AS ON INSERT TO away.quick WHERE NEW.i IN (1, 2) DO INSTEAD (DELETE FROM away.quick; SELECT 1);
    CREATE TYPE away.dim AS (x away."E ", y varchar(3)[]); CREATE TABLE away.typed OF away.dim (x NOT NULL);
    GRANT SELECT, INSERT ON away.checks TO pg_monitor WITH GRANT OPTION; GRANT UPDATE (v, n) ON away.checks TO PUBLIC;
    REVOKE EXECUTE ON FUNCTION away.f(integer) FROM PUBLIC; REVOKE ALL ON away.quick FROM postgres; GRANT USAGE ON SCHEMA away TO PUBLIC;
    ALTER DEFAULT PRIVILEGES IN SCHEMA away GRANT SELECT ON TABLES TO pg_monitor; ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
    ALTER TABLE away.refers OWNER TO pg_monitor; ALTER SCHEMA "Übung" OWNER TO pg_monitor;
    COMMENT ON COLUMN "Übung"."é"."ä" IS 'ü'; COMMENT ON CONSTRAINT checks_v_check ON away.checks IS 'c'; COMMENT ON INDEX away.nn IS 'i';
    COMMENT ON POLICY "po.li cy" ON away.checks IS 'p'; COMMENT ON FUNCTION away.f(integer) IS 'f'; COMMENT ON DOMAIN away.dv IS 'd';
    COMMENT ON RULE "r.1" ON away.quick IS 'r'; COMMENT ON PUBLICATION everything IS 'p'; COMMENT ON EXTENSION hstore IS 'h';
    """
