-- How often a report was handed in at the city's server without anybody knowing what came of it.
ALTER TABLE report ADD COLUMN posts INTEGER NOT NULL DEFAULT 0;

-- Nobody asks for a report by what the city calls it.
DROP INDEX report_by_city_id;
