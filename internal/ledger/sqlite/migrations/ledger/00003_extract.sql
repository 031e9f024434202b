-- +goose Up

-- What the latest extract of a scope said. Coverage is another thing: the days for which records are complete.
alter table coverage rename to extract;
