-- +goose Up

-- Which children an export held: a row for each child of an entry. A child's number is kept once, as an export may hold thousands. Both are covered by the
-- link of the entry, whose hash is made of the numbers too.
create table access_child (
    id        integer primary key,
    authority text    not null,
    subject   text    not null,
    unique (authority, subject)
);

create table access_held (
    child bigint not null,
    seq   bigint not null,
    primary key (child, seq)
) without rowid;

create index access_held_by_seq on access_held (seq, child);

-- +goose StatementBegin
create trigger access_child_is_never_changed before update on access_child
begin
    select raise(abort, 'access_child is append-only');
end;
-- +goose StatementEnd

-- +goose StatementBegin
create trigger access_child_is_never_deleted before delete on access_child
begin
    select raise(abort, 'access_child is append-only');
end;
-- +goose StatementEnd

-- +goose StatementBegin
create trigger access_child_is_never_replaced before insert on access_child
when exists (select 1 from access_child where id = new.id or authority = new.authority and subject = new.subject)
begin
    select raise(abort, 'access_child is append-only');
end;
-- +goose StatementEnd

-- +goose StatementBegin
create trigger access_held_is_never_changed before update on access_held
begin
    select raise(abort, 'access_held is append-only');
end;
-- +goose StatementEnd

-- +goose StatementBegin
create trigger access_held_is_never_deleted before delete on access_held
begin
    select raise(abort, 'access_held is append-only');
end;
-- +goose StatementEnd

-- +goose StatementBegin
create trigger access_held_is_never_replaced before insert on access_held
when exists (select 1 from access_held where child = new.child and seq = new.seq)
begin
    select raise(abort, 'access_held is append-only');
end;
-- +goose StatementEnd
