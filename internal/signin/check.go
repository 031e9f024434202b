package signin

import (
	"context"
	"database/sql"
	"errors"
	"time"
)

const (
	// pendingLasts is how long a sign-in waits for its code.
	pendingLasts = 5 * time.Minute
	// wrongCodes is how many wrong codes end it.
	wrongCodes = 5
)

// Attempt is one attempt to sign in: the name as typed, the account that has it, the password, and the address that it comes from.
type Attempt struct {
	Name string
	// Account is the zero account where nobody has that name, or where whoever has it may not sign in.
	Account           Account
	Password, Address string
}

// Pending is a sign-in whose password was right and whose code is awaited. Its ID is as secret as a password until it is over.
type Pending struct {
	ID    string
	Until time.Time
}

// CheckPassword tries a password. Where it is right, the sign-in waits five minutes for its code. Where it is wrong, the account has no password or
// there is none, the answer is [ErrRefused], after the same work: a password is hashed in any case (ASVS 2.2.1). After failures it gives an
// [ErrSlow], before any hash, for names that nobody has too. The attempt is counted under its name before it is tried, so that however many are
// made at once, no more are tried than one after the other; a code that is right takes the count back.
func (s *Store) CheckPassword(ctx context.Context, a Attempt) (Pending, error) {
	name, address := s.nameCounter(a.Name), s.addressCounter(a.Address)
	err := s.write(ctx, "signing in", func(tx *sql.Tx) error {
		if err := s.mayTry(ctx, tx, name, address); err != nil {
			return err
		}
		return s.fail(ctx, tx, name)
	})
	if err != nil {
		return Pending{}, err
	}
	hash, right, err := s.comparePassword(ctx, a.Account, a.Password)
	if err != nil {
		return Pending{}, wrap("signing in", err)
	}
	p := Pending{ID: random(), Until: moment(micros(s.now().Add(pendingLasts)))}
	err = s.write(ctx, "signing in", func(tx *sql.Tx) error {
		if !right {
			return s.fail(ctx, tx, address)
		}
		done, err := tx.ExecContext(ctx, `insert into pending (id_hash, authority, account, name_hash, address_hash, until_at)
			select ?1, authority, account, ?2, ?3, ?4 from password where authority = ?5 and account = ?6 and password_hash = ?7`,
			hashToken(p.ID), name.hash, address.hash, micros(p.Until), a.Account.Authority, a.Account.ID, hash)
		if err != nil {
			return err
		}
		n, err := done.RowsAffected()
		right = n == 1 // none where the password was changed or forgotten meanwhile
		return err
	})
	if err != nil {
		return Pending{}, err
	}
	if !right {
		return Pending{}, ErrRefused
	}
	return p, nil
}

// comparePassword compares a password with that of an account, and gives the hash it was compared with. It hashes the password also where there
// is nothing to compare it with.
func (s *Store) comparePassword(ctx context.Context, account Account, password string) (hash string, right bool, err error) {
	err = s.reader.QueryRowContext(ctx, "select password_hash from password where authority = ?1 and account = ?2", account.Authority, account.ID).Scan(&hash)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return "", false, err
	}
	if len(password) > 16*longest { // longer than any that could have been chosen
		password, hash = "", ""
	}
	right, err = s.hasher.matches(ctx, password, hash)
	return hash, right, err
}

// SignedIn is who has proved who they are.
type SignedIn struct {
	Account Account
	// ByRecovery says that a recovery code took the place of the one-time code.
	ByRecovery bool
	// RecoveryCodesLeft is how many recovery codes have not been used.
	RecoveryCodesLeft int
}

// CheckCode tries the code of a pending sign-in: a one-time code, or a recovery code in its place. Each works once. A wrong one gives [ErrCode], and the
// fifth [ErrOver], as does a sign-in that is over or was never begun; each counts as a failure under the name and from the address. Beside either the
// account says whose sign-in it was, where there was one, for the log. Whether the account may sign in today is for the caller to ask again, since minutes have passed.
func (s *Store) CheckCode(ctx context.Context, pendingID, code string) (SignedIn, error) {
	if _, err := s.findPending(ctx, s.reader, pendingID); err != nil { // before a stranger takes the write lock
		return SignedIn{}, wrap("checking a code", err)
	}
	var (
		in      SignedIn
		refusal error
	)
	err := s.write(ctx, "checking a code", func(tx *sql.Tx) error {
		p, err := s.findPending(ctx, tx, pendingID)
		if errors.Is(err, ErrOver) {
			refusal = ErrOver
			return nil
		}
		if err != nil {
			return err
		}
		in.Account = p.account
		right, err := s.takeOneTime(ctx, tx, p.account, code)
		if err == nil && !right {
			right, err = s.takeRecovery(ctx, tx, p.account, code)
			in.ByRecovery = right
		}
		if err != nil {
			return err
		}
		if !right {
			refusal, err = s.wrongCode(ctx, tx, p)
			return err
		}
		if err := s.succeed(ctx, tx, counter{p.name, byName}); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "delete from pending where id_hash = ?1", p.id); err != nil {
			return err
		}
		in.RecoveryCodesLeft, err = recoveryCodesLeft(ctx, tx, p.account)
		return err
	})
	if err = errors.Join(refusal, err); err != nil {
		return SignedIn{Account: in.Account}, err
	}
	return in, nil
}

// pending is a sign-in as it waits for its code.
type pending struct {
	id, name, address []byte
	account           Account
	wrong             int
}

func (s *Store) findPending(ctx context.Context, q queryer, id string) (pending, error) {
	p := pending{id: hashToken(id)}
	err := q.QueryRowContext(ctx, "select authority, account, name_hash, address_hash, wrong from pending where id_hash = ?1 and until_at > ?2", p.id, micros(s.now())).
		Scan(&p.account.Authority, &p.account.ID, &p.name, &p.address, &p.wrong)
	if errors.Is(err, sql.ErrNoRows) {
		return pending{}, ErrOver
	}
	return p, err
}

// wrongCode counts a wrong code, and says whether another may be tried.
func (s *Store) wrongCode(ctx context.Context, tx *sql.Tx, p pending) (refusal, err error) {
	query := "update pending set wrong = wrong + 1 where id_hash = ?1"
	refusal = ErrCode
	if p.wrong+1 >= wrongCodes {
		query, refusal = "delete from pending where id_hash = ?1", ErrOver
	}
	_, err = tx.ExecContext(ctx, query, p.id)
	return refusal, errors.Join(err, s.fail(ctx, tx, counter{p.name, byName}), s.fail(ctx, tx, counter{p.address, byAddress}))
}
