// Types and routines.

extension ChangeCase {
  static let types = [
    ChangeCase(
      name: "types",
      setup: """
        CREATE SCHEMA app; CREATE SCHEMA other;
        CREATE TYPE app.mood AS ENUM ('sad', 'glad', 'calm'); CREATE TYPE app.lone AS ENUM ('a');
        CREATE TABLE app.t (m app.mood DEFAULT 'sad' CHECK (m <> 'glad'), at app.mood[]);
        CREATE VIEW app.v AS SELECT m FROM app.t WHERE m = 'sad';
        CREATE DOMAIN app.d AS text CHECK (VALUE <> ''); CREATE DOMAIN app.e AS varchar(5);
        CREATE TYPE app.pair AS (x integer, y text); CREATE TYPE app.r AS RANGE (SUBTYPE = integer);
        CREATE TYPE app.shell;
        CREATE TYPE app.base;
        CREATE FUNCTION app.bin(cstring) RETURNS app.base LANGUAGE internal STRICT IMMUTABLE AS 'int4in';
        CREATE FUNCTION app.bout(app.base) RETURNS cstring LANGUAGE internal STRICT IMMUTABLE AS 'int4out';
        CREATE FUNCTION app.brecv(internal) RETURNS app.base LANGUAGE internal STRICT IMMUTABLE AS 'int4recv';
        CREATE TYPE app.base (INPUT = app.bin, OUTPUT = app.bout, LIKE = integer);
        """,
      steps: [
        Step("CREATE TYPE app.more AS ENUM ('x')", "enum-added app.more"),
        Step("DROP TYPE app.lone", "enum-dropped app.lone"),
        Step("ALTER TYPE app.mood ADD VALUE 'wild' BEFORE 'glad'", "enum-value-added app.mood"),
        Step(
          "ALTER TYPE app.mood RENAME VALUE 'sad' TO 'so low'", "enum-value-renamed app.mood",
          between: [
            "enum-value-added app.mood", "enum-value-dropped app.mood", "default-changed app.t.m",
            "view-definition-changed app.v",
          ]),
        Step("DROP TYPE app.lone; CREATE TYPE app.lone AS ENUM ()", "enum-value-dropped app.lone"),
        Step(
          "DROP TABLE app.t CASCADE; DROP TYPE app.mood;"
            + " CREATE TYPE app.mood AS ENUM ('calm', 'sad', 'glad')",
          "enum-values-reordered app.mood", "table-dropped app.t"),
        Step(
          "ALTER TYPE app.mood RENAME TO temper", "type-renamed app.mood",
          between: [
            "enum-added app.temper", "enum-dropped app.mood", "possible-rename app.mood",
            "type-changed app.t.m", "type-changed app.t.at", "view-definition-changed app.v",
            "type-changed app.v.m",
          ]),
        Step(
          "ALTER TYPE app.lone SET SCHEMA other", "object-moved app.lone",
          between: ["enum-added other.lone", "enum-dropped app.lone"]),
        Step("CREATE DOMAIN app.more AS integer", "domain-added app.more"),
        Step("DROP DOMAIN app.d", "domain-dropped app.d"),
        Step("ALTER DOMAIN app.d SET NOT NULL", "not-null-added app.d"),
        Step("ALTER DOMAIN app.d SET DEFAULT 'x'", "default-changed app.d"),
        Step("ALTER DOMAIN app.d ADD CONSTRAINT c CHECK (VALUE <> 'x')", "check-added app.d.c"),
        Step("ALTER DOMAIN app.d DROP CONSTRAINT d_check", "check-dropped app.d.d_check"),
        Step("DROP DOMAIN app.e; CREATE DOMAIN app.e AS varchar(6)", "type-widened app.e"),
        Step(
          "DROP DOMAIN app.e; CREATE DOMAIN app.e AS varchar(5) COLLATE \"C\"",
          "domain-changed app.e"),
        Step("CREATE TYPE app.more AS (x integer)", "composite-type-added app.more"),
        Step("DROP TYPE app.pair", "composite-type-dropped app.pair"),
        Step(
          "DROP TYPE app.pair; CREATE TYPE app.pair AS (y text, x integer)",
          "columns-reordered app.pair"),
        Step("DROP TYPE app.pair; CREATE DOMAIN app.pair AS integer", "type-changed app.pair"),
        Step("CREATE TYPE app.more AS RANGE (SUBTYPE = text)", "range-type-added app.more"),
        Step("DROP TYPE app.r", "range-type-dropped app.r"),
        Step(
          "DROP TYPE app.r; CREATE TYPE app.r AS RANGE (SUBTYPE = bigint)",
          "range-type-changed app.r"),
        Step("CREATE TYPE app.more", "base-type-added app.more"),
        Step("DROP TYPE app.shell", "base-type-dropped app.shell"),
        Step("ALTER TYPE app.base SET (RECEIVE = app.brecv)", "base-type-changed app.base"),
        Step(
          "ALTER TYPE app.pair RENAME TO duo", "type-renamed app.pair",
          between: ["composite-type-added app.duo", "composite-type-dropped app.pair"]),
        Step("ALTER TYPE app.mood OWNER TO pg_monitor", "owner-changed app.mood"),
        Step("COMMENT ON TYPE app.mood IS 'x'", "comment-changed app.mood"),
        Step("COMMENT ON DOMAIN app.d IS 'x'", "comment-changed app.d"),
        Step(
          "COMMENT ON CONSTRAINT d_check ON DOMAIN app.d IS 'x'", "comment-changed app.d.d_check"),
      ])
  ]

