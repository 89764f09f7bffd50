-- What version 1 kept of a schema held less than a snapshot file and cannot be compared with one.
ALTER TABLE whtest.snapshots ADD COLUMN format integer NOT NULL DEFAULT 0;
ALTER TABLE whtest.snapshots ALTER COLUMN format DROP DEFAULT;
COMMENT ON COLUMN whtest.snapshots.format IS 'The format of the snapshot file in content; 0: none.';

CREATE TABLE whtest.drift (
  server text PRIMARY KEY,
  fingerprint text NOT NULL REFERENCES whtest.snapshots,
  catalog_state text,
  seen_at timestamptz NOT NULL
);
COMMENT ON TABLE whtest.drift IS 'The schema of each server when whtest drift last looked.';
COMMENT ON COLUMN whtest.drift.catalog_state IS
  'While the catalogs are in this state the schema is the same; null: not to be had.';
