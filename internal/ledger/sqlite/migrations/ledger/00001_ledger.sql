-- +goose Up

-- One version of one record a row. Moments are UTC microseconds since 1970.
create table entry (
    authority   text    not null,
    seq         bigint  not null,
    record_type text    not null,
    record_id   text    not null,
    subject     text    not null,
    version     integer not null,
    withdrawn   boolean not null,
    body        text    not null,
    recorded_at bigint  not null,
    recorded_by text    not null,
    source      text    not null,
    batch       text    not null,
    hash        blob    not null,
    primary key (authority, seq),
    unique (authority, record_type, record_id, version)
);

create index entry_by_subject on entry (authority, subject, seq);

-- +goose StatementBegin
create trigger entry_is_never_changed before update on entry
begin
    select raise(abort, 'entry is append-only');
end;
-- +goose StatementEnd

-- +goose StatementBegin
create trigger entry_is_never_deleted before delete on entry
begin
    select raise(abort, 'entry is append-only');
end;
-- +goose StatementEnd

-- One import, or one undoing of an import. Its entries are first_seq to last_seq;
-- when it appended nothing last_seq is first_seq - 1.
create table batch (
    authority     text    not null,
    id            text    not null,
    kind          text    not null,
    name          text    not null,
    by_whom       text    not null,
    at            bigint  not null,
    scope         text    not null,
    whole         boolean not null,
    max_withdrawn double precision not null,
    record_types  text    not null,
    rows_read     bigint  not null,
    appended      bigint  not null,
    unchanged     bigint  not null,
    withdrawn     bigint  not null,
    faults        bigint  not null,
    left_alone    bigint  not null,
    first_seq     bigint  not null,
    last_seq      bigint  not null,
    undone_at     bigint,
    undone_by     text,
    primary key (authority, id)
);

-- What could not be read, in the order it was met. Never the value itself.
create table fault (
    authority   text    not null,
    batch       text    not null,
    number      bigint  not null,
    file        text    not null,
    line        bigint  not null,
    record_type text    not null,
    field       text    not null,
    value_kind  text    not null,
    reason      text    not null,
    effect      text    not null,
    primary key (authority, batch, number)
);

-- What the latest full extract of a scope held: for each record two 64-bit hashes,
-- of its id and of what was said of it, the highest byte first, in order.
create table coverage (
    authority   text not null,
    scope       text not null,
    record_type text not null,
    batch       text not null,
    hashes      blob not null,
    primary key (authority, scope, record_type)
);
