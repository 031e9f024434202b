-- +goose Up

-- The day that an import speaks to, as 2026-03-31; blank where none is known.
alter table batch add column speaks_to text not null default '';

-- What extracts said of a record type. Of those that speak to a day every one is kept until it is undone, so that undoing one
-- brings back what the one before it said; number counts them within the authority, and the greatest of a scope stands. Of
-- the others only the latest of a scope is kept. hashes holds two 64-bit hashes a record, of its id and of what was said of
-- it, the highest byte first, in order. silent is a JSON list of lists of the fields of which a record's source says
-- nothing; silent_of gives each record its list, two bytes each, and is empty where all have the first.
create table said (
    authority   text   not null,
    scope       text   not null,
    record_type text   not null,
    batch       text   not null,
    number      bigint not null,
    speaks_to   text   not null,
    hashes      blob   not null,
    silent      text   not null,
    silent_of   blob   not null,
    primary key (authority, scope, record_type, batch)
);

-- The returns that were read before had a year in their scope, and speak to the 31 March of it.
insert into said (authority, scope, record_type, batch, number, speaks_to, hashes, silent, silent_of)
select authority, scope, record_type, batch, 0,
    case
        when scope glob 'ssda903 [0-9][0-9][0-9][0-9]' then substr(scope, 9) || '-03-31'
        when scope glob 'cin [0-9][0-9][0-9][0-9]' then substr(scope, 5) || '-03-31'
        else ''
    end,
    hashes, '', x''
from extract;

drop table extract;
alter table said rename to extract;

-- What an extract said of a record where no entry of the record says it, since a later year's words stand or another source's
-- fields were kept with it. hash is the one by which the extract remembers it.
create table words (
    authority   text   not null,
    record_type text   not null,
    record_id   text   not null,
    hash        bigint not null,
    subject     text   not null,
    body        text   not null,
    primary key (authority, record_type, record_id, hash)
);
