package signin

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"time"
)

// journeyLasts is how long somebody may be away at the provider: long enough to find a telephone, or to change a password that is due.
const journeyLasts = 15 * time.Minute

// Purpose is what somebody was sent to the provider for, or what their passkey is asked for.
type Purpose string

const (
	// ToSignIn is to sign in.
	ToSignIn Purpose = "sign in"
	// ToBind is to bind their subject, or a passkey, to the account of a link.
	ToBind Purpose = "bind"
	// ToConfirm is to prove once more who they are.
	ToConfirm Purpose = "confirm"
	// ToAdd is to add a passkey to the account that is signed in.
	ToAdd Purpose = "add"
)

// Journey is one way to the provider and back.
type Journey struct {
	Purpose Purpose
	// Next is the path where they go on.
	Next string
	// Link is the hash of the token of the link that they followed, where they came to bind their subject.
	Link []byte
	// Nonce is what the provider writes into its token, and Verifier what the code is exchanged with (RFC 7636). Neither is seen by the browser before it is over.
	Nonce, Verifier string
	Began           time.Time
}

// Departure is what somebody is sent to the provider with, and what their browser's session must hold when they come back.
type Departure struct {
	Journey

	State, Browser string
}

// ErrJourney says that somebody came back from the provider who was not sent there by this browser, was away too long or comes a second time: all alike.
var ErrJourney = errors.New("this way back from the provider is not known, or is over")

// Depart notes that a browser is sent to the provider. What it must bring back, and the nonce, are random. browser is what its session holds of an
// earlier departure, blank where that is nothing; link is the token of the link that was followed, blank where none was.
func (s *Store) Depart(ctx context.Context, purpose Purpose, next, link, browser string) (Departure, error) {
	now := s.now()
	d := Departure{State: random(), Browser: cmp.Or(browser, random()), Journey: Journey{
		Purpose: purpose, Next: next, Nonce: random(), Verifier: random(), Began: moment(micros(now)),
	}}
	if link != "" {
		d.Link = hashToken(link)
	}
	text, err := json.Marshal(d.Journey)
	if err != nil {
		return Departure{}, wrap("leaving for the provider", err)
	}
	state := hashToken(d.State)
	err = s.write(ctx, "leaving for the provider", func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "insert into journey (state_hash, browser_hash, sealed, until_at) values (?1, ?2, ?3, ?4)",
			state, hashToken(d.Browser), s.keys.seal(text, boundState(state)), micros(now.Add(journeyLasts)))
		return err
	})
	return d, err
}

func boundState(hash []byte) string { return "journey\x00" + string(hash) }

// Return gives the journey of which a state is, once. It gives [ErrJourney] where there is none, or where another browser brings it, which does
// not use it up.
func (s *Store) Return(ctx context.Context, state, browser string) (Journey, error) {
	var (
		j      Journey
		sealed []byte
		hash   = hashToken(state)
	)
	const known = "state_hash = ?1 and browser_hash = ?2 and until_at > ?3"
	args := []any{hash, hashToken(browser), micros(s.now())}
	err := s.reader.QueryRowContext(ctx, "select sealed from journey where "+known, args...).Scan(&sealed) // before a stranger takes the write lock
	if errors.Is(err, sql.ErrNoRows) {
		return Journey{}, ErrJourney
	}
	if err != nil {
		return Journey{}, wrap("coming back from the provider", err)
	}
	err = s.write(ctx, "coming back from the provider", func(tx *sql.Tx) error {
		done, err := tx.ExecContext(ctx, "delete from journey where "+known, args...)
		if err != nil {
			return err
		}
		if n, err := done.RowsAffected(); err != nil || n != 1 {
			return errors.Join(ErrJourney, err)
		}
		return nil
	})
	if err != nil {
		return Journey{}, err
	}
	text, err := s.keys.open(sealed, boundState(hash))
	if err == nil {
		err = json.Unmarshal(text, &j)
	}
	return j, wrap("coming back from the provider", err)
}
