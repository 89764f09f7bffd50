// Renames of what much else speaks of: one change each, and nothing that merely follows.

extension ChangeCase {
  static let renames = [
    ChangeCase(name: "renames", setup: entangled, steps: renameSteps.map { Step(rename: $0, $1) })
  ]

  private static let renameSteps = [
    ("ALTER TABLE app.t RENAME a TO b", "column-renamed app.t.a"),
    ("ALTER TABLE app.t RENAME a TO \"odd \"\"name.\"", "column-renamed app.t.a"),
    ("ALTER TABLE app.t RENAME id TO ident", "column-renamed app.t.id"),
    ("ALTER VIEW app.v RENAME a TO z", "column-renamed app.v.a"),
    ("ALTER TABLE app.t RENAME TO u", "table-renamed app.t"),
    ("ALTER TABLE app.t RENAME TO \"U.u\"", "table-renamed app.t"),
    ("ALTER TABLE app.t SET SCHEMA other", "table-moved app.t"),
    ("ALTER SCHEMA app RENAME TO main", "schema-renamed app"),
    ("ALTER SCHEMA app RENAME TO \"Ma in\"", "schema-renamed app"),
    ("ALTER VIEW app.v RENAME TO seen", "view-renamed app.v"),
    ("ALTER TYPE app.mood RENAME TO temper", "type-renamed app.mood"),
    ("ALTER TYPE app.mood RENAME VALUE 'sad' TO 'so low'", "enum-value-renamed app.mood"),
    ("ALTER DOMAIN app.d RENAME TO \"D d\"", "type-renamed app.d"),
    ("ALTER TYPE app.pair RENAME TO duo", "type-renamed app.pair"),
    ("ALTER TYPE app.pair RENAME ATTRIBUTE x TO z", "column-renamed app.pair.x"),
    ("ALTER FUNCTION app.f RENAME TO g", "routine-renamed app.f(integer)"),
    ("ALTER SEQUENCE app.s RENAME TO r", "sequence-renamed app.s"),
    ("ALTER INDEX app.i RENAME TO j", "index-renamed app.i"),
    ("ALTER INDEX app.t_pkey RENAME TO tk", "constraint-renamed app.t.t_pkey"),
    ("ALTER TABLE app.t RENAME CONSTRAINT t_pkey TO tk", "constraint-renamed app.t.t_pkey"),
    ("ALTER DOMAIN app.d RENAME CONSTRAINT d_check TO dc", "constraint-renamed app.d.d_check"),
    ("ALTER TRIGGER g ON app.t RENAME TO h", "object-renamed app.t.g"),
    ("ALTER RULE r ON app.t RENAME TO h", "object-renamed app.t.r"),
    ("ALTER TABLE app.part RENAME at TO moment", "column-renamed app.part.at"),
    ("ALTER TABLE app.part RENAME TO whole", "table-renamed app.part"),
    ("ALTER COLLATION app.c RENAME TO k", "object-renamed app.c"),
    ("ALTER FUNCTION app.f SET SCHEMA other", "object-moved app.f(integer)"),
  ]

  /// Everything in it speaks of something else in it.
  static let entangled = """
    CREATE SCHEMA app; CREATE SCHEMA other; CREATE SEQUENCE app.s;
    CREATE COLLATION app.c (LOCALE = 'C');
    CREATE TYPE app.mood AS ENUM ('sad', 'glad'); CREATE TYPE app.pair AS (x integer, m app.mood);
    CREATE DOMAIN app.d AS text CHECK (VALUE <> ''); CREATE DOMAIN app.dm AS app.mood DEFAULT 'sad';
    CREATE FUNCTION app.f(i integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT i';
    CREATE FUNCTION app.act() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
    CREATE TABLE app.t (
      id integer DEFAULT nextval('app.s') PRIMARY KEY, a integer UNIQUE CHECK (a > 0 AND app.f(a) > 1),
      m app.mood DEFAULT 'sad' CHECK (m IN ('sad', 'glad')), d app.d, p app.pair,
      g integer GENERATED ALWAYS AS (a + app.f(id)) STORED, l text COLLATE app.c
    );
    ALTER SEQUENCE app.s OWNED BY app.t.id; ALTER TABLE app.t REPLICA IDENTITY USING INDEX t_pkey;
    CREATE TABLE app.child (t_id integer REFERENCES app.t, t_a integer REFERENCES app.t (a));
    CREATE INDEX i ON app.t (a, (a + app.f(id)), (m = 'sad')) INCLUDE (id) WHERE a > 0 AND m = 'sad';
    CREATE INDEX collated ON app.t (d COLLATE app.c);
    CREATE VIEW app.v AS SELECT id, a, app.f(a) AS fa, m, d FROM app.t WHERE a > 0 AND m = 'sad';
    CREATE VIEW app.w AS SELECT x.id, y.a, v.fa, t_1.m FROM app.t AS x JOIN app.t AS y USING (id)
      JOIN app.v USING (id) JOIN app.t AS t_1 ON t_1.id = x.id, LATERAL (SELECT v.a) AS sub;
    CREATE VIEW app.double AS SELECT * FROM app.t, (SELECT a AS other FROM app.t) AS s
      WHERE id = (SELECT max(t.id) FROM app.t WHERE t.a > 1);
    CREATE MATERIALIZED VIEW app.mat AS SELECT a, id FROM app.v;
    CREATE FUNCTION app.body() RETURNS bigint LANGUAGE sql
      BEGIN ATOMIC SELECT sum(a) FROM app.t WHERE m = 'sad' AND app.f(id) > 1; END;
    CREATE FUNCTION app.takes(t app.t, m app.mood DEFAULT 'sad') RETURNS SETOF app.t LANGUAGE sql
      AS 'SELECT * FROM app.t';
    CREATE POLICY p ON app.t USING (a > 0 AND id IN (SELECT t_id FROM app.child WHERE m = 'sad'));
    CREATE TRIGGER g BEFORE UPDATE OF a ON app.t FOR EACH ROW
      WHEN (OLD.a IS DISTINCT FROM NEW.a AND NEW.m = 'sad') EXECUTE FUNCTION app.act();
    CREATE RULE r AS ON UPDATE TO app.t WHERE NEW.a > 5 DO ALSO SELECT a AS x, id FROM app.t;
    CREATE STATISTICS app.st ON a, id, (a + id), (m = 'sad') FROM app.t;
    CREATE PUBLICATION pub FOR TABLE app.t (id, a) WHERE (id > 0);
    CREATE TABLE app.part (at date, n integer) PARTITION BY RANGE (at, (app.f(n)));
    CREATE TABLE app.part1 PARTITION OF app.part FOR VALUES FROM ('2024-01-01', 0) TO ('2025-01-01', 0);
    CREATE TABLE app.kin (k integer) INHERITS (app.t); GRANT SELECT (a) ON app.t TO pg_monitor;
    """
}

extension Step {
  /// What follows between two databases is not said here: a rename cannot be proven there.
  init(rename: String, _ expected: String) {
    change = rename
    self.expected = [expected]
    between = nil
  }
}
