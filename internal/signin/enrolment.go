package signin

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"image/png"
	"time"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/totp"
)

// enrolmentLasts is how long a code may be proved after a password was chosen. It ends with the link, if that is sooner.
const enrolmentLasts = 30 * time.Minute

// qrSize is the width and height of the QR code in pixels.
const qrSize = 240

// Choice is a password that somebody chooses.
type Choice struct {
	Password string
	// Words are the account's own, which the password may not contain: name, e-mail address, council.
	Words []string
}

// Enrolment is what an authenticator app needs to give one-time codes: the secret to be typed, or as a URL and a QR code that holds it.
type Enrolment struct {
	Secret string // base32
	URL    string // otpauth://
	PNG    []byte
	Until  time.Time // by when a code must be proved
}

// BeginPassword chooses a password by a link, and makes the secret of its one-time codes. label is what the authenticator app shows beside the
// codes, such as the e-mail address. Neither counts before [Store.FinishPassword] has proved that the secret was kept.
//
// Between the two pages both stand in the database, tied to the link: the password as a hash, the secret sealed, for half an hour at most. No page
// has to carry them. To begin again takes the place of what was begun.
func (s *Store) BeginPassword(ctx context.Context, token, label string, choice Choice) (Enrolment, error) {
	invited, err := s.FindInvitation(ctx, token) // before anything is worked out for a stranger
	if err != nil {
		return Enrolment{}, err
	}
	if err := s.CheckStrength(ctx, choice.Password, choice.Words); err != nil {
		return Enrolment{}, err
	}
	hash, err := s.hasher.hash(ctx, choice.Password)
	if err != nil {
		return Enrolment{}, wrap("choosing a password", err)
	}
	secret, until := newSecret(), s.now().Add(enrolmentLasts)
	if invited.Until.Before(until) {
		until = invited.Until
	}
	err = s.write(ctx, "choosing a password", func(tx *sql.Tx) error {
		if _, err := s.findInvitation(ctx, tx, token); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, "insert or replace into enrolment (token_hash, password_hash, sealed_secret, until_at) values (?1, ?2, ?3, ?4)",
			hashToken(token), hash, s.sealSecret(invited.Account, secret), micros(until))
		return err
	})
	if err != nil {
		return Enrolment{}, err
	}
	return s.enrolment(secret, label, until)
}

// FindEnrolment gives again what [Store.BeginPassword] gave, so that its page can be shown again after a wrong code. It gives [ErrInvitation]
// where the link no longer works, and [ErrOver] where nothing was begun or it has taken too long.
func (s *Store) FindEnrolment(ctx context.Context, token, label string) (Enrolment, error) {
	invited, err := s.FindInvitation(ctx, token)
	if err != nil {
		return Enrolment{}, err
	}
	b, err := s.findBegun(ctx, s.reader, invited.Account, token)
	if err != nil {
		return Enrolment{}, wrap("reading what was begun", err)
	}
	return s.enrolment(b.secret, label, b.until)
}

// begun is an enrolment as it waits to be proved.
type begun struct {
	hash   string
	sealed []byte
	secret []byte
	until  time.Time
}

func (s *Store) findBegun(ctx context.Context, q queryer, account Account, token string) (begun, error) {
	var (
		b     begun
		until int64
	)
	err := q.QueryRowContext(ctx, "select password_hash, sealed_secret, until_at from enrolment where token_hash = ?1 and until_at > ?2",
		hashToken(token), micros(s.now())).Scan(&b.hash, &b.sealed, &until)
	if errors.Is(err, sql.ErrNoRows) {
		return begun{}, ErrOver
	}
	if err != nil {
		return begun{}, err
	}
	b.until = moment(until)
	b.secret, err = s.openSecret(account, b.sealed)
	return b, err
}

func (s *Store) enrolment(secret []byte, label string, until time.Time) (Enrolment, error) {
	key, err := totp.Generate(totp.GenerateOpts{Issuer: s.issuer, AccountName: label, Period: period, Digits: digits, Algorithm: otp.AlgorithmSHA1, Secret: secret})
	if err != nil {
		return Enrolment{}, wrap("describing a secret", err)
	}
	picture, err := key.Image(qrSize, qrSize)
	if err != nil {
		return Enrolment{}, wrap("drawing a secret", err)
	}
	var b bytes.Buffer
	if err := png.Encode(&b, picture); err != nil {
		return Enrolment{}, wrap("drawing a secret", err)
	}
	return Enrolment{Secret: key.Secret(), URL: key.URL(), PNG: b.Bytes(), Until: until}, nil
}

// Enrolled is who has a password now, and has proved by it who they are, so that they may be signed in at once, with the recovery codes, which are shown this once.
type Enrolled struct {
	Account       Account
	Kind          Kind
	RecoveryCodes []string
}

// FinishPassword proves by a code that the secret was kept. In one transaction the link is used up, and password, secret and recovery codes take
// the place of any that the account had; its other links and half-done sign-ins no longer work, and where the link was for recovery all its sessions
// end. It gives [ErrCode] for a wrong code, after which another may be tried, and [ErrInvitation] or [ErrOver] as [Store.FindEnrolment] does.
func (s *Store) FinishPassword(ctx context.Context, token, code string) (Enrolled, error) {
	if _, err := s.FindInvitation(ctx, token); err != nil { // before a stranger takes the write lock
		return Enrolled{}, err
	}
	var done Enrolled
	err := s.write(ctx, "saving a password", func(tx *sql.Tx) error {
		invited, err := s.findInvitation(ctx, tx, token)
		if err != nil {
			return err
		}
		b, err := s.findBegun(ctx, tx, invited.Account, token)
		if err != nil {
			return err
		}
		step, right, err := stepOf(b.secret, tidyCode(code), s.now(), 0)
		if err != nil {
			return err
		}
		if !right {
			return ErrCode
		}
		if err := s.redeem(ctx, tx, invited); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `insert or replace into password (authority, account, password_hash, sealed_secret, last_step, chosen_at)
			values (?1, ?2, ?3, ?4, ?5, ?6)`, invited.Account.Authority, invited.Account.ID, b.hash, b.sealed, step, micros(s.now())); err != nil {
			return err
		}
		done = Enrolled{Account: invited.Account, Kind: invited.Kind}
		done.RecoveryCodes, err = s.makeRecoveryCodes(ctx, tx, invited.Account)
		return err
	})
	if err != nil {
		return Enrolled{}, err
	}
	return done, nil
}
