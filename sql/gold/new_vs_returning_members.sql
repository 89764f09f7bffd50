-- title: Members per week who accept for the first time, and who have accepted before
-- key: week

-- Weeks begin on Monday, UTC. A member that has left since was a member when it answered, so
-- nothing is joined with memberships.
WITH member_weeks AS (
  SELECT
    membership_id,
    date_trunc('week', responded_at AT TIME ZONE 'UTC')::date AS week
  FROM silver.event_rsvps
  WHERE rsvp_status = 1 AND responded_at IS NOT NULL
  GROUP BY 1, 2
),
first_weeks AS (
  SELECT membership_id, min(week) AS week
  FROM member_weeks
  GROUP BY membership_id
)
SELECT
  week,
  count(first_weeks.membership_id) AS new_members,
  count(*) - count(first_weeks.membership_id) AS returning_members
FROM member_weeks
LEFT JOIN first_weeks USING (membership_id, week)
GROUP BY week
