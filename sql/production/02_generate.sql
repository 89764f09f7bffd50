-- Fills the example tables by arithmetic alone, so that the same size gives the same rows on any
-- server: no random(), no clock, no dependence on the session's time zone.
--
-- R is the number of RSVPs: SET whtest.rows = 1000000 (default 100000). One team comes per 500
-- RSVPs, T = (R + 499) / 500, with 25 members and 25 weekly events, each of which asks 20 members;
-- 10 T events have no coordinates. Planted defects (integer division):
--
--   defect                                      number          R = 10,000   100,000   1,000,000
--   memberships of groups that do not exist     T / 4                    5        50         500
--   memberships with an unknown role            T / 20                   1        10         100
--   groups without admins                       (T + 20) / 40            1         5          50
--   events that end before they start           T / 20                   1        10         100
--   events with a latitude above 90             T / 20                   1        10         100
--   RSVPs answered after the event ended        R / 100                100     1,000      10,000
--   RSVPs of members that do not exist          (R + 1) / 500           20       200       2,000
--   RSVPs with an unknown status                (R + 2) / 2000           5        50         500

-- 83 shares no factor with 180: neighbours in number start far apart in the first half of 2024.
INSERT INTO public.teams (team_id, team_activity, country_code, created_at)
SELECT
  upper(md5('team ' || t)),
  CASE
    WHEN t * 13 % 8 < 3 THEN 'football'
    ELSE (ARRAY[
      'social', 'cricket', 'rugby', 'basketball', 'netball', 'music', 'school', 'handball',
      'volunteering', 'volleyball', 'tennis', 'swimming', 'gymnastics', 'orienteering', 'yoga'
    ])[1 + t % 15]
  END,
  CASE
    WHEN t * 37 % 100 < 45 THEN 'GBR'
    WHEN t * 37 % 100 < 78 THEN 'NOR'
    WHEN t * 37 % 100 < 89 THEN 'DEU'
    ELSE 'USA'
  END,
  timestamptz '2024-01-01 06:00:00+00'
    + interval '1 hour' * (t * 83 % 180 * 24)
    + interval '1 ms' * (t * 7919003 % 36000000)
FROM generate_series(
  0, (coalesce(nullif(current_setting('whtest.rows', true), '')::bigint, 100000) + 499) / 500 - 1
) AS t;

-- The first three members of a team run it. All join before its first event.
INSERT INTO public.memberships (membership_id, group_id, role_title, joined_at)
SELECT
  encode(sha256(('member ' || n)::bytea), 'hex'),
  upper(md5(CASE WHEN n % 100 = 99 THEN 'lost team ' || n ELSE 'team ' || t END)),
  CASE
    WHEN n % 500 = 480 THEN 'owner'
    WHEN n % 25 < 3 AND t % 40 <> 19 THEN 'admin'
    ELSE 'member'
  END,
  timestamptz '2024-01-01 16:00:00+00'
    + interval '1 hour' * (t * 83 % 180 * 24)
    + interval '1 ms' * (n * 7919003 % 360000000)
FROM generate_series(0, (SELECT count(*) FROM public.teams) * 25 - 1) AS n
CROSS JOIN LATERAL (SELECT n / 25 AS t) AS team;

-- A team meets every seven days, somewhere around the middle of its country.
INSERT INTO public.events (
  event_id, team_id, event_start, event_end, latitude, longitude, created_at
)
SELECT
  upper(md5('event ' || n)),
  teams.team_id,
  event_start,
  event_start + interval '15 minutes' * CASE WHEN n % 500 = 487 THEN -4 ELSE 4 + n % 5 END,
  CASE WHEN n % 5 < 3 THEN
    centre.latitude + n % 977 / 1000.0 + CASE WHEN n % 500 = 480 THEN 180 ELSE 0 END
  END,
  CASE WHEN n % 5 < 3 THEN centre.longitude + n % 991 / 1000.0 END,
  event_start - interval '96 hours' - interval '1 ms' * (n * 7919003 % 240000000)
FROM generate_series(0, (SELECT count(*) FROM public.teams) * 25 - 1) AS n
CROSS JOIN LATERAL (
  SELECT
    n / 25 AS t,
    timestamptz '2024-01-09 16:00:00+00'
      + interval '1 hour' * (n / 25 * 83 % 180 * 24 + n % 25 * 168 + n / 25 % 5) AS event_start
) AS plan
JOIN public.teams ON teams.team_id = upper(md5('team ' || t))
JOIN (
  VALUES ('GBR', 52.35, -1.5), ('NOR', 59.92, 10.41), ('DEU', 50.83, 9.93), ('USA', 33.88, -90.51)
) AS centre (country_code, latitude, longitude) USING (country_code)
ORDER BY n;

-- By far the most rows, so hashes are made once per team and event, not per row: OFFSET 0 keeps
-- the planner from moving them. r * r * 89 modulo a prime is the dice; later events do better.
INSERT INTO public.event_rsvps (event_rsvp_id, event_id, member_id, rsvp_status, responded_at)
SELECT
  to_hex(268435456 + r) || event.tail,
  event.event_id,
  CASE
    WHEN r % 500 = 498 THEN encode(sha256(('lost member ' || r)::bytea), 'hex')
    ELSE team.members[1 + r % 25]
  END,
  CASE
    WHEN r % 2000 = 1997 THEN 9
    WHEN r % 100 = 99 OR dice % 100 < 40 + n % 25 THEN 1
    WHEN dice % 100 < 80 THEN 2
    ELSE 0
  END,
  CASE
    WHEN r % 100 = 99 THEN event_start + interval '24 hours' + interval '1 ms' * (dice * 100)
    WHEN r % 2000 = 1997 OR dice % 100 < 80
      THEN event_start - interval '3 hours' - interval '1 ms' * (dice * 200)
  END
FROM (
  SELECT coalesce(nullif(current_setting('whtest.rows', true), '')::bigint, 100000) AS rows
) AS size
CROSS JOIN LATERAL generate_series(0, (size.rows + 499) / 500 - 1) AS t
CROSS JOIN LATERAL (
  SELECT array_agg(encode(sha256(('member ' || n)::bytea), 'hex') ORDER BY n) AS members
  FROM generate_series(t * 25, t * 25 + 24) AS n
) AS team
CROSS JOIN LATERAL (
  SELECT
    n,
    upper(md5('event ' || n)) AS event_id,
    left(md5('event ' || n), 24) AS tail,
    timestamptz '2024-01-09 16:00:00+00'
      + interval '1 hour' * (n / 25 * 83 % 180 * 24 + n % 25 * 168 + n / 25 % 5) AS event_start
  FROM generate_series(t * 25, t * 25 + 24) AS n
  OFFSET 0
) AS event
CROSS JOIN LATERAL generate_series(n * 20, least(n * 20 + 20, size.rows) - 1) AS r
CROSS JOIN LATERAL (SELECT r * r * 89 % 1000003 AS dice) AS throw;
