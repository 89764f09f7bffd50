-- title: One row per version of an invitation: who said what, and from when until when
-- description: A person who changes their mind, or is no longer asked, ends a version. A deletion ends the
--   last one.
-- materialize: history
-- key: event_rsvp_id

-- Should production have an invitation twice, the later answer counts.
SELECT DISTINCT ON (event_rsvp_id)
  event_rsvp_id,
  event_id,
  membership_id,
  rsvp_status,
  responded_at
FROM silver.event_rsvps
WHERE event_rsvp_id IS NOT NULL
ORDER BY
  event_rsvp_id, responded_at DESC NULLS LAST, event_id, membership_id, rsvp_status
