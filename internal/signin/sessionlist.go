package signin

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"
)

// SessionInfo is a session on its owner's list. The ID ends it and is no token.
type SessionInfo struct {
	ID               string
	Began            time.Time
	LastSeen         time.Time // to the minute
	Until            time.Time // when it ends if it is not used again
	Address, Browser string
	Current          bool // it is the one that asks
}

// Sessions lists an account's sessions, the latest used first (ASVS 3.3.4). token is that of the session that asks, or blank.
func (s *Store) Sessions(ctx context.Context, account Account, token string) (list []SessionInfo, err error) {
	rows, err := s.reader.QueryContext(ctx, `select id, began_at, seen_at, until_at, address, browser, token_hash = ?3 from session
		where authority = ?1 and account = ?2 and ended_at is null and until_at > ?4 order by seen_at desc, id`,
		account.Authority, account.ID, hashToken(token), micros(s.now()))
	if err != nil {
		return nil, wrap("listing sessions", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var (
			i                  SessionInfo
			began, seen, until int64
		)
		if err := rows.Scan(&i.ID, &began, &seen, &until, &i.Address, &i.Browser, &i.Current); err != nil {
			return nil, wrap("listing sessions", err)
		}
		i.Began, i.LastSeen, i.Until = moment(began), moment(seen), moment(until)
		list = append(list, i)
	}
	return list, wrap("listing sessions", rows.Err())
}

// EndSession ends one of an account's sessions. It does nothing to one that has ended, or is another account's. The next request that comes with
// it finds no session.
func (s *Store) EndSession(ctx context.Context, account Account, id string) error {
	ctx = context.WithoutCancel(ctx)
	return s.write(ctx, "ending a session", func(tx *sql.Tx) error {
		return s.end(ctx, tx, "authority = ?2 and account = ?3 and id = ?4", account.Authority, account.ID, id)
	})
}

// EndSessions ends an account's sessions: all where except is blank, as when somebody leaves or their rights change, else all but that with this
// token, as after a change of password (ASVS 3.3.3).
func (s *Store) EndSessions(ctx context.Context, account Account, except string) error {
	ctx = context.WithoutCancel(ctx)
	return s.write(ctx, "ending sessions", func(tx *sql.Tx) error { return s.endSessions(ctx, tx, account, except) })
}

func (s *Store) endSessions(ctx context.Context, tx *sql.Tx, account Account, except string) error {
	return s.end(ctx, tx, "authority = ?2 and account = ?3 and token_hash <> ?4", account.Authority, account.ID, hashToken(except))
}

// end ends the sessions of a condition, whose first parameter is ?2. What they held goes at once.
func (s *Store) end(ctx context.Context, tx *sql.Tx, condition string, args ...any) error {
	query := fmt.Sprintf("update session set ended_at = coalesce(ended_at, ?1), revoked = 1, data = x'', address = '', browser = '' where %s", condition) //nolint:gosec // our own conditions
	_, err := tx.ExecContext(ctx, query, slices.Concat([]any{micros(s.now())}, args)...)
	return err
}

// CountSessions gives how many sessions have neither ended nor run out, of people who have signed in.
func (s *Store) CountSessions(ctx context.Context) (n int64, err error) {
	err = s.reader.QueryRowContext(ctx, "select count(*) from session where account <> '' and ended_at is null and until_at > ?1", micros(s.now())).Scan(&n)
	return n, wrap("counting sessions", err)
}
