// Schemas, tables, partitions.

extension ChangeCase {
  static let relations = [
    ChangeCase(
      name: "schemas and tables",
      setup: """
        CREATE SCHEMA app; CREATE SCHEMA other; CREATE SCHEMA bare;
        CREATE TABLE app.t (id integer PRIMARY KEY, a text, b integer);
        CREATE TABLE app.mother (m integer); CREATE TABLE app.child (m integer);
        CREATE TABLE app.born (n integer) INHERITS (app.mother);
        CREATE TABLE app.secret (i integer); ALTER TABLE app.secret ENABLE ROW LEVEL SECURITY;
        CREATE TYPE app.pair AS (m integer);
        CREATE ACCESS METHOD heap_too TYPE TABLE HANDLER heap_tableam_handler;
        CREATE VIEW app.v AS SELECT m FROM app.mother;
        """,
      steps: [
        Step("CREATE SCHEMA more", "schema-added more"),
        Step("DROP SCHEMA bare", "schema-dropped bare"),
        Step(
          "ALTER SCHEMA bare RENAME TO poor", "schema-renamed bare",
          between: ["schema-added poor", "schema-dropped bare"]),
        Step("CREATE TABLE app.more (id serial PRIMARY KEY, a text)", "table-added app.more"),
        Step("CREATE TABLE app.none ()", "table-added app.none"),
        Step("DROP TABLE app.t", "table-dropped app.t"),
        Step(
          "ALTER TABLE app.t RENAME TO u", "table-renamed app.t",
          between: ["table-added app.u", "table-dropped app.t", "possible-rename app.t"]),
        Step(
          "ALTER TABLE app.t SET SCHEMA other", "table-moved app.t",
          between: ["table-added other.t", "table-dropped app.t"]),
        Step("DROP TABLE app.t; CREATE TABLE app.t (id integer PRIMARY KEY, a text, b integer)"),
        Step(
          "DROP TABLE app.child; CREATE VIEW app.child AS SELECT m FROM app.mother",
          "relation-kind-changed app.child"),
        Step(
          "DROP VIEW app.v; CREATE MATERIALIZED VIEW app.v AS SELECT m FROM app.mother",
          "relation-kind-changed app.v"),
        Step("ALTER TABLE app.t SET UNLOGGED", "persistence-changed app.t"),
        Step("ALTER TABLE app.child INHERIT app.mother", "inheritance-changed app.child"),
        Step("ALTER TABLE app.born NO INHERIT app.mother", "inheritance-changed app.born"),
        Step("ALTER TABLE app.child OF app.pair", "inheritance-changed app.child"),
        Step("ALTER TABLE app.t SET (fillfactor = 70)", "storage-parameters-changed app.t"),
        Step(
          "ALTER TABLE app.t SET (toast.autovacuum_enabled = off)",
          "storage-parameters-changed app.t"),
        Step("ALTER TABLE app.t SET ACCESS METHOD heap_too", "access-method-changed app.t"),
        Step("ALTER TABLE app.t ENABLE ROW LEVEL SECURITY", "row-security-enabled app.t"),
        Step("ALTER TABLE app.secret FORCE ROW LEVEL SECURITY", "row-security-enabled app.secret"),
        Step(
          "ALTER TABLE app.secret DISABLE ROW LEVEL SECURITY", "row-security-disabled app.secret"),
        Step("ALTER TABLE app.t REPLICA IDENTITY FULL", "replica-identity-changed app.t"),
        Step("ALTER TABLE app.t REPLICA IDENTITY NOTHING", "replica-identity-changed app.t"),
        Step(
          "ALTER TABLE app.t REPLICA IDENTITY USING INDEX t_pkey", "replica-identity-changed app.t"),
        Step("ALTER TABLE app.t OWNER TO pg_monitor", "owner-changed app.t"),
        Step("ALTER SCHEMA app OWNER TO pg_monitor", "owner-changed app"),
        Step("COMMENT ON TABLE app.t IS 'x'", "comment-changed app.t"),
        Step("COMMENT ON SCHEMA app IS 'x'", "comment-changed app"),
        Step("COMMENT ON CONSTRAINT t_pkey ON app.t IS 'x'", "comment-changed app.t.t_pkey"),
        Step("COMMENT ON COLUMN app.t.a IS 'x'", "comment-changed app.t.a"),
      ]),
    ChangeCase(
      name: "foreign tables",
      setup: """
        CREATE EXTENSION postgres_fdw; CREATE SCHEMA app;
        CREATE SERVER far FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host 'h', dbname 'd');
        CREATE SERVER near FOREIGN DATA WRAPPER postgres_fdw;
        CREATE USER MAPPING FOR pg_monitor SERVER far OPTIONS (user 'u', password 'p');
        CREATE FOREIGN TABLE app.f (a integer OPTIONS (column_name 'x'), b text)
          SERVER far OPTIONS (schema_name 's', table_name 't');
        CREATE FOREIGN DATA WRAPPER dummy;
        """,
      steps: [
        Step("CREATE FOREIGN TABLE app.g (a integer) SERVER far", "foreign-table-added app.g"),
        Step("DROP FOREIGN TABLE app.f", "foreign-table-dropped app.f"),
        Step(
          "ALTER FOREIGN TABLE app.f OPTIONS (SET table_name 'u')",
          "foreign-options-changed app.f"),
        Step(
          "ALTER FOREIGN TABLE app.f ALTER a OPTIONS (SET column_name 'y')",
          "foreign-options-changed app.f.a"),
        Step(
          "DROP FOREIGN TABLE app.f; CREATE FOREIGN TABLE app.f"
            + " (a integer OPTIONS (column_name 'x'), b text)"
            + " SERVER far OPTIONS (table_name 't', schema_name 's')"),
        Step("CREATE SERVER more FOREIGN DATA WRAPPER dummy", "foreign-server-added more"),
        Step("DROP SERVER near", "foreign-server-dropped near"),
        Step("ALTER SERVER near VERSION '2'", "foreign-server-changed near"),
        Step("ALTER SERVER far OPTIONS (SET host 'i')", "foreign-server-changed far"),
        Step("CREATE FOREIGN DATA WRAPPER more", "foreign-data-wrapper-added more"),
        Step("DROP FOREIGN DATA WRAPPER dummy", "foreign-data-wrapper-dropped dummy"),
        Step(
          "ALTER FOREIGN DATA WRAPPER dummy OPTIONS (a 'b')",
          "foreign-data-wrapper-changed dummy"),
        Step("CREATE USER MAPPING FOR PUBLIC SERVER near", "user-mapping-added near for PUBLIC"),
        Step(
          "DROP USER MAPPING FOR pg_monitor SERVER far", "user-mapping-dropped far for pg_monitor"),
      ]),
  ]

