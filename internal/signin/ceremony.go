package signin

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"time"

	"github.com/go-webauthn/webauthn/webauthn"
)

// ceremonyLasts is how long an authenticator may take to answer: long enough to find a key, or a telephone.
const ceremonyLasts = 5 * time.Minute

// ErrCeremony says that an authenticator's answer is to no challenge that this browser was given, comes too late or a second time: all alike.
var ErrCeremony = errors.New("this answer of a passkey is to nothing that was asked, or is over")

// ceremony is what an authenticator was asked, and what for. It stays on the server.
type ceremony struct {
	Purpose Purpose
	// Account is whose passkey is asked for or made; the zero account where anybody may sign in.
	Account Account
	// Link is the hash of the token of the link that was followed, if one was, and Name what a passkey that is made will be called.
	Link    []byte
	Name    string
	Session webauthn.SessionData
}

// Challenge is what a browser is to ask an authenticator.
type Challenge struct {
	// Options is JSON, as PublicKeyCredential.parseRequestOptionsFromJSON or parseCreationOptionsFromJSON take it (WebAuthn Level 3, 5.1).
	Options string
	// Browser is what the browser's session must hold when the answer comes.
	Browser string
}

// Answer is what an authenticator has answered, as PublicKeyCredential.toJSON gives it, with who brings it.
type Answer struct {
	JSON string
	// Browser is what the browser's session holds, and Address where the request comes from.
	Browser, Address string
	// Purpose is what the answer is brought for, and Account who is signed in, or whose link was followed; the zero account where nobody is known.
	Purpose Purpose
	Account Account
}

// keepCeremony notes what an authenticator is asked. browser is what the session holds of an earlier ceremony, blank where that is nothing.
func (s *Store) keepCeremony(ctx context.Context, c ceremony, options any, browser string) (Challenge, error) {
	shown, err := json.Marshal(options)
	if err != nil {
		return Challenge{}, err
	}
	kept, err := json.Marshal(c)
	if err != nil {
		return Challenge{}, err
	}
	given, hash := Challenge{Options: string(shown), Browser: cmp.Or(browser, random())}, hashToken(c.Session.Challenge)
	return given, s.write(ctx, "asking for a passkey", func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "insert into ceremony (challenge_hash, browser_hash, sealed, until_at) values (?1, ?2, ?3, ?4)",
			hash, hashToken(given.Browser), s.keys.seal(kept, boundCeremony(hash)), micros(s.now().Add(ceremonyLasts)))
		return err
	})
}

func boundCeremony(hash []byte) string { return "ceremony\x00" + string(hash) }

// expected gives [ErrCeremony] where no ceremony of this challenge waits for this browser. It is asked before a stranger takes the write lock.
func (s *Store) expected(ctx context.Context, challenge, browser string) error {
	var n int
	err := s.reader.QueryRowContext(ctx, "select count(*) from ceremony where challenge_hash = ?1 and browser_hash = ?2 and until_at > ?3",
		hashToken(challenge), hashToken(browser), micros(s.now())).Scan(&n)
	if err == nil && n == 0 {
		return ErrCeremony
	}
	return err
}

// takeCeremony gives the ceremony of a challenge, once. It gives [ErrCeremony] where there is none, or where another browser brings the answer, which
// does not use it up.
func (s *Store) takeCeremony(ctx context.Context, tx *sql.Tx, challenge, browser string) (c ceremony, err error) {
	var sealed []byte
	hash := hashToken(challenge)
	err = tx.QueryRowContext(ctx, "delete from ceremony where challenge_hash = ?1 and browser_hash = ?2 and until_at > ?3 returning sealed",
		hash, hashToken(browser), micros(s.now())).Scan(&sealed)
	if errors.Is(err, sql.ErrNoRows) {
		return c, ErrCeremony
	}
	if err != nil {
		return c, err
	}
	text, err := s.keys.open(sealed, boundCeremony(hash))
	if err == nil {
		err = json.Unmarshal(text, &c)
	}
	return c, err
}
