-- +goose Up

-- One look at, or act upon, a record a row. Moments are UTC microseconds since 1970.
create table access (
    authority text    not null,
    seq       bigint  not null,
    at        bigint  not null,
    who       text    not null,
    role      text    not null,
    action    text    not null,
    subject   text    not null,
    detail    text    not null,
    allowed   boolean not null,
    reason    text    not null,
    primary key (authority, seq)
);

create index access_by_subject on access (authority, subject, seq);
create index access_by_who on access (authority, who, seq);

-- +goose StatementBegin
create trigger access_is_never_changed before update on access
begin
    select raise(abort, 'access is append-only');
end;
-- +goose StatementEnd

-- +goose StatementBegin
create trigger access_is_never_deleted before delete on access
begin
    select raise(abort, 'access is append-only');
end;
-- +goose StatementEnd
