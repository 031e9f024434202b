package signin

import (
	"context"
	"database/sql"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"maps"
	"reflect"
	"time"

	"github.com/alexedwards/scs/v2"
)

// seenEvery is how often the use of a session is written down. A session's idle end may come this much early, and nothing is written for most
// requests.
const seenEvery = time.Minute

// Holder is whose a session is, and what its owner will recognise it by on a list: the address and the browser in words. All are blank for a session
// that nobody has signed in to.
type Holder struct {
	Account          Account
	Address, Browser string
	// After is the mark of the token that the session had before it got a new one, blank for the first: see [Mark].
	After string
}

// ErrEnded says that a session had been ended already, so that it does not go on under a new token either.
var ErrEnded = errors.New("the session has ended")

// Mark gives what a session may keep of a token that it had: its hash, by which nobody can take it over.
func Mark(token string) string { return hex.EncodeToString(hashToken(token)) }

// SessionStore keeps the sessions of scs, by the hash of their tokens (ASVS 3.2.3): whoever reads the database can take over none. It hashes by itself,
// whatever scs's HashTokenInStore says. A session that was ended stays ended, also where a request that began before writes it back.
// It is a CtxStore and an IterableCtxStore of scs.
type SessionStore struct {
	s        *Store
	describe func(values map[string]any) Holder
}

var (
	_ scs.CtxStore         = (*SessionStore)(nil)
	_ scs.IterableCtxStore = (*SessionStore)(nil)
)

// SessionStore gives the store for scs, whose Codec must be its own. describe says whose a session is by the values in it, whenever it is written,
// so that no session that somebody has signed in to is missing from their list.
func (s *Store) SessionStore(describe func(values map[string]any) Holder) *SessionStore {
	return &SessionStore{s: s, describe: describe}
}

// FindCtx gives what a session holds; found is false for one that is not known, out of date or ended.
func (t *SessionStore) FindCtx(ctx context.Context, token string) (data []byte, found bool, err error) {
	err = t.s.reader.QueryRowContext(ctx, "select data from session where token_hash = ?1 and ended_at is null and until_at > ?2",
		hashToken(token), micros(t.s.now())).Scan(&data)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, false, nil
	}
	return data, err == nil, wrap("reading a session", err)
}

// DeleteCtx ends a session, also where the caller goes away, as the functions that end sessions by account do. scs ends one as it gets a new
// token, too: what goes on then begins after this one. A session that had ended already gives [ErrEnded] and is ended for good, so that nothing
// goes on after it.
func (t *SessionStore) DeleteCtx(ctx context.Context, token string) error {
	ctx = context.WithoutCancel(ctx)
	ended := false
	err := t.s.write(ctx, "ending a session", func(tx *sql.Tx) error {
		done, err := tx.ExecContext(ctx, "update session set revoked = 1 where token_hash = ?1 and ended_at is not null", hashToken(token))
		if err != nil {
			return err
		}
		n, err := done.RowsAffected()
		if ended = n == 1; err != nil || ended {
			return err
		}
		_, err = tx.ExecContext(ctx, "update session set ended_at = ?2, data = x'', address = '', browser = '' where token_hash = ?1", hashToken(token), micros(t.s.now()))
		return err
	})
	if err == nil && ended {
		return ErrEnded
	}
	return err
}

// kept is a session as it stands in the database.
type kept struct {
	holder Holder
	data   []byte
	until  time.Time
	ended  bool
}

