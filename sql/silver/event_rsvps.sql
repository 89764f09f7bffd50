-- title: One row per invitation to an event, answered or not
-- materialize: table
-- key: event_rsvp_id

SELECT
  event_rsvp_id,
  event_id,
  member_id AS membership_id,
  rsvp_status,
  date_trunc('minute', responded_at, 'UTC') AS responded_at
FROM bronze.event_rsvps
