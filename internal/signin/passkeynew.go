package signin

import (
	"context"
	"database/sql"
	"errors"
	"strings"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"
)

// NewPasskey is a passkey that is to be made.
type NewPasskey struct {
	// Link is the token of the link that its person followed. Where it is blank, Account is who is signed in.
	Link    string
	Account Account
	// Email and Person are what an authenticator shows beside the passkey.
	Email, Person string
	// Name is what its owner calls it.
	Name string
}

// BeginPasskey gives what a browser asks an authenticator to make a passkey. Nothing counts before [Store.FinishPasskey]. It gives [ErrInvitation]
// where the link no longer works, and [ErrTooMany] where the account may have no more. An authenticator that has one of the account's passkeys makes
// no second, unless the link is for recovery, as that replaces all.
func (s *Store) BeginPasskey(ctx context.Context, party *RelyingParty, n NewPasskey, browser string) (Challenge, error) {
	c := ceremony{Purpose: ToAdd, Account: n.Account, Name: n.Name}
	replaces := false
	if n.Link != "" {
		invited, err := s.FindInvitation(ctx, n.Link)
		if err != nil {
			return Challenge{}, err
		}
		c.Purpose, c.Account, c.Link, replaces = ToBind, invited.Account, hashToken(n.Link), invited.Kind == Recovery
	}
	if c.Account.IsZero() {
		return Challenge{}, wrap("making a passkey", errors.New("a passkey needs an account"))
	}
	var who holder
	err := s.write(ctx, "making a passkey", func(tx *sql.Tx) (err error) {
		who, err = s.holderOf(ctx, tx, c.Account)
		return err
	})
	if err != nil {
		return Challenge{}, err
	}
	if who.name, who.person = n.Email, n.Person; replaces {
		who.credentials = nil
	}
	if len(who.credentials) >= mostPasskeys {
		return Challenge{}, ErrTooMany
	}
	creation, session, err := party.webauthn.BeginRegistration(who, webauthn.WithExclusions(webauthn.Credentials(who.credentials).CredentialDescriptors()))
	if err != nil {
		return Challenge{}, wrap("making a passkey", err)
	}
	c.Session = *session
	given, err := s.keepCeremony(ctx, c, creation.Response, browser)
	return given, wrap("making a passkey", err)
}

// FinishPasskey takes what an authenticator answers to [Store.BeginPasskey], once, and keeps the passkey. Where a link was followed, it is used up in
// the same transaction, and where that was for recovery the account's password and former passkeys are gone and its sessions over. It gives
// [ErrCeremony] for an answer to nothing that was asked, [ErrPasskey] for one that is not to be believed, [ErrInvitation] where the link no longer
// works, [ErrTooMany], and [ErrTaken] where there is this very passkey already.
func (s *Store) FinishPasskey(ctx context.Context, party *RelyingParty, a Answer) (Enrolled, error) {
	parsed, err := protocol.ParseCredentialCreationResponseBytes([]byte(a.JSON))
	if err != nil {
		return Enrolled{}, &PasskeyError{Account: a.Account, Reason: "the answer cannot be read", cause: err}
	}
	challenge := parsed.Response.CollectedClientData.Challenge
	if err := s.expected(ctx, challenge, a.Browser); err != nil {
		return Enrolled{}, wrap("keeping a passkey", err)
	}
	var (
		done    Enrolled
		refusal error
	)
	err = s.write(ctx, "keeping a passkey", func(tx *sql.Tx) error {
		c, err := s.takeCeremony(ctx, tx, challenge, a.Browser)
		if err != nil {
			return err
		}
		done = Enrolled{Account: c.Account, Kind: Invitation}
		refusal, err = s.keepPasskey(ctx, tx, party, c, a, parsed, &done)
		return err
	})
	if err = errors.Join(refusal, err); err != nil {
		return Enrolled{}, err
	}
	return done, nil
}

// keepPasskey keeps a passkey that was made, or says why not, after which what was asked is over.
func (s *Store) keepPasskey(ctx context.Context, tx *sql.Tx, party *RelyingParty, c ceremony, a Answer, parsed *protocol.ParsedCredentialCreationData, done *Enrolled) (refusal, err error) {
	if c.Purpose != a.Purpose || c.Account != a.Account || c.Purpose != ToAdd && c.Purpose != ToBind {
		return ErrCeremony, nil
	}
	who, err := s.holderOf(ctx, tx, c.Account)
	if err != nil {
		return nil, err
	}
	made, err := party.webauthn.CreateCredential(who, c.Session, parsed)
	if err != nil {
		return &PasskeyError{Account: c.Account, Reason: "the answer is not to be believed", cause: err}, nil
	}
	if c.Purpose == ToBind {
		invited, err := s.findInvitationByHash(ctx, tx, c.Link)
		if errors.Is(err, ErrInvitation) {
			return ErrInvitation, nil
		}
		if err == nil {
			err = s.redeem(ctx, tx, invited)
		}
		if err != nil {
			return nil, err
		}
		done.Kind = invited.Kind
	}
	return s.insertPasskey(ctx, tx, c, made)
}

// insertPasskey writes a passkey, unless it is there or the account has as many as it may.
func (s *Store) insertPasskey(ctx context.Context, tx *sql.Tx, c ceremony, made *webauthn.Credential) (refusal, err error) {
	var own, same int
	err = tx.QueryRowContext(ctx, `select count(*) filter (where authority = ?1 and account = ?2), count(*) filter (where credential_id = ?3) from passkey`,
		c.Account.Authority, c.Account.ID, made.ID).Scan(&own, &same)
	switch {
	case err != nil:
		return nil, err
	case same > 0:
		return nil, ErrTaken // undoes all, the link too
	case own >= mostPasskeys:
		return nil, ErrTooMany
	}
	var transports []string
	for _, t := range made.Transport {
		transports = append(transports, string(t))
	}
	_, err = tx.ExecContext(ctx, "insert into passkey ("+passkeyColumns+") values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, null)",
		made.ID, random(), c.Account.Authority, c.Account.ID, s.keys.seal(made.PublicKey, boundKey(c.Account, made.ID)), made.Authenticator.SignCount,
		byte(made.Flags.ProtocolValue()), made.Authenticator.AAGUID, strings.Join(transports, " "), c.Name, micros(s.now()))
	return nil, err
}
