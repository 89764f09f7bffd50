/// Whether a function gives one value for a row, or for a group of rows, and never rows.
///
/// A function in a select list may return a set, and then its arguments decide how many rows there
/// are. The text of a query does not tell; so only functions that are known not to are taken for it
/// ([SELECT list](https://www.postgresql.org/docs/current/xfunc-sql.html)).
func isRowWise(_ name: [String]) -> Bool {
  guard let last = name.last, name.count == 1 || name.first == "pg_catalog" else { return false }
  return rowWiseFunctions.contains(last)
}

private let rowWiseFunctions: Set<String> = Set(
  """
  abs age any_value array_agg array_append array_cat array_length array_position array_prepend \
  array_remove array_replace array_to_string array_upper array_lower ascii avg bit_and bit_length \
  bit_or bool_and bool_or btrim cardinality cbrt ceil ceiling char_length character_length \
  chr clock_timestamp concat concat_ws convert_from convert_to corr count covar_pop covar_samp \
  cume_dist date date_bin date_part date_trunc decode degrees dense_rank div encode every exp \
  extract first_value floor format gen_random_uuid greatest hashtext hashtextextended initcap \
  isfinite json_agg json_array_length json_build_array json_build_object json_object_agg \
  json_typeof jsonb_agg jsonb_array_length jsonb_build_array jsonb_build_object \
  jsonb_object_agg jsonb_pretty jsonb_set jsonb_strip_nulls jsonb_typeof justify_days \
  justify_hours justify_interval lag last_value lead least left length ln localtimestamp log \
  lower lpad ltrim make_date make_interval make_time make_timestamp make_timestamptz max md5 min \
  mod mode now nth_value ntile nullif num_nonnulls num_nulls octet_length overlay percent_rank \
  percentile_cont percentile_disc position power quote_ident quote_literal quote_nullable \
  radians random rank regexp_count regexp_instr regexp_like regexp_match regexp_replace \
  regexp_substr regr_slope repeat replace reverse right round row_number row_to_json rpad rtrim \
  sha224 sha256 sha384 sha512 sign split_part sqrt starts_with stddev stddev_pop stddev_samp \
  string_agg string_to_array strpos substr substring sum timezone to_char to_date to_hex to_json \
  to_jsonb to_number to_timestamp transaction_timestamp translate trim trunc upper var_pop \
  var_samp variance width_bucket
  """.split(separator: " ").map(String.init))
