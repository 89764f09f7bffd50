-- title: Events and the teams that hold them, per country of the team
-- key: country_code

SELECT
  -- ISO 3166 leaves ZZZ to its users: here, an event of a team that is not known.
  coalesce(teams.country_code, 'ZZZ') AS country_code,
  count(*) AS events,
  count(*) FILTER (WHERE events.latitude IS NOT NULL) AS located_events,
  count(DISTINCT events.team_id) AS hosting_teams
FROM silver.events
LEFT JOIN silver.teams USING (team_id)
GROUP BY 1
