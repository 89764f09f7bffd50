// Rights, replication, and what the rest is built with.

extension ChangeCase {
  static let access = [
    ChangeCase(
      name: "rights",
      setup: """
        CREATE SCHEMA app; CREATE TABLE app.t (a integer, b text); CREATE SEQUENCE app.s;
        CREATE FUNCTION app.f() RETURNS integer LANGUAGE sql AS 'SELECT 1';
        CREATE POLICY p ON app.t USING (a > 0); GRANT SELECT ON app.t TO pg_monitor;
        ALTER DEFAULT PRIVILEGES IN SCHEMA app GRANT SELECT ON TABLES TO pg_monitor;
        """,
      steps: [
        Step(
          "CREATE POLICY q ON app.t FOR SELECT TO pg_monitor USING (TRUE)",
          "policy-added app.t.q"),
        Step("DROP POLICY p ON app.t", "policy-dropped app.t.p"),
        Step("ALTER POLICY p ON app.t USING (a > 1)", "policy-changed app.t.p"),
        Step("ALTER POLICY p ON app.t TO pg_monitor", "policy-changed app.t.p"),
        Step(
          "ALTER POLICY p ON app.t RENAME TO q", "object-renamed app.t.p",
          between: ["policy-added app.t.q", "policy-dropped app.t.p"]),
        Step("GRANT INSERT ON app.t TO pg_monitor", "privilege-granted app.t"),
        Step(
          "GRANT SELECT ON app.t TO pg_monitor WITH GRANT OPTION", "privilege-granted app.t"),
        Step("REVOKE SELECT ON app.t FROM pg_monitor", "privilege-revoked app.t"),
        Step("GRANT SELECT (a) ON app.t TO PUBLIC", "privilege-granted app.t.a"),
        Step("GRANT USAGE ON SCHEMA app TO PUBLIC", "privilege-granted app"),
        Step("GRANT USAGE ON SEQUENCE app.s TO PUBLIC", "privilege-granted app.s"),
        Step("REVOKE EXECUTE ON FUNCTION app.f() FROM PUBLIC", "privilege-revoked app.f()"),
        Step(
          "ALTER DEFAULT PRIVILEGES GRANT USAGE ON SCHEMAS TO PUBLIC",
          "default-privileges-changed schemas for postgres"),
        Step(
          "ALTER DEFAULT PRIVILEGES IN SCHEMA app GRANT INSERT ON TABLES TO pg_monitor",
          "default-privileges-changed app.tables for postgres"),
        Step(
          "ALTER DEFAULT PRIVILEGES IN SCHEMA app REVOKE SELECT ON TABLES FROM pg_monitor",
          "default-privileges-changed app.tables for postgres"),
        Step("ALTER FUNCTION app.f() OWNER TO pg_monitor", "owner-changed app.f()"),
      ])
  ]

  static let replication = [
    ChangeCase(
      name: "replication",
      setup: """
        CREATE SCHEMA app; CREATE TABLE app.t (a integer PRIMARY KEY, b text);
        CREATE PUBLICATION p FOR TABLE app.t; CREATE PUBLICATION empty;
        CREATE SUBSCRIPTION s CONNECTION 'host=h' PUBLICATION x
          WITH (connect = false, create_slot = false, enabled = false, slot_name = NONE);
        """,
      steps: [
        Step("CREATE PUBLICATION q FOR ALL TABLES", "publication-added q"),
        Step("DROP PUBLICATION empty", "publication-dropped empty"),
        Step("ALTER PUBLICATION p SET TABLE app.t WHERE (a > 1)", "publication-changed p"),
        Step("ALTER PUBLICATION p SET TABLE app.t (a)", "publication-changed p"),
        Step("ALTER PUBLICATION p SET (publish = 'insert')", "publication-changed p"),
        Step("ALTER PUBLICATION empty ADD TABLES IN SCHEMA app", "publication-changed empty"),
        Step(
          "ALTER PUBLICATION p RENAME TO q", "object-renamed p",
          between: ["publication-added q", "publication-dropped p"]),
        Step(
          "CREATE SUBSCRIPTION t CONNECTION 'host=h' PUBLICATION x"
            + " WITH (connect = false, create_slot = false, enabled = false, slot_name = NONE)",
          "subscription-added t"),
        Step("DROP SUBSCRIPTION s", "subscription-dropped s"),
        Step("ALTER SUBSCRIPTION s SET (slot_name = 'other')", "subscription-changed s"),
        Step("ALTER SUBSCRIPTION s SET (synchronous_commit = 'local')", "subscription-changed s"),
        Step("COMMENT ON PUBLICATION p IS 'x'", "comment-changed p"),
      ])
  ]

