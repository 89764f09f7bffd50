extension ChangeCase {
  /// One statement that changes several objects is one cause; the others follow from it.
  static let causes: [ChangeCase] = [
    ChangeCase(
      name: "what goes with a column",
      setup: """
        CREATE SCHEMA app;
        CREATE TABLE app.t (
          a integer, b integer, "C ""c" text, g integer GENERATED ALWAYS AS (b * 2) STORED,
          CHECK (b > 0), CONSTRAINT pair CHECK (a > b), EXCLUDE (b WITH =), UNIQUE (a, b),
          CHECK ("C ""c" <> 'b'));
        CREATE INDEX part ON app.t (a) WHERE b > 0; CREATE INDEX total ON app.t ((a + b));
        CREATE STATISTICS app.st ON a, b FROM app.t; CREATE STATISTICS app.sx ON (b + 1) FROM app.t;
        CREATE POLICY p ON app.t USING (b > 0); CREATE VIEW app.v AS SELECT a FROM app.t WHERE b > 0;
        CREATE TRIGGER tr BEFORE UPDATE OF b ON app.t
          FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger();
        CREATE INDEX odd ON app.t (lower("C ""c"))
        """,
      steps: [
        Step(
          "ALTER TABLE app.t DROP COLUMN b CASCADE", "column-dropped app.t.b", "view-dropped app.v"),
        Step(
          #"ALTER TABLE app.t DROP COLUMN "C ""c""#, #"column-dropped app.t."C ""c""#),
        Step(
          #"ALTER TABLE app.t ALTER "C ""c" TYPE varchar(9)"#,
          #"type-narrowed app.t."C ""c""#),
      ]),
    ChangeCase(
      name: "what goes with something else",
      setup: """
        CREATE SCHEMA app; CREATE SCHEMA gone; CREATE TABLE gone.t (id serial PRIMARY KEY);
        CREATE TYPE gone.e AS ENUM ('a'); CREATE FUNCTION gone.f() RETURNS trigger
          LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
        CREATE TABLE app.t (id serial PRIMARY KEY, e gone.e, u integer UNIQUE, n numeric(4));
        CREATE TABLE app.c (u integer CONSTRAINT of_u REFERENCES app.t (u));
        CREATE FUNCTION app.g(e gone.e) RETURNS integer LANGUAGE sql AS 'SELECT 1';
        CREATE TRIGGER tr BEFORE INSERT ON app.t FOR EACH ROW EXECUTE FUNCTION gone.f();
        CREATE VIEW app.v AS SELECT id FROM gone.t;
        CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w;
        CREATE USER MAPPING FOR PUBLIC SERVER s; CREATE FOREIGN TABLE app.far (i integer) SERVER s;
        CREATE PUBLICATION pub FOR TABLE app.c, app.t (id) WHERE (id > 1);
        CREATE TABLE app.i (id integer GENERATED ALWAYS AS IDENTITY, d text DEFAULT 'x');
        """,
      steps: [
        Step("DROP SCHEMA gone CASCADE", "schema-dropped gone"),
        Step("DROP TYPE gone.e CASCADE", "enum-dropped gone.e"),
        Step("DROP FUNCTION gone.f() CASCADE", "routine-dropped gone.f()"),
        Step("DROP TABLE gone.t CASCADE", "table-dropped gone.t"),
        Step("DROP SERVER s CASCADE", "foreign-server-dropped s"),
        Step("DROP FOREIGN DATA WRAPPER w CASCADE", "foreign-data-wrapper-dropped w"),
        Step("ALTER TABLE app.t DROP CONSTRAINT t_u_key CASCADE", "unique-dropped app.t.t_u_key"),
        Step("ALTER TABLE app.t DROP COLUMN u CASCADE", "column-dropped app.t.u"),
        Step("DROP TABLE app.t CASCADE", "table-dropped app.t"),
        Step("ALTER TABLE app.t OWNER TO pg_monitor", "owner-changed app.t"),
        Step("ALTER TABLE app.i ALTER id TYPE bigint", "type-widened app.i.id"),
        Step("ALTER TABLE app.i ALTER d TYPE varchar(3)", "type-narrowed app.i.d"),
        Step(
          "DROP TABLE app.t CASCADE; CREATE VIEW app.t AS SELECT 1 AS id, 'a'::gone.e AS e,"
            + " 1 AS u, 1::numeric(4) AS n",
          "relation-kind-changed app.t", "default-changed app.t.id", "publication-changed pub",
          "sequence-dropped app.t_id_seq"),
      ]),
  ]
}