  static let partitions = [
    ChangeCase(
      name: "partitions",
      setup: """
        CREATE SCHEMA app; CREATE TYPE app.mood AS ENUM ('sad', 'glad');
        CREATE TABLE app.p (at date NOT NULL, m text, PRIMARY KEY (at)) PARTITION BY RANGE (at);
        CREATE TABLE app.p1 PARTITION OF app.p FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
        CREATE TABLE app.lone (at date PRIMARY KEY, m text);
        CREATE TABLE app.l (m app.mood) PARTITION BY LIST (m);
        CREATE TABLE app.l1 PARTITION OF app.l FOR VALUES IN ('sad');
        CREATE TABLE app.child (at date REFERENCES app.p);
        CREATE FUNCTION app.nothing() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
        CREATE TRIGGER each BEFORE INSERT ON app.p FOR EACH ROW EXECUTE FUNCTION app.nothing();
        """,
      steps: [
        Step(
          "CREATE TABLE app.p2 PARTITION OF app.p FOR VALUES FROM ('2025-01-01') TO ('2026-01-01')",
          "partition-attached app.p2"),
        Step(
          "ALTER TABLE app.p ATTACH PARTITION app.lone FOR VALUES FROM ('2025-01-01') TO ('2026-01-01')",
          "partition-attached app.lone"),
        Step(
          "DROP TABLE app.child; ALTER TABLE app.p DETACH PARTITION app.p1",
          "partition-detached app.p1", "table-dropped app.child"),
        Step("DROP TABLE app.l1", "partition-dropped app.l1"),
        Step("DROP TABLE app.l", "table-dropped app.l"),
        Step(
          "DROP TABLE app.l1; CREATE TABLE app.l1 PARTITION OF app.l FOR VALUES IN ('glad')",
          "partition-bound-changed app.l1"),
        Step(
          "DROP TABLE app.l; CREATE TABLE app.l (m app.mood) PARTITION BY HASH (m);"
            + " CREATE TABLE app.l1 PARTITION OF app.l FOR VALUES WITH (MODULUS 1, REMAINDER 0)",
          "partition-key-changed app.l", "partition-bound-changed app.l1"),
        Step("ALTER TABLE app.p ADD n integer", "column-added app.p.n"),
        Step("CREATE INDEX i ON app.p (m)", "index-added app.i"),
        Step(
          "ALTER TABLE app.p1 RENAME TO p2", "table-renamed app.p1",
          between: ["partition-attached app.p2", "partition-dropped app.p1"]),
        Step(
          "ALTER TYPE app.mood RENAME VALUE 'sad' TO 'so low'", "enum-value-renamed app.mood",
          between: [
            "enum-value-added app.mood", "enum-value-dropped app.mood",
            "partition-bound-changed app.l1",
          ]),
      ])
  ]
}
