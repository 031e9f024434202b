package signin

import (
	"context"
	"database/sql"
	"errors"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"
)

// AskPasskey gives what a browser asks an authenticator so that somebody proves who they are: anybody, to sign in, or the account that is signed in,
// to be asked again ([ToConfirm]), which gives [ErrNoPasskey] where it has none. To sign in, no account is named and no passkey listed, so that nothing
// is told of who has one.
func (s *Store) AskPasskey(ctx context.Context, party *RelyingParty, purpose Purpose, account Account, browser string) (Challenge, error) {
	c := ceremony{Purpose: purpose, Account: account}
	var (
		asked   *protocol.CredentialAssertion
		session *webauthn.SessionData
		err     error
	)
	if purpose == ToSignIn {
		c.Account = Account{}
		asked, session, err = party.webauthn.BeginDiscoverableLogin()
	} else {
		var who holder
		err = s.write(ctx, "asking for a passkey", func(tx *sql.Tx) (err error) {
			who, err = s.holderOf(ctx, tx, account)
			return err
		})
		if err == nil && len(who.credentials) == 0 {
			err = ErrNoPasskey
		}
		if err == nil {
			asked, session, err = party.webauthn.BeginLogin(who)
		}
	}
	if err != nil {
		return Challenge{}, wrap("asking for a passkey", err)
	}
	c.Session = *session
	given, err := s.keepCeremony(ctx, c, asked.Response, browser)
	return given, wrap("asking for a passkey", err)
}

// CheckPasskey takes what an authenticator answers to [Store.AskPasskey], once, and says whose passkey it is. The authenticator must have verified its
// person, by a PIN, a finger or a face, so that a passkey is two factors by itself (NIST SP 800-63B 5.1.9). The answer is [ErrCeremony] for an answer to
// nothing that was asked, and [ErrPasskey] for any other that proves nothing: an unknown or removed passkey, another's, a signature, origin or host
// that is wrong, no verified person, or a count of signatures that has gone back, which is [ErrCloned] too. Failures slow what comes next from the
// address and for the passkey's account, as those of passwords do, apart from those: see [Store.CheckPassword].
func (s *Store) CheckPasskey(ctx context.Context, party *RelyingParty, a Answer) (SignedIn, error) {
	parsed, err := protocol.ParseCredentialRequestResponseBytes([]byte(a.JSON))
	if err != nil {
		return SignedIn{}, &PasskeyError{Account: a.Account, Reason: "the answer cannot be read", cause: err}
	}
	challenge := parsed.Response.CollectedClientData.Challenge
	if err := s.expected(ctx, challenge, a.Browser); err != nil {
		return SignedIn{}, wrap("checking a passkey", err)
	}
	var (
		in      SignedIn
		refusal error
	)
	err = s.write(ctx, "checking a passkey", func(tx *sql.Tx) error {
		c, err := s.takeCeremony(ctx, tx, challenge, a.Browser)
		if err != nil {
			return err
		}
		if c.Purpose != a.Purpose || c.Account != a.Account || c.Purpose != ToSignIn && c.Purpose != ToConfirm {
			refusal = ErrCeremony
			return nil
		}
		in.Account, refusal, err = s.tryPasskey(ctx, tx, party, c, a, parsed)
		return err
	})
	if err = errors.Join(refusal, err); err != nil {
		return SignedIn{}, err
	}
	return in, nil
}

// passkeyCounter counts the failures with an account's passkeys.
func (s *Store) passkeyCounter(account Account) counter {
	return counter{s.keys.hash("passkey", account.bound()), byName}
}

// tryPasskey tries an answer, and counts it where it proves nothing.
func (s *Store) tryPasskey(ctx context.Context, tx *sql.Tx, party *RelyingParty, c ceremony, a Answer, parsed *protocol.ParsedCredentialAssertionData) (who Account, refusal, err error) {
	counters := []counter{s.addressCounter(a.Address)}
	one, err := scanPasskey(tx.QueryRowContext(ctx, "select "+passkeyColumns+" from passkey where credential_id = ?1", parsed.RawID))
	known := err == nil
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return who, nil, err
	}
	if known {
		counters = append(counters, s.passkeyCounter(one.account))
	}
	if err := s.mayTry(ctx, tx, counters...); err != nil {
		return who, nil, err
	}
	refused := &PasskeyError{Account: a.Account, Reason: "nobody has this passkey"}
	if known {
		refused, err = s.verify(ctx, tx, party, c, one, parsed)
		if err != nil {
			return who, nil, err
		}
	}
	if refused == nil {
		return one.account, nil, s.succeed(ctx, tx, s.passkeyCounter(one.account))
	}
	for _, counter := range counters {
		if err := s.fail(ctx, tx, counter); err != nil {
			return who, nil, err
		}
	}
	return who, refused, nil
}

// verify compares an answer with the passkey that it names, and notes that this was used.
func (s *Store) verify(ctx context.Context, tx *sql.Tx, party *RelyingParty, c ceremony, one passkey, parsed *protocol.ParsedCredentialAssertionData) (*PasskeyError, error) {
	if !c.Account.IsZero() && c.Account != one.account {
		return &PasskeyError{Account: c.Account, Reason: "the passkey is another account's"}, nil
	}
	who, err := s.holderOf(ctx, tx, one.account)
	if err != nil {
		return nil, err
	}
	var after *webauthn.Credential
	if c.Account.IsZero() {
		_, after, err = party.webauthn.ValidatePasskeyLogin(func([]byte, []byte) (webauthn.User, error) { return who, nil }, c.Session, parsed)
	} else {
		after, err = party.webauthn.ValidateLogin(who, c.Session, parsed)
	}
	switch {
	case err != nil:
		return &PasskeyError{Account: one.account, Reason: "the answer is not to be believed", cause: err}, nil
	case after.Authenticator.CloneWarning:
		return &PasskeyError{Account: one.account, Reason: "the passkey may have been copied: its count of signatures has gone back", cloned: true}, nil
	}
	_, err = tx.ExecContext(ctx, "update passkey set sign_count = ?2, flags = ?3, used_at = ?4 where credential_id = ?1",
		one.credentialID, after.Authenticator.SignCount, byte(after.Flags.ProtocolValue()), micros(s.now()))
	return nil, err
}
