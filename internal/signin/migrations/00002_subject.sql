-- +goose Up

-- Who somebody is to an OpenID Connect provider: the pair of issuer and subject, which the provider never gives to anybody else. It belongs to
-- one account, and an account has one of each issuer. An e-mail address is not kept, as it says nothing of who somebody is.
create table subject (
    issuer    text    not null,
    subject   text    not null,
    authority text    not null,
    account   text    not null,
    bound_at  integer not null,
    primary key (issuer, subject)
);

create unique index subject_by_account on subject (authority, account, issuer);

-- Somebody who was sent to the provider and is expected back, by the hashes of the state that they bring and of what their browser's session holds.
-- What is sealed is the nonce, the verifier (RFC 7636) and what they were sent for. It is deleted as they come back.
create table journey (
    state_hash   blob    not null primary key,
    browser_hash blob    not null,
    sealed       blob    not null,
    until_at     integer not null
);

-- +goose Down

drop table journey;
drop table subject;
