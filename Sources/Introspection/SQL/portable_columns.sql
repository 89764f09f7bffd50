-- The standard's view of columns; an array's element type stands in a view of its own.
SELECT c.table_schema AS schema,
       c.table_name AS relation,
       c.column_name AS name,
       c.data_type,
       c.udt_schema,
       c.udt_name,
       c.domain_schema,
       c.domain_name,
       c.character_maximum_length AS length,
       c.numeric_precision AS precision,
       c.numeric_scale AS scale,
       c.datetime_precision,
       c.is_nullable,
       c.column_default AS default_expression,
       c.identity_generation,
       c.is_generated,
       e.data_type AS element_data_type,
       e.udt_schema AS element_udt_schema,
       e.udt_name AS element_udt_name
FROM information_schema.columns AS c
LEFT JOIN information_schema.element_types AS e
  ON e.object_catalog = c.table_catalog
  AND e.object_schema = c.table_schema
  AND e.object_name = c.table_name
  AND e.object_type = 'TABLE'
  AND e.collection_type_identifier = c.dtd_identifier
WHERE c.table_schema NOT LIKE 'pg\_%' AND c.table_schema <> 'information_schema'
ORDER BY 1, 2, c.ordinal_position
