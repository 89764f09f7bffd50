-- Keys, references and rules of the example production schema, one to a statement: the loader of
-- real exports applies each by itself and leaves off those which the data cannot hold.

ALTER TABLE public.teams ADD CONSTRAINT teams_pkey PRIMARY KEY (team_id);
ALTER TABLE public.teams ALTER COLUMN team_activity SET NOT NULL;
ALTER TABLE public.teams ALTER COLUMN country_code SET NOT NULL;
ALTER TABLE public.teams ALTER COLUMN created_at SET NOT NULL;

ALTER TABLE public.memberships ADD CONSTRAINT memberships_pkey PRIMARY KEY (membership_id);
ALTER TABLE public.memberships ALTER COLUMN group_id SET NOT NULL;
ALTER TABLE public.memberships ALTER COLUMN role_title SET NOT NULL;
ALTER TABLE public.memberships ALTER COLUMN joined_at SET NOT NULL;

ALTER TABLE public.events ADD CONSTRAINT events_pkey PRIMARY KEY (event_id);
ALTER TABLE public.events ALTER COLUMN team_id SET NOT NULL;
ALTER TABLE public.events ALTER COLUMN event_start SET NOT NULL;
ALTER TABLE public.events ALTER COLUMN event_end SET NOT NULL;
ALTER TABLE public.events ALTER COLUMN created_at SET NOT NULL;

ALTER TABLE public.event_rsvps ADD CONSTRAINT event_rsvps_pkey PRIMARY KEY (event_rsvp_id);
ALTER TABLE public.event_rsvps ALTER COLUMN event_id SET NOT NULL;
ALTER TABLE public.event_rsvps ALTER COLUMN member_id SET NOT NULL;
ALTER TABLE public.event_rsvps ALTER COLUMN rsvp_status SET NOT NULL;

-- NOT VALID binds new rows only. Production holds older rows that break these rules, as many a
-- production does; to find them is what the checks are for.
ALTER TABLE public.memberships ADD CONSTRAINT memberships_group_id_fkey
  FOREIGN KEY (group_id) REFERENCES public.teams (team_id) NOT VALID;
ALTER TABLE public.memberships ADD CONSTRAINT memberships_role_title_check
  CHECK (role_title IN ('admin', 'member')) NOT VALID;

ALTER TABLE public.events ADD CONSTRAINT events_team_id_fkey
  FOREIGN KEY (team_id) REFERENCES public.teams (team_id) NOT VALID;
ALTER TABLE public.events ADD CONSTRAINT events_end_check
  CHECK (event_end >= event_start) NOT VALID;
ALTER TABLE public.events ADD CONSTRAINT events_latitude_check
  CHECK (latitude BETWEEN -90 AND 90) NOT VALID;
ALTER TABLE public.events ADD CONSTRAINT events_longitude_check
  CHECK (longitude BETWEEN -180 AND 180) NOT VALID;

ALTER TABLE public.event_rsvps ADD CONSTRAINT event_rsvps_event_id_fkey
  FOREIGN KEY (event_id) REFERENCES public.events (event_id) NOT VALID;
ALTER TABLE public.event_rsvps ADD CONSTRAINT event_rsvps_member_id_fkey
  FOREIGN KEY (member_id) REFERENCES public.memberships (membership_id) NOT VALID;
ALTER TABLE public.event_rsvps ADD CONSTRAINT event_rsvps_rsvp_status_check
  CHECK (rsvp_status IN (0, 1, 2)) NOT VALID;

CREATE INDEX memberships_group_id_idx ON public.memberships (group_id);
CREATE INDEX events_team_id_idx ON public.events (team_id);

ANALYZE public.teams;
ANALYZE public.memberships;
ANALYZE public.events;
ANALYZE public.event_rsvps;
