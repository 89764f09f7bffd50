-- title: One row per membership, a person in a team
-- materialize: table
-- key: membership_id

SELECT
  membership_id,
  group_id AS team_id,
  role_title,
  date_trunc('minute', joined_at, 'UTC') AS joined_at
FROM bronze.memberships
