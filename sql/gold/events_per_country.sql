-- title: Events and the teams that hold them, per country of the team
-- key: country_code

SELECT
  country_code,
  count(*) AS events,
  count(*) FILTER (WHERE latitude IS NOT NULL) AS located_events,
  count(DISTINCT team_id) AS hosting_teams
FROM silver.events
GROUP BY country_code
