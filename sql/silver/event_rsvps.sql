-- title: One row per invitation to an event, answered or not
-- materialize: table
-- key: event_rsvp_id
-- partition: country_code

SELECT
  event_rsvps.event_rsvp_id,
  event_rsvps.event_id,
  event_rsvps.member_id AS membership_id,
  -- The country of the team that holds the event; ZZZ where either is not known.
  coalesce(events.country_code, 'ZZZ') AS country_code,
  event_rsvps.rsvp_status,
  date_trunc('minute', event_rsvps.responded_at, 'UTC') AS responded_at
FROM bronze.event_rsvps
LEFT JOIN silver.events USING (event_id)
