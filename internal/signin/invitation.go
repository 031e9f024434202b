package signin

import (
	"context"
	"database/sql"
	"errors"
	"time"
)

// Kind is what a link is for.
type Kind string

const (
	// Invitation is a link for somebody's first credential.
	Invitation Kind = "invitation"
	// Recovery is a link for somebody who has lost theirs. A password, passkey or subject saved by it takes the place of the former password,
	// passkeys and subjects, and ends the account's sessions.
	Recovery Kind = "recovery"
)

// Link is a link that works once, as given to whoever made it. The token is shown once and kept nowhere: only its hash is.
type Link struct {
	Token string
	Until time.Time
}

// Invite makes a link by which an account gets a credential, with who makes it and how long it lasts. The account's former links of that kind no
// longer work. The token has 256 random bits (ASVS 2.3.1, 2.5.6).
func (s *Store) Invite(ctx context.Context, account Account, kind Kind, by string, lasts time.Duration) (Link, error) {
	if account.Authority == "" || account.ID == "" || (kind != Invitation && kind != Recovery) || lasts <= 0 {
		return Link{}, wrap("making a link", errors.New("a link needs an account, what it is for and how long it lasts"))
	}
	now := s.now()
	link := Link{Token: random(), Until: moment(micros(now.Add(lasts)))}
	err := s.write(ctx, "making a link", func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, "delete from invitation where authority = ?1 and account = ?2 and kind = ?3", account.Authority, account.ID, kind); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `insert into invitation (token_hash, authority, account, kind, made_by, made_at, until_at)
			values (?1, ?2, ?3, ?4, ?5, ?6, ?7)`, hashToken(link.Token), account.Authority, account.ID, kind, by, micros(now), micros(link.Until))
		return err
	})
	return link, err
}

// Invited is what a link that still works says.
type Invited struct {
	Account Account
	Kind    Kind
	By      string
	Until   time.Time
}

// FindInvitation gives what a link is for, or [ErrInvitation]. It uses nothing up: a link is used when a credential is saved by it.
func (s *Store) FindInvitation(ctx context.Context, token string) (Invited, error) {
	found, err := s.findInvitation(ctx, s.reader, token)
	return found, wrap("reading a link", err)
}

// queryer is a transaction, or a pool of readers.
type queryer interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

func (s *Store) findInvitation(ctx context.Context, q queryer, token string) (Invited, error) {
	return s.findInvitationByHash(ctx, q, hashToken(token))
}

func (s *Store) findInvitationByHash(ctx context.Context, q queryer, hash []byte) (Invited, error) {
	var (
		i     Invited
		until int64
	)
	err := q.QueryRowContext(ctx, `select authority, account, kind, made_by, until_at from invitation
		where token_hash = ?1 and used_at is null and until_at > ?2`, hash, micros(s.now())).
		Scan(&i.Account.Authority, &i.Account.ID, &i.Kind, &i.By, &until)
	if errors.Is(err, sql.ErrNoRows) {
		return Invited{}, ErrInvitation
	}
	i.Until = moment(until)
	return i, err
}

// redeem uses a link up, in the transaction that saves the credential it was for: a process that is killed in between has done both or neither.
// The account's other links and the sign-ins that wait for a code are over too. Recovery ends the account's sessions, its password, its passkeys and
// its subjects, since somebody else may have them.
func (s *Store) redeem(ctx context.Context, tx *sql.Tx, invited Invited) error {
	a := invited.Account
	if _, err := tx.ExecContext(ctx, "update invitation set used_at = ?3 where authority = ?1 and account = ?2 and used_at is null", a.Authority, a.ID, micros(s.now())); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "delete from enrolment where token_hash in (select token_hash from invitation where authority = ?1 and account = ?2)", a.Authority, a.ID); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "delete from pending where authority = ?1 and account = ?2", a.Authority, a.ID); err != nil {
		return err
	}
	if invited.Kind != Recovery {
		return nil
	}
	if err := deleteOf(ctx, tx, a, "password", "recovery_code", "passkey", "subject"); err != nil {
		return err
	}
	return s.endSessions(ctx, tx, a, "")
}
