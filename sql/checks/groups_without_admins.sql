-- title: Every group has an admin
-- severity: warning
-- layer: silver
-- subject: silver.teams
-- warn: 0
-- fail: 5%

SELECT
  teams.team_id,
  count(memberships.membership_id) AS members,
  teams.created_at
FROM silver.teams
LEFT JOIN silver.memberships USING (team_id)
GROUP BY teams.team_id, teams.created_at
HAVING count(*) FILTER (WHERE memberships.role_title = 'admin') = 0
