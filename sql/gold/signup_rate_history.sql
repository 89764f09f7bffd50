-- title: Share of invitations accepted per event, as it stood at the end of any day
-- description: Holds from from_day until the day before to_day. The rate on a day is that of the row with
--   from_day <= day AND (to_day > day OR to_day IS NULL).
-- key: event_id, from_day

WITH steps AS (
  SELECT
    event_id,
    (valid_from AT TIME ZONE 'UTC')::date AS day,
    1 AS rsvps,
    CASE WHEN rsvp_status = 1 THEN 1 ELSE 0 END AS accepted
  FROM silver.event_rsvps_history
  UNION ALL
  SELECT
    event_id,
    (valid_to AT TIME ZONE 'UTC')::date,
    -1,
    CASE WHEN rsvp_status = 1 THEN -1 ELSE 0 END
  FROM silver.event_rsvps_history
  WHERE NOT is_current
),
days AS (
  SELECT event_id, day, sum(rsvps) AS rsvps, sum(accepted) AS accepted
  FROM steps
  WHERE event_id IS NOT NULL
  GROUP BY event_id, day
),
stands AS (
  SELECT
    event_id,
    day AS from_day,
    lead(day) OVER event AS to_day,
    (sum(accepted) OVER event)::bigint AS accepted,
    (sum(rsvps) OVER event)::bigint AS rsvps
  FROM days
  WINDOW event AS (PARTITION BY event_id ORDER BY day)
)
SELECT
  event_id, from_day, to_day, accepted, rsvps,
  round(accepted::numeric / nullif(rsvps, 0), 4) AS signup_rate
FROM stands
