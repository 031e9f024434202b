-- +goose Up
create index access_by_action on access (authority, action, seq);
