-- title: One row per team
-- materialize: table
-- key: team_id

SELECT
  team_id,
  team_activity,
  country_code,
  date_trunc('minute', created_at, 'UTC') AS created_at
FROM bronze.teams
