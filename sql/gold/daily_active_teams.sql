-- title: Teams per day that hold an event or have one of their events answered
-- key: day

WITH activity AS (
  SELECT team_id, event_start AS happened_at, TRUE AS hosting
  FROM silver.events
  UNION ALL
  SELECT events.team_id, event_rsvps.responded_at, FALSE
  FROM silver.event_rsvps
  JOIN silver.events USING (event_id)
),
-- Two plain GROUP BYs hash, where count(DISTINCT team_id) would sort every row. The zone is
-- spelled out because a view runs in the reader's session, in whatever zone that is.
team_days AS (
  SELECT
    (happened_at AT TIME ZONE 'UTC')::date AS day,
    team_id,
    bool_or(hosting) AS hosting
  FROM activity
  WHERE happened_at IS NOT NULL
  GROUP BY 1, 2
)
SELECT
  day,
  count(*) AS active_teams,
  count(*) FILTER (WHERE hosting) AS hosting_teams
FROM team_days
GROUP BY day
