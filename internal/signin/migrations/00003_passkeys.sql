-- +goose Up

-- By what authenticators know an account: random, never changed, and of nobody else. It tells nothing of whose it is. It stays where an account's
-- passkeys are taken away, so that an authenticator puts a new one in the place of the old.
create table passkey_handle (
    authority text not null,
    account   text not null,
    handle    blob not null unique,
    primary key (authority, account)
);

-- A passkey: the public half of a key that an authenticator holds. The public key is sealed, so that whoever can write here can give nobody a
-- passkey. id is what pages call it; flags are those of the authenticator (WebAuthn Level 3, 6.1), sign_count how often it says that it has signed.
create table passkey (
    credential_id blob    not null primary key,
    id            text    not null unique,
    authority     text    not null,
    account       text    not null,
    sealed_key    blob    not null,
    sign_count    integer not null,
    flags         integer not null,
    aaguid        blob    not null,
    transports    text    not null,
    name          text    not null,
    made_at       integer not null,
    used_at       integer
);

create index passkey_by_account on passkey (authority, account);

-- A ceremony with an authenticator that is expected to be answered, by the hashes of its challenge and of what the browser's session holds. What
-- is sealed is what the answer is compared with, and what it is for. It is deleted as the answer comes.
create table ceremony (
    challenge_hash blob    not null primary key,
    browser_hash   blob    not null,
    sealed         blob    not null,
    until_at       integer not null
);

-- +goose Down

drop table ceremony;
drop table passkey;
drop table passkey_handle;
