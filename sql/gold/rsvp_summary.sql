-- title: Answers per event and day; what stayed unanswered counts on the day of the event
-- key: event_id, day

WITH answers AS (
  SELECT
    event_rsvps.event_id,
    (coalesce(event_rsvps.responded_at, events.event_start) AT TIME ZONE 'UTC')::date AS day,
    event_rsvps.rsvp_status
  FROM silver.event_rsvps
  LEFT JOIN silver.events USING (event_id)
)
SELECT
  event_id,
  day,
  count(*) FILTER (WHERE rsvp_status = 1) AS accepted,
  count(*) FILTER (WHERE rsvp_status = 2) AS declined,
  count(*) FILTER (WHERE rsvp_status = 0) AS unanswered,
  count(*) AS rsvps
FROM answers
-- An unanswered RSVP of an unknown event has no day.
WHERE event_id IS NOT NULL AND day IS NOT NULL
GROUP BY event_id, day
