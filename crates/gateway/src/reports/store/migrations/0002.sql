-- Whether the gateway has a server of the city, as it last said when it began: the staff's commands open the
-- database without its settings.
CREATE TABLE city_server (
    one INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    configured INTEGER NOT NULL
) STRICT;

-- How large photos are that no report has named: known without reading them.
CREATE INDEX photo_unclaimed ON photo (length(received) + length(shown)) WHERE report IS NULL;
