-- title: No RSVP is answered after its event has ended
-- severity: warning
-- layer: silver
-- subject: silver.event_rsvps
-- warn: 0
-- fail: 5%

SELECT
  event_rsvps.event_rsvp_id,
  event_rsvps.event_id,
  events.event_end,
  event_rsvps.responded_at
FROM silver.event_rsvps
JOIN silver.events USING (event_id)
WHERE event_rsvps.responded_at > events.event_end