// CommitCtx writes what a session holds, and until when it lasts without being used again. It writes nothing into a session that has ended, and
// nothing where all that has changed is that it was used less than a minute ago. A session never becomes another account's: whoever signs in gets a
// new token (ASVS 3.2.1), and one that would keep the old is an error.
func (t *SessionStore) CommitCtx(ctx context.Context, token string, data []byte, expiry time.Time) error {
	deadline, values, err := scs.GobCodec{}.Decode(data)
	if err != nil {
		return wrap("writing a session", err)
	}
	holder, hash := t.describe(values), hashToken(token)
	was, err := findKept(ctx, t.s.reader, hash)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return wrap("writing a session", err)
	}
	if err == nil && was.unchanged(holder, deadline, values, expiry) {
		return nil
	}
	return t.s.write(ctx, "writing a session", func(tx *sql.Tx) error {
		was, err := findKept(ctx, tx, hash)
		now := micros(t.s.now())
		switch {
		case errors.Is(err, sql.ErrNoRows):
			_, err = tx.ExecContext(ctx, `insert into session (token_hash, id, authority, account, began_at, seen_at, until_at, address, browser, data)
				select ?1, ?2, ?3, ?4, coalesce((select began_at from session where token_hash = unhex(?10) and authority = ?3 and account = ?4), ?5), ?5, ?6, ?7, ?8, ?9
				where not exists (select 1 from session where token_hash = unhex(?10) and revoked = 1)`,
				hash, random(), holder.Account.Authority, holder.Account.ID, now, micros(expiry), holder.Address, holder.Browser, data, holder.After)
		case err != nil || was.ended:
		case was.holder.Account != holder.Account:
			err = errors.New("a session has become another account's without a new token")
		default:
			_, err = tx.ExecContext(ctx, "update session set seen_at = ?2, until_at = ?3, address = ?4, browser = ?5, data = ?6 where token_hash = ?1",
				hash, now, micros(expiry), holder.Address, holder.Browser, data)
		}
		return err
	})
}

func findKept(ctx context.Context, q queryer, hash []byte) (kept, error) {
	var (
		k     kept
		until int64
	)
	err := q.QueryRowContext(ctx, "select authority, account, address, browser, data, until_at, ended_at is not null from session where token_hash = ?1", hash).
		Scan(&k.holder.Account.Authority, &k.holder.Account.ID, &k.holder.Address, &k.holder.Browser, &k.data, &until, &k.ended)
	k.until = moment(until)
	return k, err
}

// unchanged says whether writing a session would say nothing that is worth it. scs encodes the same values differently each time, so that the
// values are compared.
func (k kept) unchanged(holder Holder, deadline time.Time, values map[string]any, expiry time.Time) bool {
	if k.ended {
		return true
	}
	holder.After = "" // which stands in the values
	if later := expiry.Sub(k.until); k.holder != holder || later < 0 || later >= seenEvery {
		return false
	}
	was, held, err := scs.GobCodec{}.Decode(k.data)
	return err == nil && was.Equal(deadline) && maps.EqualFunc(held, values, func(a, b any) bool { return reflect.DeepEqual(a, b) })
}

// AllCtx gives what every session holds that has not ended, by the hash of its token, which is no token and finds nothing.
func (t *SessionStore) AllCtx(ctx context.Context) (all map[string][]byte, err error) {
	rows, err := t.s.reader.QueryContext(ctx, "select token_hash, data from session where ended_at is null and until_at > ?1", micros(t.s.now()))
	if err != nil {
		return nil, wrap("reading the sessions", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	all = map[string][]byte{}
	for rows.Next() {
		var hash, data []byte
		if err := rows.Scan(&hash, &data); err != nil {
			return nil, wrap("reading the sessions", err)
		}
		all[base64.RawURLEncoding.EncodeToString(hash)] = data
	}
	return all, wrap("reading the sessions", rows.Err())
}

// Find is FindCtx without a context.
func (t *SessionStore) Find(token string) ([]byte, bool, error) {
	return t.FindCtx(context.Background(), token)
}

// Delete is DeleteCtx without a context.
func (t *SessionStore) Delete(token string) error { return t.DeleteCtx(context.Background(), token) }

// Commit is CommitCtx without a context.
func (t *SessionStore) Commit(token string, data []byte, expiry time.Time) error {
	return t.CommitCtx(context.Background(), token, data, expiry)
}
