/// A schema with something of everything that a snapshot knows.
let richSchema = """
  CREATE SCHEMA app;
  CREATE TYPE app.mood AS ENUM ('sad', 'happy');
  CREATE TYPE app.address AS (street text, number integer);
  CREATE DOMAIN app.email AS text CHECK (VALUE LIKE '%@%');
  CREATE DOMAIN app.must AS integer NOT NULL;
  CREATE TABLE app.teams (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name character varying(40) NOT NULL UNIQUE,
    region text DEFAULT 'north' CHECK (region IN ('north', 'south')),
    created timestamp with time zone NOT NULL DEFAULT now(),
    mood app.mood DEFAULT 'happy', moods app.mood[], address app.address, email app.email, must app.must,
    CONSTRAINT sizes CHECK (length(name) > 1 AND id > 0)
  );
  COMMENT ON TABLE app.teams IS 'who plays'; COMMENT ON COLUMN app.teams.name IS 'as spoken';
  CREATE TABLE app.members (
    team_id integer NOT NULL REFERENCES app.teams, position smallint NOT NULL,
    note text, score numeric(6,2), free numeric, small real, big double precision, flag boolean,
    bits bit(4), more bit varying(9), fixed character(5), raw bytea, at time without time zone,
    precise timestamp(3) without time zone, zoned time(0) with time zone, span interval,
    day date, key uuid, doc jsonb, plain json, tags text[], grid integer[], net inet, "char" "char",
    serial_no bigserial,
    PRIMARY KEY (team_id, position), UNIQUE (note, score)
  );
  CREATE TABLE app.results (
    team integer, place smallint, points integer,
    CONSTRAINT of_member FOREIGN KEY (team, place) REFERENCES app.members (team_id, position)
  );
  ALTER TABLE app.results ADD CONSTRAINT positive CHECK (points > 0) NOT VALID;
  CREATE UNIQUE INDEX one_result ON app.results (team, place);
  CREATE UNIQUE INDEX partial_result ON app.results (team) WHERE points > 3;
  CREATE VIEW app.loud AS SELECT upper(name) AS name, id FROM app.teams;
  CREATE MATERIALIZED VIEW app.kept AS SELECT region, count(*) AS teams FROM app.teams GROUP BY 1;
  CREATE TABLE app.log (at date NOT NULL, line text) PARTITION BY RANGE (at);
  CREATE TABLE app.log_2024 PARTITION OF app.log FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
  CREATE SCHEMA "Odd schema"; CREATE TABLE "Odd schema"."T 1" ("a""b" app.mood, "c.d" integer UNIQUE);
  """
