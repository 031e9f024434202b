package signin

import (
	"context"
	"database/sql"
	"errors"
	"time"
)

// ErrNoPassword says that an account has no password to which something could be done.
var ErrNoPassword = errors.New("this account has no password")

// Credentials are the kinds of credential that an account has.
type Credentials struct {
	// Password says whether it has a password with one-time codes, and PasswordSince when that was chosen.
	Password      bool
	PasswordSince time.Time
	// RecoveryCodesLeft is how many recovery codes it has not used.
	RecoveryCodesLeft int
	// Passkeys are its passkeys, the oldest first.
	Passkeys []Passkey
	// Subjects are who its person is to OpenID Connect providers, one of each issuer.
	Subjects []BoundSubject
}

// Any says whether there is anything to sign in with.
func (c Credentials) Any() bool { return c.Password || len(c.Passkeys) > 0 || len(c.Subjects) > 0 }

// Subject gives the subject of an issuer, if there is one.
func (c Credentials) Subject(issuer string) (BoundSubject, bool) {
	for _, b := range c.Subjects {
		if b.Issuer == issuer {
			return b, true
		}
	}
	return BoundSubject{}, false
}

// Has gives the kinds of credential that an account has: none for one that was never invited or has not followed its link.
func (s *Store) Has(ctx context.Context, account Account) (Credentials, error) {
	var (
		c     Credentials
		since int64
	)
	var err error
	if c.Subjects, err = s.subjectsOf(ctx, account); err != nil {
		return c, wrap("reading what an account has", err)
	}
	list, err := passkeysOf(ctx, s.reader, account)
	if err != nil {
		return c, wrap("reading what an account has", err)
	}
	for _, p := range list {
		c.Passkeys = append(c.Passkeys, p.Passkey)
	}
	err = s.reader.QueryRowContext(ctx, "select chosen_at from password where authority = ?1 and account = ?2", account.Authority, account.ID).Scan(&since)
	if errors.Is(err, sql.ErrNoRows) {
		return c, nil
	}
	if err != nil {
		return c, wrap("reading what an account has", err)
	}
	c.Password, c.PasswordSince = true, moment(since)
	c.RecoveryCodesLeft, err = recoveryCodesLeft(ctx, s.reader, account)
	return c, wrap("reading what an account has", err)
}

// Proof is what somebody who has signed in gives when they are asked again: their password, or a one-time code.
type Proof struct{ Password, Code string }

// Confirm asks somebody who has signed in again, before something grave (ASVS 3.7.1, 4.3.3). It takes the password or a one-time code, both
// where both are given, and no recovery code. A wrong password gives [ErrRefused], a wrong code [ErrCode]; failures are counted for the account and
// slow it as those of signing in do, apart from those.
func (s *Store) Confirm(ctx context.Context, account Account, proof Proof) error {
	if proof.Password == "" && proof.Code == "" {
		return wrap("asking again", ErrRefused)
	}
	failures := s.accountCounter(account)
	err := s.write(ctx, "asking again", func(tx *sql.Tx) error {
		if err := s.mayTry(ctx, tx, failures); err != nil {
			return err
		}
		return s.fail(ctx, tx, failures)
	})
	if err != nil {
		return err
	}
	if proof.Password != "" {
		_, right, err := s.comparePassword(ctx, account, proof.Password)
		if err != nil {
			return wrap("asking again", err)
		}
		if !right {
			return wrap("asking again", ErrRefused)
		}
	}
	return s.write(ctx, "asking again", func(tx *sql.Tx) error {
		if proof.Code != "" {
			right, err := s.takeOneTime(ctx, tx, account, proof.Code)
			if err != nil {
				return err
			}
			if !right {
				return ErrCode
			}
		}
		return s.succeed(ctx, tx, failures)
	})
}

// ChangePassword changes an account's password. It asks for the old one as [Store.Confirm] does (ASVS 2.1.6), and takes the new one as
// [Store.CheckStrength] says. The one-time codes go on; sign-ins that wait for theirs are over. To end the account's other sessions is for the
// caller, who knows which of them asks ([Store.EndSessions]; ASVS 3.3.3).
func (s *Store) ChangePassword(ctx context.Context, account Account, old string, choice Choice) error {
	if err := s.Confirm(ctx, account, Proof{Password: old}); err != nil {
		return err
	}
	if err := s.CheckStrength(ctx, choice.Password, choice.Words); err != nil {
		return err
	}
	hash, err := s.hasher.hash(ctx, choice.Password)
	if err != nil {
		return wrap("changing a password", err)
	}
	return s.write(ctx, "changing a password", func(tx *sql.Tx) error {
		done, err := tx.ExecContext(ctx, "update password set password_hash = ?3, chosen_at = ?4 where authority = ?1 and account = ?2",
			account.Authority, account.ID, hash, micros(s.now()))
		if err != nil {
			return err
		}
		if n, err := done.RowsAffected(); err != nil || n != 1 {
			return errors.Join(ErrNoPassword, err)
		}
		_, err = tx.ExecContext(ctx, "delete from pending where authority = ?1 and account = ?2", account.Authority, account.ID)
		return err
	})
}

// NewRecoveryCodes gives an account new recovery codes, shown this once; the former ones no longer work. It gives [ErrNoPassword] where there is no
// password that they could go with. To ask again before is for the caller.
func (s *Store) NewRecoveryCodes(ctx context.Context, account Account) (codes []string, err error) {
	err = s.write(ctx, "making recovery codes", func(tx *sql.Tx) error {
		var has int
		err := tx.QueryRowContext(ctx, "select count(*) from password where authority = ?1 and account = ?2", account.Authority, account.ID).Scan(&has)
		if err != nil {
			return err
		}
		if has == 0 {
			return ErrNoPassword
		}
		codes, err = s.makeRecoveryCodes(ctx, tx, account)
		return err
	})
	if err != nil {
		return nil, err
	}
	return codes, nil
}

// Forget deletes all that an account could sign in with, its links too, and ends its sessions, as when somebody leaves. It does so also where
// the caller goes away.
func (s *Store) Forget(ctx context.Context, account Account) error {
	ctx = context.WithoutCancel(ctx)
	return s.write(ctx, "forgetting an account", func(tx *sql.Tx) error {
		// an enrolment goes with its invitation
		if err := deleteOf(ctx, tx, account, "password", "recovery_code", "pending", "invitation", "subject", "passkey"); err != nil {
			return err
		}
		for _, failures := range []counter{s.accountCounter(account), s.passkeyCounter(account)} {
			if err := s.succeed(ctx, tx, failures); err != nil {
				return err
			}
		}
		return s.endSessions(ctx, tx, account, "")
	})
}
