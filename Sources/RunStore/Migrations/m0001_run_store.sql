-- What runs have done, and which one readers see. Owned by whtest; migrated by the tool itself.
CREATE TABLE whtest.runs (
  run_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  command text NOT NULL,
  tool_version text NOT NULL,
  started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  ended_at timestamptz,
  status text NOT NULL DEFAULT 'running'
    CHECK (status IN ('running', 'passed', 'failed', 'error', 'stopped', 'abandoned')),
  message text,
  published_at timestamptz,
  removed_at timestamptz
);
COMMENT ON TABLE whtest.runs IS 'One row per run; a run that is running and has no session is dead.';
COMMENT ON COLUMN whtest.runs.published_at IS 'Set in the transaction that showed the run to readers.';
COMMENT ON COLUMN whtest.runs.removed_at IS 'When the data of the run was dropped.';

CREATE TABLE whtest.publication (
  only_row boolean PRIMARY KEY DEFAULT TRUE CHECK (only_row),
  run_id bigint NOT NULL REFERENCES whtest.runs
);
COMMENT ON TABLE whtest.publication IS 'The run that the public views show.';

CREATE TABLE whtest.relations (
  run_id bigint NOT NULL REFERENCES whtest.runs,
  position integer NOT NULL,
  layer text NOT NULL CHECK (layer IN ('bronze', 'silver', 'gold')),
  name text NOT NULL,
  is_view boolean NOT NULL,
  PRIMARY KEY (run_id, position)
);
COMMENT ON TABLE whtest.relations IS 'What a run makes in its own schemas, entered before it is made.';

CREATE TABLE whtest.steps (
  run_id bigint NOT NULL REFERENCES whtest.runs,
  position integer NOT NULL,
  layer text NOT NULL,
  relation text NOT NULL,
  outcome text NOT NULL,
  message text,
  rows_total bigint,
  rows_before bigint,
  rows_inserted bigint,
  rows_updated bigint,
  rows_deleted bigint,
  seconds double precision NOT NULL,
  PRIMARY KEY (run_id, position)
);

CREATE TABLE whtest.check_results (
  run_id bigint NOT NULL REFERENCES whtest.runs,
  position integer NOT NULL,
  suite text NOT NULL,
  name text NOT NULL,
  outcome text NOT NULL,
  message text,
  rows_checked bigint,
  rows_failed bigint,
  seconds double precision NOT NULL,
  file text,
  line integer,
  PRIMARY KEY (run_id, position)
);
COMMENT ON TABLE whtest.check_results IS 'Assertions of contracts and checks, as reports show them.';

CREATE TABLE whtest.snapshots (
  fingerprint text PRIMARY KEY,
  content json NOT NULL,
  first_seen_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE whtest.snapshots IS 'Schemas of production, each stored once.';

CREATE TABLE whtest.run_snapshots (
  run_id bigint NOT NULL REFERENCES whtest.runs,
  server text NOT NULL,
  fingerprint text NOT NULL REFERENCES whtest.snapshots,
  PRIMARY KEY (run_id, server)
);
