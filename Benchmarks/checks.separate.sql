-- Thirty checks, thirty statements, as tools send them that look at one check at a time.
SET work_mem = '64MB';
SELECT count(*) FROM rsvps;
SELECT count(*) FROM rsvps WHERE rsvp_id IS NULL;
SELECT count(*) FROM rsvps WHERE rsvp_id < 1;
SELECT count(*) FROM rsvps WHERE event_id IS NULL;
SELECT count(*) FROM rsvps WHERE event_id < 1;
SELECT count(*) FROM rsvps LEFT JOIN events USING (event_id)
WHERE rsvps.event_id IS NOT NULL AND events.event_id IS NULL;
SELECT count(*) FROM rsvps WHERE member_id IS NULL;
SELECT count(*) FROM rsvps LEFT JOIN members USING (member_id)
WHERE rsvps.member_id IS NOT NULL AND members.member_id IS NULL;
SELECT count(*) FROM rsvps WHERE team_id IS NULL;
SELECT count(*) FROM rsvps LEFT JOIN teams USING (team_id)
WHERE rsvps.team_id IS NOT NULL AND teams.team_id IS NULL;
SELECT count(*) FROM rsvps WHERE answer IS NULL;
SELECT count(*) FROM rsvps WHERE answer NOT IN ('yes', 'no', 'maybe', 'waiting');
SELECT count(*) FROM rsvps WHERE guests IS NULL;
SELECT count(*) FROM rsvps WHERE guests < 0;
SELECT count(*) FROM rsvps WHERE guests > 10;
SELECT count(*) FROM rsvps WHERE fee < 0;
SELECT count(*) FROM rsvps WHERE fee > 500;
SELECT count(*) FROM rsvps WHERE email IS NULL;
SELECT count(*) FROM rsvps WHERE char_length(email) > 100;
SELECT count(*) FROM rsvps WHERE email !~ '^[^@ ]+@[^@ ]+$';
SELECT count(*) FROM rsvps WHERE source NOT IN ('app', 'web', 'import');
SELECT count(*) FROM rsvps WHERE char_length(note) < 1;
SELECT count(*) FROM rsvps WHERE char_length(note) > 200;
SELECT 100.0 * count(*) FILTER (WHERE note IS NULL) / count(*) FROM rsvps;
SELECT count(*) FROM rsvps WHERE answered_at IS NULL;
SELECT now() - max(answered_at) FROM rsvps;
SELECT count(*) FROM rsvps WHERE updated_at < answered_at;
SELECT coalesce(sum(occurrences - 1), 0) FROM (
  SELECT count(*) AS occurrences FROM rsvps WHERE event_id IS NOT NULL AND member_id IS NOT NULL
  GROUP BY event_id, member_id HAVING count(*) > 1) AS duplicates;
SELECT count(*) FROM rsvps JOIN events USING (event_id) WHERE answered_at > ends_at;
SELECT count(*) FROM (
  SELECT FROM teams LEFT JOIN memberships USING (team_id)
  GROUP BY team_id HAVING count(*) FILTER (WHERE role_title = 'admin') = 0) AS found;
