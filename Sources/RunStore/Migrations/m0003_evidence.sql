-- What a check measured, so that later runs can compare; and what offended it, for a while.
ALTER TABLE whtest.check_results
  ADD COLUMN value double precision,
  ADD COLUMN query text,
  ADD COLUMN sample json;
COMMENT ON COLUMN whtest.check_results.value IS 'Offending rows, or the number that was compared.';
COMMENT ON COLUMN whtest.check_results.query IS 'Selects the offending rows of a check that is not as it should be.';
COMMENT ON COLUMN whtest.check_results.sample IS
  'A few offending rows without classified values; null again after thirty days.';
CREATE INDEX check_results_history ON whtest.check_results (suite, name, run_id);
