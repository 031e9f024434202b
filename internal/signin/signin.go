// Package signin proves who somebody is: by a password with a one-time code, by a passkey, by an OpenID Connect provider, and, for a first time, by a link that works once. It keeps the
// sessions of those who have. It knows nothing of what anybody may do: accounts, roles and rights are records of the ledger, and whether an
// account is open on a day is asked there.
//
// What it keeps is secret and must be forgotten when somebody leaves, so that it stands in a file of its own and not in the append-only
// ledger. A password is kept as an Argon2id hash; a link, a recovery code and a session as a hash of random bits; the secret of one-time codes,
// which must be had again, is sealed with a key from a file apart, and so are the public keys of passkeys, so that nobody can slip one in. Whoever has the database alone can sign in as nobody; whoever has the key too can
// work out one-time codes, and must still guess a password.
//
// It follows OWASP ASVS 4.0.3, chapters 2 and 3, at level 2, and NIST SP 800-63B. Where a function meets a line of them, its comment says which.
package signin

import (
	"cmp"
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"github.com/alexedwards/argon2id"

	"heed/internal/sqlitefile"
)

// What callers can tell apart with errors.Is.
var (
	// ErrRefused says that the name, the password or both are wrong, or that nobody has that name. Which of them it is, nobody is told (ASVS
	// 2.2.1, NIST SP 800-63B 5.2.2).
	ErrRefused = errors.New("the name or the password is wrong")
	// ErrCode says that a one-time or recovery code is wrong or has been used, and that another may be tried.
	ErrCode = errors.New("the code is wrong, or has been used already")
	// ErrOver says that a sign-in has waited too long for its code or had too many wrong ones, so that it must begin again.
	ErrOver = errors.New("this took too long, or too many codes were wrong: begin again")
	// ErrInvitation says that a link is not known, has been used, has been replaced by a later one or is out of date: all alike.
	ErrInvitation = errors.New("this link has been used, or is out of date")
	// ErrWeak says that a password is not taken; a *WeakError says why.
	ErrWeak = errors.New("this password cannot be taken")
	// ErrSlow says that too many attempts have failed; a *SlowError says when the next may be made.
	ErrSlow = errors.New("too many attempts have failed")
	// ErrKey says that the file of the key is missing, damaged or not the one that the database was made with.
	ErrKey = errors.New("the key for signing in cannot be used")
)

// Account is whose credentials and sessions are meant: one account of one authority. It is a record of the ledger, of which this package knows
// the id only.
type Account struct{ Authority, ID string }

// IsZero says whether no account is meant.
func (a Account) IsZero() bool { return a == Account{} }

// bound gives the account as text that is no other account's, to bind what is sealed or hashed to it.
func (a Account) bound() string { return a.Authority + "\x00" + a.ID }

// Config is what a store is opened with.
type Config struct {
	// Path is the database file, made where there is none: DIR/heed-signin.db.
	Path string
	// KeyPath is the file of the key, made with the database. Where it is blank, the key stands beside the database, with the extension .key.
	KeyPath string
	// Issuer is what an authenticator app shows above the codes. Where it is blank, it is "Heed".
	Issuer string
	// Now gives the time. It must be set.
	Now func() time.Time

	hashing *argon2id.Params // as OWASP recommends where nil; cheaper in tests
}

// Store keeps what proves who somebody is. It is safe for concurrent use, also by several processes.
type Store struct {
	writer, reader *sql.DB
	keys           keys
	hasher         hasher
	path, issuer   string
	now            func() time.Time
}

// Open opens or makes the database and its key, both readable by their owner only, brings the database up to date and cleans it up. It gives an
// [ErrKey] that says what to do where the database is there and its key is not.
func Open(ctx context.Context, config Config) (*Store, error) {
	if config.Path == "" || config.Now == nil {
		return nil, errors.New("signin: a store needs a path and a clock")
	}
	beside := strings.TrimSuffix(config.Path, filepath.Ext(config.Path)) + ".key"
	writer, reader, err := openDatabase(ctx, config.Path)
	if err != nil {
		return nil, err
	}
	s := &Store{writer: writer, reader: reader, path: config.Path, issuer: cmp.Or(config.Issuer, "Heed"), now: config.Now}
	err = sqlitefile.Alone(ctx, config.Path, func() error {
		s.keys, err = openKeys(ctx, s, config.Path, cmp.Or(config.KeyPath, beside))
		return err
	})
	if err == nil {
		s.hasher, err = newHasher(config.hashing)
	}
	if err == nil {
		err = s.CleanUp(ctx)
	}
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// Close closes the database.
func (s *Store) Close() error { return errors.Join(s.reader.Close(), s.writer.Close()) }

// CleanUp deletes what is over: links, enrolments, ceremonies and pending sign-ins, failures of more than a day ago and sessions that ended more than an
// hour ago. Nothing that is over is honoured before it is deleted, so that it matters little how often this is called; once an hour serves.
func (s *Store) CleanUp(ctx context.Context) error {
	now := s.now()
	return s.write(ctx, "cleaning up", func(tx *sql.Tx) error {
		for query, before := range map[string]time.Time{
			"delete from enrolment where until_at <= ?1":                                            now,
			"delete from invitation where until_at <= ?1 or used_at is not null":                    now,
			"delete from pending where until_at <= ?1":                                              now,
			"delete from journey where until_at <= ?1":                                              now,
			"delete from ceremony where until_at <= ?1":                                             now,
			"delete from failure where last_at <= ?1 and next_at <= ?1":                             now.Add(-forgetFailures),
			"delete from session where until_at <= ?1 or (ended_at is not null and ended_at <= ?1)": now.Add(-longestRequest),
		} {
			if _, err := tx.ExecContext(ctx, query, micros(before)); err != nil {
				return err
			}
		}
		return nil
	})
}

// longestRequest is how long a session that has ended is remembered, so that a request which began before it ended cannot write it back.
const longestRequest = time.Hour

// random gives text of 256 random bits that may stand in an address, more than the 128 that ASVS 2.6.2 and 3.2.2 ask for.
func random() string { return rand.Text() + rand.Text() }

// wrap says what was being done when an error arose. What callers tell apart stays as it is.
func wrap(doing string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("signin: %s: %w", doing, err)
}
