-- The example production schema: a club platform with its teams, members, events and answers.
-- Bare tables, so that they take any export; keys and rules follow in 03_constraints.sql.

CREATE TABLE public.teams (
  team_id text,
  team_activity text,
  country_code text,
  created_at timestamptz
);

CREATE TABLE public.memberships (
  membership_id text,
  group_id text,
  role_title text,
  joined_at timestamptz
);

CREATE TABLE public.events (
  event_id text,
  team_id text,
  event_start timestamptz,
  event_end timestamptz,
  latitude double precision,
  longitude double precision,
  created_at timestamptz
);

CREATE TABLE public.event_rsvps (
  event_rsvp_id text,
  event_id text,
  member_id text,
  rsvp_status smallint,
  responded_at timestamptz
);

COMMENT ON TABLE public.teams IS 'Teams, which other tables call groups';
COMMENT ON COLUMN public.teams.team_id IS 'Identifies the team';
COMMENT ON COLUMN public.teams.team_activity IS 'What the team does, such as football or music';
COMMENT ON COLUMN public.teams.country_code IS 'Home country, three letters of ISO 3166-1';
COMMENT ON COLUMN public.teams.created_at IS 'When the team was registered';

COMMENT ON TABLE public.memberships IS 'People in teams: one row per person and team';
COMMENT ON COLUMN public.memberships.membership_id IS 'Identifies the membership';
COMMENT ON COLUMN public.memberships.group_id IS 'The team, teams.team_id';
COMMENT ON COLUMN public.memberships.role_title IS 'admin or member';
COMMENT ON COLUMN public.memberships.joined_at IS 'When the person joined the team';

COMMENT ON TABLE public.events IS 'What teams plan: training, matches, meetings';
COMMENT ON COLUMN public.events.event_id IS 'Identifies the event';
COMMENT ON COLUMN public.events.team_id IS 'The team that holds the event, teams.team_id';
COMMENT ON COLUMN public.events.event_start IS 'When the event begins';
COMMENT ON COLUMN public.events.event_end IS 'When the event ends';
COMMENT ON COLUMN public.events.latitude IS 'Degrees north; NULL when no place was given';
COMMENT ON COLUMN public.events.longitude IS 'Degrees east; NULL when no place was given';
COMMENT ON COLUMN public.events.created_at IS 'When the event was planned';

COMMENT ON TABLE public.event_rsvps IS 'Invitations to events, and their answers';
COMMENT ON COLUMN public.event_rsvps.event_rsvp_id IS 'Identifies the invitation';
COMMENT ON COLUMN public.event_rsvps.event_id IS 'The event, events.event_id';
COMMENT ON COLUMN public.event_rsvps.member_id IS 'Who is asked, memberships.membership_id';
COMMENT ON COLUMN public.event_rsvps.rsvp_status IS '0 unanswered, 1 accepted, 2 declined';
COMMENT ON COLUMN public.event_rsvps.responded_at IS 'When it was answered; NULL until then';