  static let rest = [
    ChangeCase(
      name: "extensions, collations, casts, operators and the like",
      setup: """
        CREATE SCHEMA app; CREATE SCHEMA other; CREATE EXTENSION citext SCHEMA app;
        CREATE COLLATION app.c (LOCALE = 'C'); CREATE TABLE app.t (a integer, b integer);
        CREATE STATISTICS app."odd ON (s" (ndistinct) ON a, b FROM app.t;
        CREATE TYPE app.pair AS (x integer);
        CREATE FUNCTION app.x(app.pair) RETURNS integer LANGUAGE sql AS 'SELECT $1.x';
        CREATE FUNCTION app.same(app.pair, app.pair) RETURNS boolean LANGUAGE sql AS 'SELECT TRUE';
        CREATE FUNCTION app.other(app.pair, app.pair) RETURNS boolean LANGUAGE sql AS 'SELECT FALSE';
        CREATE CAST (app.pair AS integer) WITH FUNCTION app.x(app.pair);
        CREATE OPERATOR app.=== (LEFTARG = app.pair, RIGHTARG = app.pair, FUNCTION = app.same);
        CREATE TEXT SEARCH CONFIGURATION app.words (COPY = pg_catalog.simple);
        CREATE TEXT SEARCH DICTIONARY app.dict (TEMPLATE = pg_catalog.simple);
        CREATE CONVERSION app.conv FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8;
        CREATE OPERATOR FAMILY app.fam USING btree;
        """,
      steps: [
        Step("CREATE EXTENSION hstore SCHEMA app", "extension-added hstore"),
        Step("DROP EXTENSION citext", "extension-dropped citext"),
        Step("ALTER EXTENSION citext SET SCHEMA other", "extension-changed citext"),
        Step("CREATE COLLATION app.d (LOCALE = 'POSIX')", "collation-added app.d"),
        Step("DROP COLLATION app.c", "collation-dropped app.c"),
        Step(
          "DROP COLLATION app.c; CREATE COLLATION app.c (LOCALE = 'POSIX')",
          "collation-changed app.c"),
        Step("CREATE STATISTICS app.more ON a, b FROM app.t", "statistics-added app.more"),
        Step("DROP STATISTICS app.\"odd ON (s\"", "statistics-dropped app.\"odd ON (s\""),
        Step(
          "ALTER STATISTICS app.\"odd ON (s\" SET STATISTICS 7",
          "statistics-changed app.\"odd ON (s\""),
        Step(
          "ALTER STATISTICS app.\"odd ON (s\" RENAME TO better",
          "object-renamed app.\"odd ON (s\"",
          between: ["statistics-added app.better", "statistics-dropped app.\"odd ON (s\""]),
        Step("CREATE CAST (integer AS app.pair) WITH INOUT", "cast-added \"integer AS app.pair\""),
        Step("DROP CAST (app.pair AS integer)", "cast-dropped \"app.pair AS integer\""),
        Step(
          "DROP CAST (app.pair AS integer);"
            + " CREATE CAST (app.pair AS integer) WITH FUNCTION app.x(app.pair) AS ASSIGNMENT",
          "cast-changed \"app.pair AS integer\""),
        Step(
          "CREATE OPERATOR app.!== (LEFTARG = app.pair, RIGHTARG = app.pair, FUNCTION = app.other)",
          "operator-added app.\"!==\"(app.pair, app.pair)"),
        Step(
          "DROP OPERATOR app.=== (app.pair, app.pair)",
          "operator-dropped app.\"===\"(app.pair, app.pair)"),
        Step(
          "DROP OPERATOR app.=== (app.pair, app.pair); CREATE OPERATOR app.==="
            + " (LEFTARG = app.pair, RIGHTARG = app.pair, FUNCTION = app.other)",
          "operator-changed app.\"===\"(app.pair, app.pair)"),
        Step(
          "CREATE TEXT SEARCH CONFIGURATION app.more (PARSER = pg_catalog.\"default\")",
          "object-added app.more"),
        Step("DROP TEXT SEARCH CONFIGURATION app.words", "object-dropped app.words"),
        Step(
          "ALTER TEXT SEARCH CONFIGURATION app.words DROP MAPPING FOR word",
          "object-changed app.words"),
        Step("ALTER TEXT SEARCH DICTIONARY app.dict (accept = false)", "object-changed app.dict"),
        Step("DROP CONVERSION app.conv", "object-dropped app.conv"),
        Step("DROP OPERATOR FAMILY app.fam USING btree", "object-dropped app.fam using btree"),
        Step(
          "ALTER TEXT SEARCH CONFIGURATION app.words RENAME TO terms",
          "object-renamed app.words",
          between: ["object-added app.terms", "object-dropped app.words"]),
        Step(
          "CREATE ACCESS METHOD heap_too TYPE TABLE HANDLER heap_tableam_handler",
          "object-added heap_too"),
        Step(
          "ALTER OPERATOR app.=== (app.pair, app.pair) OWNER TO pg_monitor",
          "owner-changed app.\"===\"(app.pair, app.pair)"),
        Step("COMMENT ON EXTENSION citext IS 'x'", "comment-changed citext"),
        Step(
          "COMMENT ON CAST (app.pair AS integer) IS 'x'",
          "comment-changed \"app.pair AS integer\""),
      ])
  ]
}