  static let routines = [
    ChangeCase(
      name: "routines and triggers",
      setup: """
        CREATE SCHEMA app; CREATE SCHEMA other; CREATE TABLE app.t (a integer, b text);
        CREATE FUNCTION app.f(i integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';
        CREATE FUNCTION app.f(i text) RETURNS integer LANGUAGE sql AS 'SELECT 1';
        CREATE FUNCTION app.inner() RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT 1';
        CREATE FUNCTION app.body() RETURNS bigint LANGUAGE sql
          BEGIN ATOMIC SELECT count(*) FROM app.t WHERE a > app.inner(); END;
        CREATE PROCEDURE app.p() LANGUAGE sql AS 'SELECT 1';
        CREATE AGGREGATE app.total(integer) (SFUNC = int4pl, STYPE = integer, INITCOND = '0');
        CREATE FUNCTION app.act() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
        CREATE FUNCTION app.watch() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
        CREATE TRIGGER g BEFORE INSERT ON app.t FOR EACH ROW WHEN (NEW.a > 0) EXECUTE FUNCTION app.act();
        CREATE TRIGGER off BEFORE INSERT ON app.t FOR EACH ROW EXECUTE FUNCTION app.act();
        ALTER TABLE app.t DISABLE TRIGGER off;
        CREATE EVENT TRIGGER e ON ddl_command_end EXECUTE FUNCTION app.watch();
        CREATE RULE r AS ON DELETE TO app.t DO INSTEAD NOTHING;
        """,
      steps: [
        Step(
          "CREATE FUNCTION app.f(i date) RETURNS integer LANGUAGE sql AS 'SELECT 1'",
          "routine-added app.f(date)"),
        Step("DROP FUNCTION app.f(text)", "routine-dropped app.f(text)"),
        Step(
          "ALTER FUNCTION app.f(text) RENAME TO g", "routine-renamed app.f(text)",
          between: [
            "routine-added app.g(text)", "routine-dropped app.f(text)",
            "possible-rename app.f(text)",
          ]),
        Step(
          "ALTER FUNCTION app.inner RENAME TO core", "routine-renamed app.inner()",
          between: [
            "routine-added app.core()", "routine-dropped app.inner()",
            "possible-rename app.inner()", "routine-body-changed app.body()",
          ]),
        Step(
          "ALTER FUNCTION app.f(text) SET SCHEMA other", "object-moved app.f(text)",
          between: ["routine-added other.f(text)", "routine-dropped app.f(text)"]),
        Step(
          "CREATE OR REPLACE FUNCTION app.f(i integer) RETURNS integer LANGUAGE sql AS 'SELECT 2'",
          "routine-body-changed app.f(integer)"),
        Step(
          "DROP FUNCTION app.f(integer);"
            + " CREATE FUNCTION app.f(i integer) RETURNS bigint LANGUAGE sql AS 'SELECT 1'",
          "routine-result-changed app.f(integer)"),
        Step(
          "ALTER FUNCTION app.f(integer) IMMUTABLE STRICT SECURITY DEFINER COST 7",
          "routine-changed app.f(integer)"),
        Step(
          "ALTER FUNCTION app.f(integer) SET work_mem = '4MB'", "routine-changed app.f(integer)"),
        Step(
          "CREATE OR REPLACE FUNCTION app.f(i integer DEFAULT 3) RETURNS integer LANGUAGE sql"
            + " AS 'SELECT 1'", "routine-changed app.f(integer)"),
        Step("DROP PROCEDURE app.p", "routine-dropped app.p()"),
        Step(
          "DROP PROCEDURE app.p; CREATE FUNCTION app.p() RETURNS integer LANGUAGE sql AS 'SELECT 1'",
          "routine-changed app.p()"),
        Step(
          "DROP AGGREGATE app.total(integer); CREATE AGGREGATE app.total(integer)"
            + " (SFUNC = int4pl, STYPE = integer, INITCOND = '1')",
          "routine-changed app.total(integer)"),
        Step("COMMENT ON FUNCTION app.f(integer) IS 'x'", "comment-changed app.f(integer)"),
        Step(
          "CREATE TRIGGER h BEFORE INSERT ON app.t EXECUTE FUNCTION app.act()",
          "trigger-added app.t.h"),
        Step("DROP TRIGGER g ON app.t", "trigger-dropped app.t.g"),
        Step(
          "CREATE OR REPLACE TRIGGER g AFTER INSERT ON app.t FOR EACH ROW EXECUTE FUNCTION app.act()",
          "trigger-changed app.t.g"),
        Step("ALTER TABLE app.t ENABLE TRIGGER off", "trigger-enabled app.t.off"),
        Step("ALTER TABLE app.t ENABLE ALWAYS TRIGGER g", "trigger-enabled app.t.g"),
        Step("ALTER TABLE app.t DISABLE TRIGGER g", "trigger-disabled app.t.g"),
        Step(
          "ALTER TRIGGER g ON app.t RENAME TO h", "object-renamed app.t.g",
          between: ["trigger-added app.t.h", "trigger-dropped app.t.g"]),
        Step(
          "CREATE EVENT TRIGGER more ON sql_drop EXECUTE FUNCTION app.watch()",
          "event-trigger-added more"),
        Step("DROP EVENT TRIGGER e", "event-trigger-dropped e"),
        Step(
          "DROP EVENT TRIGGER e; CREATE EVENT TRIGGER e ON sql_drop EXECUTE FUNCTION app.watch()",
          "event-trigger-changed e"),
        Step("ALTER EVENT TRIGGER e DISABLE", "trigger-disabled e"),
        Step("CREATE RULE s AS ON UPDATE TO app.t DO INSTEAD NOTHING", "rule-added app.t.s"),
        Step("DROP RULE r ON app.t", "rule-dropped app.t.r"),
        Step(
          "CREATE OR REPLACE RULE r AS ON DELETE TO app.t WHERE old.a > 1 DO INSTEAD NOTHING",
          "rule-changed app.t.r"),
        Step("ALTER TABLE app.t DISABLE RULE r", "rule-changed app.t.r"),
        Step("COMMENT ON TRIGGER g ON app.t IS 'x'", "comment-changed app.t.g"),
      ])
  ]
}
