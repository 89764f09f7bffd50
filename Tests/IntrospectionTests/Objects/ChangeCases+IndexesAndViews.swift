// Indexes, views, sequences.

extension ChangeCase {
  static let indexesAndViews = [
    ChangeCase(
      name: "indexes, views and sequences",
      setup: """
        CREATE SCHEMA app; CREATE TABLE app.t (id integer, a text, b integer);
        CREATE INDEX i ON app.t (a); CREATE INDEX lower_a ON app.t (lower(a), b) WHERE b > 0;
        CREATE INDEX broken ON app.t (b);
        UPDATE pg_index SET indisvalid = FALSE WHERE indexrelid = 'app.broken'::regclass;
        CREATE VIEW app.v AS SELECT id, a FROM app.t;
        CREATE MATERIALIZED VIEW app.m AS SELECT id FROM app.t;
        CREATE MATERIALIZED VIEW app.n AS SELECT id FROM app.t WITH NO DATA;
        CREATE SEQUENCE app.s; CREATE SCHEMA other;
        """,
      steps: [
        Step("CREATE INDEX j ON app.t (b)", "index-added app.j"),
        Step("DROP INDEX app.i", "index-dropped app.i"),
        Step("DROP INDEX app.i; CREATE INDEX i ON app.t (a DESC)", "index-changed app.i"),
        Step("DROP INDEX app.i; CREATE INDEX i ON app.t (a) INCLUDE (b)", "index-changed app.i"),
        Step(
          "DROP INDEX app.i; CREATE INDEX i ON app.t (a text_pattern_ops)", "index-changed app.i"),
        Step("DROP INDEX app.i; CREATE INDEX i ON app.t USING hash (a)", "index-changed app.i"),
        Step("ALTER INDEX app.i SET (fillfactor = 80)", "index-changed app.i"),
        Step("ALTER INDEX app.lower_a ALTER 1 SET STATISTICS 9", "index-changed app.lower_a"),
        Step("COMMENT ON INDEX app.i IS 'x'", "comment-changed app.i"),
        Step(
          "ALTER INDEX app.i RENAME TO j", "index-renamed app.i",
          between: ["index-added app.j", "index-dropped app.i", "possible-rename app.i"]),
        Step(
          "UPDATE pg_index SET indisvalid = FALSE WHERE indexrelid = 'app.i'::regclass",
          "index-invalid app.i"),
        Step("REINDEX INDEX app.broken", "index-valid app.broken"),
        Step("CREATE VIEW app.w AS SELECT 1 AS one", "view-added app.w"),
        Step("DROP VIEW app.v", "view-dropped app.v"),
        Step(
          "ALTER VIEW app.v RENAME TO w", "view-renamed app.v",
          between: ["view-added app.w", "view-dropped app.v", "possible-rename app.v"]),
        Step(
          "CREATE OR REPLACE VIEW app.v AS SELECT id, a FROM app.t WHERE b > 1",
          "view-definition-changed app.v"),
        Step("CREATE OR REPLACE VIEW app.v AS SELECT id, a FROM app.t"),
        Step("ALTER VIEW app.v SET (security_barrier)", "view-options-changed app.v"),
        Step("ALTER VIEW app.v ALTER a SET DEFAULT 'q'", "default-changed app.v.a"),
        Step("CREATE MATERIALIZED VIEW app.o AS SELECT 1 AS one", "materialized-view-added app.o"),
        Step("DROP MATERIALIZED VIEW app.m", "materialized-view-dropped app.m"),
        Step("REFRESH MATERIALIZED VIEW app.n", "materialized-view-populated app.n"),
        Step(
          "REFRESH MATERIALIZED VIEW app.m WITH NO DATA", "materialized-view-unpopulated app.m"),
        Step("CREATE SEQUENCE app.more", "sequence-added app.more"),
        Step("DROP SEQUENCE app.s", "sequence-dropped app.s"),
        Step("ALTER SEQUENCE app.s CYCLE", "sequence-changed app.s"),
        Step("ALTER SEQUENCE app.s OWNED BY app.t.id", "sequence-changed app.s"),
        Step(
          "ALTER SEQUENCE app.s RENAME TO r", "sequence-renamed app.s",
          between: ["sequence-added app.r", "sequence-dropped app.s"]),
        Step(
          "ALTER SEQUENCE app.s SET SCHEMA other", "object-moved app.s",
          between: ["sequence-added other.s", "sequence-dropped app.s"]),
        Step("CREATE STATISTICS app.more ON a, b FROM app.t", "statistics-added app.more"),
      ])
  ]
}
