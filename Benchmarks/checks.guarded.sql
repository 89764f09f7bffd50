-- Constraints that guarantee fifteen of the thirty checks. None can guarantee those that fail.
ALTER TABLE rsvps
  ALTER COLUMN rsvp_id SET NOT NULL,
  ALTER COLUMN event_id SET NOT NULL,
  ALTER COLUMN member_id SET NOT NULL,
  ALTER COLUMN answer SET NOT NULL,
  ALTER COLUMN guests SET NOT NULL,
  ALTER COLUMN email SET NOT NULL,
  ALTER COLUMN answered_at SET NOT NULL,
  ADD CONSTRAINT rsvp_id_is_positive CHECK (rsvp_id >= 1),
  ADD CONSTRAINT event_id_is_positive CHECK (event_id >= 1),
  ADD CONSTRAINT guests_are_not_negative CHECK (guests >= 0),
  ADD CONSTRAINT fee_is_bounded CHECK (fee <= 500),
  ADD CONSTRAINT email_is_short CHECK (char_length(email) <= 100),
  ADD CONSTRAINT source_is_known CHECK (source IN ('app', 'web', 'import')),
  ADD CONSTRAINT event_exists FOREIGN KEY (event_id) REFERENCES events,
  ADD CONSTRAINT team_exists FOREIGN KEY (team_id) REFERENCES teams;
VACUUM ANALYZE rsvps;
