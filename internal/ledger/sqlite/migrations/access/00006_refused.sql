-- +goose Up

-- Refusals are few among all that was looked at, and looked for by themselves.
create index access_refused on access (authority, seq) where not allowed;
