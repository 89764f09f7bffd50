-- title: One row per event
-- materialize: table
-- key: event_id
-- partition: month(event_start)

SELECT
  events.event_id,
  events.team_id,
  -- ISO 3166 leaves ZZZ to its users: here, an event of a team that is not known.
  coalesce(teams.country_code, 'ZZZ') AS country_code,
  date_trunc('minute', events.event_start, 'UTC') AS event_start,
  date_trunc('minute', events.event_end, 'UTC') AS event_end,
  events.latitude,
  events.longitude,
  date_trunc('minute', events.created_at, 'UTC') AS created_at
FROM bronze.events
LEFT JOIN bronze.teams USING (team_id)
