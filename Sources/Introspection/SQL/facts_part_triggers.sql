-- Of partitions that are folded, the triggers that are not switched as those of the whole.
SELECT 'pg_class' AS class,
       t.tgrelid AS oid,
       pg_catalog.json_agg(
         pg_catalog.quote_ident(t.tgname) || CASE t.tgenabled
           WHEN 'D' THEN ' disabled' WHEN 'R' THEN ' replica' WHEN 'A' THEN ' always'
           ELSE ' enabled'
         END
         ORDER BY t.tgname) AS triggers
FROM pg_catalog.pg_trigger AS t
JOIN pg_catalog.pg_trigger AS whole ON whole.oid = t.tgparentid
WHERE NOT t.tgisinternal AND t.tgenabled <> whole.tgenabled AND NOT $1
GROUP BY t.tgrelid
