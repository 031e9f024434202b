-- +goose Up

-- The link of each entry stands for it and for all before it. Migration 7 links the entries that were there before, and 8 refuses
-- every change again.
drop trigger entry_is_never_changed;
alter table entry add column link blob not null default x'';

-- Where the access log stood when an entry was recorded, so that cutting its end off is seen.
create table anchor (
    authority text   not null,
    seq       bigint not null,
    link      blob   not null,
    primary key (authority, seq)
);
