-- RSVPs as a product keeps them, with faults whose numbers are known: a row's number says what is wrong with it,
-- and no row has two faults. Wants :rows, a multiple of 100000.
CREATE TABLE teams AS
SELECT i AS team_id, 'Team ' || i AS name
FROM generate_series(1, :rows / 200) AS i;

CREATE TABLE members AS
SELECT i AS member_id, 'Member ' || i AS name
FROM generate_series(1, :rows / 25) AS i;

-- Each team has an admin, but every thousandth.
CREATE TABLE memberships AS
SELECT i AS membership_id, 1 + i % (:rows / 200) AS team_id, i AS member_id,
       CASE WHEN i <= :rows / 200 AND (1 + i % (:rows / 200)) % 1000 <> 0 THEN 'admin' ELSE 'member' END AS role_title
FROM generate_series(1, :rows / 25) AS i;

CREATE TABLE events AS
SELECT i AS event_id, 1 + i % (:rows / 200) AS team_id,
       now() + interval '20 days' - i % 700 * interval '1 day' AS starts_at,
       now() + interval '20 days' - i % 700 * interval '1 day' + interval '3 hours' AS ends_at
FROM generate_series(1, :rows / 20) AS i;

ALTER TABLE teams ADD PRIMARY KEY (team_id);
ALTER TABLE members ADD PRIMARY KEY (member_id);
ALTER TABLE memberships ADD PRIMARY KEY (membership_id);
ALTER TABLE events ADD PRIMARY KEY (event_id);

-- Most RSVPs of an event come within a short time, members as they like; each event has a member once.
CREATE TABLE rsvps AS
SELECT i::bigint AS rsvp_id,
       e.event_id,
       CASE WHEN i % 50000 = 2 THEN :rows + i
            ELSE 1 + (e.event_id::bigint * 7919 + pair % 20000 / 1000 * 31) % (:rows / 25) END::integer AS member_id,
       CASE WHEN i % 100000 <> 1 THEN e.team_id END AS team_id,
       CASE WHEN i % 10000 = 5 THEN 'perhaps' ELSE (ARRAY['yes', 'no', 'maybe', 'waiting'])[1 + i % 4] END AS answer,
       CASE WHEN i % 1000 = 3 THEN 40 ELSE i % 5 END AS guests,
       CASE WHEN i % 20000 = 4 THEN -1 ELSE i % 500 / 10.0 END::numeric(8, 2) AS fee,
       CASE WHEN i % 5000 = 6 THEN 'nobody' ELSE 'member' || i % 400000 || '@example.org' END AS email,
       (ARRAY['app', 'web', 'import'])[1 + i % 3] AS source,
       CASE WHEN i % 100 = 7 THEN '' WHEN i % 4 <> 0 THEN 'See you there, number ' || i % 1000 END AS note,
       CASE WHEN i % 2000 = 9 THEN e.ends_at + interval '1 hour'
            ELSE e.starts_at - (20 + i % 10) * interval '1 day' END AS answered_at,
       CASE WHEN i % 2000 = 9 THEN e.ends_at + interval '2 hours'
            ELSE e.starts_at - (20 + i % 10) * interval '1 day' + i % 5 * interval '1 hour' END AS updated_at
FROM (
  SELECT i, CASE WHEN i % 25000 = 8 THEN i - 2 ELSE i - 1 END AS pair
  FROM generate_series(1, :rows) AS i
) AS numbered
JOIN events AS e ON e.event_id = 1 + pair / 20000 * 1000 + pair % 20000 * 7 % 1000
ORDER BY i;

VACUUM ANALYZE;
