-- A schema as large products have: for each table eleven columns, a key, a check, three indexes, every
-- second one a unique constraint, and all but the first few a reference.
CREATE SCHEMA app1; CREATE SCHEMA app2; CREATE SCHEMA app3; CREATE SCHEMA app4; CREATE SCHEMA app5;
CREATE SCHEMA app6; CREATE SCHEMA app7; CREATE SCHEMA app8; CREATE SCHEMA app9; CREATE SCHEMA app10;
CREATE SCHEMA app11; CREATE SCHEMA app12; CREATE SCHEMA app13; CREATE SCHEMA app14;
CREATE TYPE app1.mood AS ENUM ('sad', 'ok', 'happy');
SELECT format('CREATE TABLE app%1$s.table_%2$s (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, parent_id bigint,
    code varchar(20) NOT NULL DEFAULT ''x'', status text CHECK (status IN (''new'', ''old'')),
    amount numeric(12,2) DEFAULT 0, created_at timestamptz NOT NULL DEFAULT now(),
    flag boolean DEFAULT false, note text, data jsonb, mood app1.mood, ratio double precision);
  CREATE INDEX ON app%1$s.table_%2$s (created_at);
  CREATE INDEX ON app%1$s.table_%2$s (lower(code)) WHERE flag;
  CREATE INDEX ON app%1$s.table_%2$s (status, amount DESC);
  COMMENT ON COLUMN app%1$s.table_%2$s.code IS ''The code of table %2$s'';', i % 14 + 1, i)
FROM generate_series(1, :tables) AS i
\gexec
SELECT format('ALTER TABLE app%s.table_%s ADD UNIQUE (code)', i % 14 + 1, i)
FROM generate_series(2, :tables, 2) AS i
\gexec
SELECT format('ALTER TABLE app%1$s.table_%2$s ADD FOREIGN KEY (parent_id) REFERENCES app%1$s.table_%3$s',
  i % 14 + 1, i, i - 14)
FROM generate_series(15, :tables) AS i
\gexec
VACUUM ANALYZE;
