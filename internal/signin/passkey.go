package signin

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"strings"
	"time"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"
)

// mostPasskeys is how many passkeys an account may have.
const mostPasskeys = 10

var (
	// ErrPasskey says that an authenticator's answer proves nothing; a *PasskeyError says why, for the log.
	ErrPasskey = errors.New("this passkey proves nothing here")
	// ErrCloned says that a passkey has signed more often elsewhere than its authenticator says, so that somebody may have a copy of it.
	ErrCloned = errors.New("this passkey may have been copied")
	// ErrNoPasskey says that an account has no such passkey.
	ErrNoPasskey = errors.New("this account has no such passkey")
	// ErrLast says that a passkey is all that its account can sign in with.
	ErrLast = errors.New("this is the last that the account signs in with")
	// ErrTooMany says that an account has as many passkeys as it may have.
	ErrTooMany = errors.New("this account has as many passkeys as it may")
)

// PasskeyError says why an authenticator's answer proves nothing, in a few fixed words for the log, and whose passkey it is where that is known.
type PasskeyError struct {
	Account Account
	Reason  string

	cloned bool
	cause  error
}

// Error gives the reason, with what the reader of the answer found wrong.
func (e *PasskeyError) Error() string {
	if e.cause == nil {
		return e.Reason
	}
	return e.Reason + ": " + e.cause.Error()
}

// Unwrap gives what the reader of the answer found wrong.
func (e *PasskeyError) Unwrap() error { return e.cause }

// Is makes the error an [ErrPasskey], and an [ErrCloned] where it is one.
func (e *PasskeyError) Is(target error) bool {
	return target == ErrPasskey || e.cloned && target == ErrCloned
}

// Passkey is a passkey as its owner knows it. The ID names it on pages, and is not the one by which authenticators know it.
type Passkey struct {
	ID, Name string
	Made     time.Time
	Used     time.Time // the zero time where it has not been
	// Synced says that its authenticator keeps copies elsewhere, as with an account of a telephone.
	Synced bool
}

// passkey is a passkey as it stands in the database.
type passkey struct {
	Passkey

	account      Account
	credentialID []byte
	sealed       []byte
	signCount    uint32
	flags        byte
	aaguid       []byte
	transports   string
}

const passkeyColumns = "credential_id, id, authority, account, sealed_key, sign_count, flags, aaguid, transports, name, made_at, used_at" //nolint:gosec // names of columns

// scanner is a row, or rows that stand at one.
type scanner interface{ Scan(into ...any) error }

func scanPasskey(row scanner) (p passkey, err error) {
	var (
		made int64
		used sql.NullInt64
	)
	err = row.Scan(&p.credentialID, &p.ID, &p.account.Authority, &p.account.ID, &p.sealed, &p.signCount, &p.flags, &p.aaguid, &p.transports, &p.Name, &made, &used)
	if p.Made = moment(made); used.Valid {
		p.Used = moment(used.Int64)
	}
	p.Synced = protocol.AuthenticatorFlags(p.flags).HasBackupState()
	return p, err
}

// boundKey is what a public key is sealed with, so that one copied to another account or passkey opens nothing.
func boundKey(account Account, credentialID []byte) string {
	return "passkey\x00" + account.bound() + "\x00" + string(credentialID)
}

// credential gives a passkey as the reader of answers wants it.
func (s *Store) credential(p passkey) (webauthn.Credential, error) {
	key, err := s.keys.open(p.sealed, boundKey(p.account, p.credentialID))
	c := webauthn.Credential{
		ID: p.credentialID, PublicKey: key, Flags: webauthn.NewCredentialFlags(protocol.AuthenticatorFlags(p.flags)),
		Authenticator: webauthn.Authenticator{AAGUID: p.aaguid, SignCount: p.signCount},
	}
	for t := range strings.FieldsSeq(p.transports) {
		c.Transport = append(c.Transport, protocol.AuthenticatorTransport(t))
	}
	return c, err
}

// rowser is a transaction, or a pool of readers.
type rowser interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// passkeysOf lists the passkeys of an account, the oldest first.
func passkeysOf(ctx context.Context, q rowser, a Account) (list []passkey, err error) {
	rows, err := q.QueryContext(ctx, "select "+passkeyColumns+" from passkey where authority = ?1 and account = ?2 order by made_at, rowid", a.Authority, a.ID)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		p, err := scanPasskey(rows)
		if err != nil {
			return nil, err
		}
		list = append(list, p)
	}
	return list, rows.Err()
}

// holder is an account as the reader of answers wants it.
type holder struct {
	handle       []byte
	name, person string
	credentials  []webauthn.Credential
}

func (h holder) WebAuthnID() []byte                         { return h.handle }
func (h holder) WebAuthnName() string                       { return h.name }
func (h holder) WebAuthnDisplayName() string                { return h.person }
func (h holder) WebAuthnCredentials() []webauthn.Credential { return h.credentials }

// holderOf gives an account with its passkeys. Its handle is made where it has none.
func (s *Store) holderOf(ctx context.Context, tx *sql.Tx, a Account) (h holder, err error) {
	handle := make([]byte, keyLength)
	_, _ = rand.Read(handle) // never fails
	_, err = tx.ExecContext(ctx, "insert into passkey_handle (authority, account, handle) values (?1, ?2, ?3) on conflict (authority, account) do nothing", a.Authority, a.ID, handle)
	if err != nil {
		return h, err
	}
	err = tx.QueryRowContext(ctx, "select handle from passkey_handle where authority = ?1 and account = ?2", a.Authority, a.ID).Scan(&h.handle)
	if err != nil {
		return h, err
	}
	list, err := passkeysOf(ctx, tx, a)
	for _, p := range list {
		c, err := s.credential(p)
		if err != nil {
			return h, err
		}
		h.credentials = append(h.credentials, c)
	}
	return h, err
}

// RemovePasskey takes a passkey from an account: from then on it proves nothing. otherwise says whether its person can sign in by something that is no
// passkey, which its caller knows; where they cannot, the last one stays, with [ErrLast]. It gives [ErrNoPasskey] where the account has none of that
// id. To end the account's other sessions is for the caller ([Store.EndSessions]).
func (s *Store) RemovePasskey(ctx context.Context, account Account, id string, otherwise bool) error {
	return s.write(ctx, "removing a passkey", func(tx *sql.Tx) error {
		done, err := tx.ExecContext(ctx, "delete from passkey where authority = ?1 and account = ?2 and id = ?3", account.Authority, account.ID, id)
		if err != nil {
			return err
		}
		if n, err := done.RowsAffected(); err != nil || n != 1 {
			return errors.Join(ErrNoPasskey, err)
		}
		var left int
		err = tx.QueryRowContext(ctx, "select count(*) from passkey where authority = ?1 and account = ?2", account.Authority, account.ID).Scan(&left)
		if err == nil && left == 0 && !otherwise {
			return ErrLast
		}
		return err
	})
}
