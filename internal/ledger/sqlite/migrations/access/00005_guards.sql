-- +goose Up

-- +goose StatementBegin
create trigger access_is_never_changed before update on access
begin
    select raise(abort, 'access is append-only');
end;
-- +goose StatementEnd

-- As in the ledger: a row that is replaced passes the triggers on changing and deleting.
-- +goose StatementBegin
create trigger access_is_never_replaced before insert on access
when exists (select 1 from access where authority = new.authority and seq = new.seq)
begin
    select raise(abort, 'access is append-only');
end;
-- +goose StatementEnd

-- +goose StatementBegin
create trigger anchor_is_never_changed before update on anchor
begin
    select raise(abort, 'anchor is append-only');
end;
-- +goose StatementEnd

-- +goose StatementBegin
create trigger anchor_is_never_deleted before delete on anchor
begin
    select raise(abort, 'anchor is append-only');
end;
-- +goose StatementEnd

-- +goose StatementBegin
create trigger anchor_is_never_replaced before insert on anchor
when exists (select 1 from anchor where authority = new.authority and seq = new.seq)
begin
    select raise(abort, 'anchor is append-only');
end;
-- +goose StatementEnd
