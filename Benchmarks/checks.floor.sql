-- The same thirty answers as a careful person writes them: one pass for whatever a row can tell, in which the
-- reference to the events also tells the stale RSVPs; the duplicates in a statement of their own, because
-- PostgreSQL runs a DISTINCT aggregate without parallel workers.
SET work_mem = '64MB';
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT count(*),
       count(*) FILTER (WHERE rsvp_id IS NULL),
       count(*) FILTER (WHERE rsvp_id < 1),
       count(*) FILTER (WHERE r.event_id IS NULL),
       count(*) FILTER (WHERE r.event_id < 1),
       count(*) FILTER (WHERE r.event_id IS NOT NULL AND events.event_id IS NULL),
       count(*) FILTER (WHERE r.member_id IS NULL),
       count(*) FILTER (WHERE r.member_id IS NOT NULL AND members.member_id IS NULL),
       count(*) FILTER (WHERE r.team_id IS NULL),
       count(*) FILTER (WHERE r.team_id IS NOT NULL AND teams.team_id IS NULL),
       count(*) FILTER (WHERE answer IS NULL),
       count(*) FILTER (WHERE answer NOT IN ('yes', 'no', 'maybe', 'waiting')),
       count(*) FILTER (WHERE guests IS NULL),
       count(*) FILTER (WHERE guests < 0),
       count(*) FILTER (WHERE guests > 10),
       count(*) FILTER (WHERE fee < 0),
       count(*) FILTER (WHERE fee > 500),
       count(*) FILTER (WHERE email IS NULL),
       count(*) FILTER (WHERE char_length(email) > 100),
       count(*) FILTER (WHERE email !~ '^[^@ ]+@[^@ ]+$'),
       count(*) FILTER (WHERE source NOT IN ('app', 'web', 'import')),
       count(*) FILTER (WHERE char_length(note) < 1),
       count(*) FILTER (WHERE char_length(note) > 200),
       count(*) FILTER (WHERE note IS NULL),
       count(*) FILTER (WHERE answered_at IS NULL),
       extract(epoch FROM now() - max(answered_at)),
       count(*) FILTER (WHERE updated_at < answered_at),
       count(*) FILTER (WHERE answered_at > events.ends_at)
FROM rsvps AS r
LEFT JOIN events USING (event_id)
LEFT JOIN members USING (member_id)
LEFT JOIN teams ON teams.team_id = r.team_id;

SELECT count(hash) - count(DISTINCT hash)
FROM (
  SELECT hashint4extended(member_id, hashint4extended(event_id, 0)) AS hash
  FROM rsvps
  WHERE event_id IS NOT NULL AND member_id IS NOT NULL
) AS pairs;

SELECT count(*)
FROM (
  SELECT
  FROM teams
  LEFT JOIN memberships USING (team_id)
  GROUP BY team_id
  HAVING count(*) FILTER (WHERE role_title = 'admin') = 0
) AS found;

COMMIT;
