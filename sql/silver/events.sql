-- title: One row per event
-- materialize: table
-- key: event_id

SELECT
  event_id,
  team_id,
  date_trunc('minute', event_start, 'UTC') AS event_start,
  date_trunc('minute', event_end, 'UTC') AS event_end,
  latitude,
  longitude,
  date_trunc('minute', created_at, 'UTC') AS created_at
FROM bronze.events
