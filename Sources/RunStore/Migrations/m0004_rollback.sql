-- What a step read and left as it was; when production was read; which runs readers were led away from.
ALTER TABLE whtest.steps
  ADD COLUMN rows_read bigint,
  ADD COLUMN rows_unchanged bigint,
  ADD COLUMN bytes bigint;
COMMENT ON COLUMN whtest.steps.rows_read IS
  'Rows that came from production, or that the query of a model gave.';
COMMENT ON COLUMN whtest.steps.bytes IS
  'Bytes that came from production, or that the relation takes on disk.';

ALTER TABLE whtest.relations ADD COLUMN is_stage boolean NOT NULL DEFAULT FALSE;
COMMENT ON COLUMN whtest.relations.is_stage IS
  'Holds rows on their way for as long as the run lasts; readers never see it.';

ALTER TABLE whtest.runs
  ADD COLUMN moment timestamptz UNIQUE,
  ADD COLUMN rolled_back_at timestamptz,
  ADD COLUMN is_dry_run boolean NOT NULL DEFAULT FALSE;
COMMENT ON COLUMN whtest.runs.moment IS
  'When production was read; later in each run than in all runs before it.';
COMMENT ON COLUMN whtest.runs.rolled_back_at IS
  'Set in the transaction that led readers back to an earlier run; nothing leads to this one again.';
COMMENT ON COLUMN whtest.runs.is_dry_run IS 'Everything was to be done but the publication.';
