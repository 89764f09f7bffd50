-- title: One row per membership, a person in a team
-- materialize: table
-- key: membership_id

SELECT
  memberships.membership_id,
  memberships.group_id AS team_id,
  -- As in silver.events: ZZZ where the team is not known.
  coalesce(teams.country_code, 'ZZZ') AS country_code,
  memberships.role_title,
  date_trunc('minute', memberships.joined_at, 'UTC') AS joined_at
FROM bronze.memberships
LEFT JOIN bronze.teams ON teams.team_id = memberships.group_id
