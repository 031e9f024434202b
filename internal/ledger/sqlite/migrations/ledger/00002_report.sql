-- +goose Up

-- What became of the files of an import that is made of many, as JSON. Blank where there is no more to say than its counts.
alter table batch add column report text not null default '';
