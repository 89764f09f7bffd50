-- title: No event ends before it starts
-- severity: warning
-- layer: silver
-- subject: silver.events
-- warn: 0
-- fail: 1%

SELECT event_id, team_id, event_start, event_end
FROM silver.events
WHERE event_end < event_start
