-- +goose Up

-- +goose StatementBegin
create trigger entry_is_never_changed before update on entry
begin
    select raise(abort, 'entry is append-only');
end;
-- +goose StatementEnd

-- A row that is replaced passes the triggers on changing and deleting, unless whoever writes asks for them: so the key of one that is there
-- is refused as well.
-- +goose StatementBegin
create trigger entry_is_never_replaced before insert on entry
when exists (select 1 from entry where authority = new.authority and seq = new.seq)
    or exists (
        select 1 from entry
        where authority = new.authority and record_type = new.record_type and record_id = new.record_id and version = new.version
    )
begin
    select raise(abort, 'entry is append-only');
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

-- +goose StatementBegin
create trigger fault_is_never_changed before update on fault
begin
    select raise(abort, 'fault is append-only');
end;
-- +goose StatementEnd

-- +goose StatementBegin
create trigger fault_is_never_deleted before delete on fault
begin
    select raise(abort, 'fault is append-only');
end;
-- +goose StatementEnd

-- +goose StatementBegin
create trigger fault_is_never_replaced before insert on fault
when exists (select 1 from fault where authority = new.authority and batch = new.batch and number = new.number)
begin
    select raise(abort, 'fault is append-only');
end;
-- +goose StatementEnd

-- Of a batch only that it was undone is ever added, once.
-- +goose StatementBegin
create trigger batch_is_never_changed before update on batch
when old.undone_at is not null or new.authority <> old.authority or new.id <> old.id or new.kind <> old.kind or new.name <> old.name
    or new.by_whom <> old.by_whom or new.at <> old.at or new.scope <> old.scope or new.whole <> old.whole
    or new.max_withdrawn <> old.max_withdrawn or new.record_types <> old.record_types or new.rows_read <> old.rows_read
    or new.appended <> old.appended or new.unchanged <> old.unchanged or new.withdrawn <> old.withdrawn or new.faults <> old.faults
    or new.left_alone <> old.left_alone or new.first_seq <> old.first_seq or new.last_seq <> old.last_seq
    or new.report <> old.report or new.speaks_to <> old.speaks_to
begin
    select raise(abort, 'batch is append-only');
end;
-- +goose StatementEnd

-- +goose StatementBegin
create trigger batch_is_never_deleted before delete on batch
begin
    select raise(abort, 'batch is append-only');
end;
-- +goose StatementEnd

-- +goose StatementBegin
create trigger batch_is_never_replaced before insert on batch
when exists (select 1 from batch where authority = new.authority and id = new.id)
begin
    select raise(abort, 'batch is append-only');
end;
-- +goose StatementEnd
