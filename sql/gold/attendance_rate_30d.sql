-- title: Share of RSVPs accepted, over the events of the thirty days up to each day
-- key: day

WITH event_days AS (
  SELECT
    (events.event_start AT TIME ZONE 'UTC')::date AS day,
    count(*) FILTER (WHERE event_rsvps.rsvp_status = 1) AS accepted,
    count(*) AS rsvps
  FROM silver.event_rsvps
  JOIN silver.events USING (event_id)
  WHERE isfinite(events.event_start)
  GROUP BY 1
),
-- Ends with the last event rather than today, so that the same data gives the same rows.
calendar AS (
  SELECT min(day) + generate_series(0, max(day) - min(day)) AS day
  FROM event_days
)
SELECT
  day,
  coalesce(sum(accepted) OVER month, 0)::bigint AS accepted,
  coalesce(sum(rsvps) OVER month, 0)::bigint AS rsvps,
  round(sum(accepted) OVER month / sum(rsvps) OVER month, 4) AS attendance_rate
FROM calendar
LEFT JOIN event_days USING (day)
WINDOW month AS (ORDER BY day ROWS BETWEEN 29 PRECEDING AND CURRENT ROW)
