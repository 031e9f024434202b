package signin

import (
	"context"
	"database/sql"
	"errors"
	"time"
)

// Subject is who somebody is to an OpenID Connect provider: the issuer, and what it calls them. The pair is stable and nobody else's (OpenID Connect
// Core, 5.7), which an e-mail address is not.
type Subject struct{ Issuer, ID string }

var (
	// ErrUnknown says that no account has a subject.
	ErrUnknown = errors.New("no account is bound to this sign-in")
	// ErrTaken says that a subject is another account's.
	ErrTaken = errors.New("this sign-in is another account's")
)

// BoundSubject is a subject of an account, and since when.
type BoundSubject struct {
	Subject

	Since time.Time
}

// FindSubject gives the account that has a subject, or [ErrUnknown].
func (s *Store) FindSubject(ctx context.Context, subject Subject) (Account, error) {
	account, err := findSubject(ctx, s.reader, subject)
	return account, wrap("finding an account by its subject", err)
}

func findSubject(ctx context.Context, q queryer, subject Subject) (a Account, err error) {
	err = q.QueryRowContext(ctx, "select authority, account from subject where issuer = ?1 and subject = ?2", subject.Issuer, subject.ID).Scan(&a.Authority, &a.ID)
	if errors.Is(err, sql.ErrNoRows) {
		err = ErrUnknown
	}
	return a, err
}

// BindSubject binds a subject to the account of a link, of whose token the journey holds the hash, and uses the link up in the same transaction. It
// takes the place of the account's former subject of that issuer. Where the link was for recovery, password and passkeys go too, since whoever found them may have them.
// It gives [ErrInvitation] where the link no longer works, and [ErrTaken] where another account has the subject: the link then works on.
func (s *Store) BindSubject(ctx context.Context, j Journey, subject Subject) (Invited, error) {
	var invited Invited
	if subject.Issuer == "" || subject.ID == "" {
		return invited, wrap("binding a subject", errors.New("a subject needs an issuer and an id"))
	}
	err := s.write(ctx, "binding a subject", func(tx *sql.Tx) (err error) {
		if invited, err = s.findInvitationByHash(ctx, tx, j.Link); err != nil {
			return err
		}
		a := invited.Account
		has, err := findSubject(ctx, tx, subject)
		switch {
		case err == nil && has != a:
			return ErrTaken
		case err != nil && !errors.Is(err, ErrUnknown):
			return err
		}
		if err := s.redeem(ctx, tx, invited); err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, "delete from subject where authority = ?1 and account = ?2 and issuer = ?3", a.Authority, a.ID, subject.Issuer)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, "insert into subject (issuer, subject, authority, account, bound_at) values (?1, ?2, ?3, ?4, ?5)",
			subject.Issuer, subject.ID, a.Authority, a.ID, micros(s.now()))
		return err
	})
	if err != nil {
		return Invited{}, err
	}
	return invited, nil
}

// subjectsOf lists the subjects of an account, by issuer.
func (s *Store) subjectsOf(ctx context.Context, a Account) (list []BoundSubject, err error) {
	rows, err := s.reader.QueryContext(ctx, "select issuer, subject, bound_at from subject where authority = ?1 and account = ?2 order by issuer", a.Authority, a.ID)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var (
			b     BoundSubject
			since int64
		)
		if err := rows.Scan(&b.Issuer, &b.ID, &since); err != nil {
			return nil, err
		}
		b.Since = moment(since)
		list = append(list, b)
	}
	return list, rows.Err()
}

// deleteOf deletes what an account has in some tables.
func deleteOf(ctx context.Context, tx *sql.Tx, a Account, tables ...string) error {
	for _, table := range tables {
		if _, err := tx.ExecContext(ctx, "delete from "+table+" where authority = ?1 and account = ?2", a.Authority, a.ID); err != nil { //nolint:gosec // our own names
			return err
		}
	}
	return nil
}
