-- +goose Up

-- Moments are UTC microseconds since 1970. An account is a pair everywhere: the authority's code and the account's id within it.
-- What a person knows or holds stands here only as a hash, or sealed with the key that is kept in a file apart.

-- Text sealed with the key, by which a wrong key is recognised before anything is asked of it.
create table key_check (
    id     integer primary key check (id = 1),
    sealed blob    not null
);

-- A link that works once. It is used when used_at is set, in the transaction that saves the credential it was for.
create table invitation (
    token_hash blob    not null primary key,
    authority  text    not null,
    account    text    not null,
    kind       text    not null check (kind in ('invitation', 'recovery')),
    made_by    text    not null,
    made_at    integer not null,
    until_at   integer not null,
    used_at    integer
);

create index invitation_by_account on invitation (authority, account);

-- A password that was chosen by a link, with a secret that was shown, until a code proves that the secret was kept. Neither counts before.
create table enrolment (
    token_hash    blob    not null primary key references invitation on delete cascade,
    password_hash text    not null,
    sealed_secret blob    not null,
    until_at      integer not null
);

-- A password with its second factor. last_step is the time step (RFC 6238) of the latest code that was taken.
create table password (
    authority     text    not null,
    account       text    not null,
    password_hash text    not null,
    sealed_secret blob    not null,
    last_step     integer not null,
    chosen_at     integer not null,
    primary key (authority, account)
);

create table recovery_code (
    authority text    not null,
    account   text    not null,
    code_hash blob    not null,
    used_at   integer,
    primary key (authority, account, code_hash)
);

-- A sign-in whose password was right and whose code is awaited.
create table pending (
    id_hash      blob    not null primary key,
    authority    text    not null,
    account      text    not null,
    name_hash    blob    not null,
    address_hash blob    not null,
    wrong        integer not null default 0,
    until_at     integer not null
);

create index pending_by_account on pending (authority, account);

-- Failures under a name, from an address or of an account that is asked again, each as a keyed hash. Nobody may try before next_at.
create table failure (
    hash     blob    not null primary key,
    failures integer not null,
    last_at  integer not null,
    next_at  integer not null
);

create index failure_by_last on failure (last_at);

-- A session: what scs keeps in it, and whose it is where somebody has signed in. One that has ended stays, without its data, until no
-- request that began before can still write it back.
create table session (
    token_hash blob    not null primary key,
    id         text    not null unique,
    authority  text    not null default '',
    account    text    not null default '',
    began_at   integer not null,
    seen_at    integer not null,
    until_at   integer not null,
    address    text    not null default '',
    browser    text    not null default '',
    data       blob    not null,
    ended_at   integer,
    -- Whether it was ended for good: a session that goes on under another token is ended too, and goes on only where this is not so.
    revoked    integer not null default 0
);

create index session_by_account on session (authority, account);
create index session_by_until on session (until_at);

-- +goose Down

drop table session;
drop table failure;
drop table pending;
drop table recovery_code;
drop table password;
drop table enrolment;
drop table invitation;
drop table key_check;
