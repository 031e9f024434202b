package signin

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"database/sql"
	"encoding/base32"
	"errors"
	"strings"
	"time"
	"unicode"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/totp"
	"golang.org/x/text/unicode/norm"
)

// One-time codes as RFC 6238 has them by default, which every authenticator app knows.
const (
	period       = 30 // seconds in a time step
	digits       = otp.DigitsSix
	skew         = 1  // time steps by which a device's clock may be wrong either way, as RFC 6238 5.2 recommends
	secretLength = 20 // bytes, as RFC 4226 recommends in 4
)

// Recovery codes are of 120 random bits, so that a hash of one cannot be guessed (ASVS 2.6.2, NIST SP 800-63B 5.1.2).
const (
	recoveryCodes      = 10
	recoveryCodeLength = 24
)

var base32Text = base32.StdEncoding.WithPadding(base32.NoPadding)

func newSecret() []byte {
	secret := make([]byte, secretLength)
	_, _ = rand.Read(secret) // never fails
	return secret
}

// stepOf gives the time step of the code at a moment that a secret's owner would type, where there is one after the last step that was taken: a
// code works once (RFC 6238 5.2, ASVS 2.8.4).
func stepOf(secret []byte, code string, now time.Time, last int64) (step int64, right bool, err error) {
	if len(code) != int(digits) {
		return 0, false, nil
	}
	for step := now.Unix()/period - skew; step <= now.Unix()/period+skew; step++ {
		want, err := totp.GenerateCodeCustom(base32Text.EncodeToString(secret), time.Unix(step*period, 0),
			totp.ValidateOpts{Period: period, Digits: digits, Algorithm: otp.AlgorithmSHA1})
		if err != nil {
			return 0, false, err
		}
		if subtle.ConstantTimeCompare([]byte(want), []byte(code)) == 1 && step > last {
			return step, true, nil
		}
	}
	return 0, false, nil
}

// tidyCode gives a code as it is compared: without the spaces and hyphens that people and pages put in, in capitals.
func tidyCode(code string) string {
	if len(code) > 200 {
		return "" // no code is so long
	}
	return strings.ToUpper(strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.Is(unicode.Pd, r) {
			return -1
		}
		return r
	}, norm.NFKC.String(code)))
}

// takeOneTime takes a one-time code of an account's, and says whether it was right. A code that is right does not work again.
func (s *Store) takeOneTime(ctx context.Context, tx *sql.Tx, account Account, code string) (bool, error) {
	var (
		sealed []byte
		last   int64
	)
	err := tx.QueryRowContext(ctx, "select sealed_secret, last_step from password where authority = ?1 and account = ?2", account.Authority, account.ID).Scan(&sealed, &last)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	secret, err := s.openSecret(account, sealed)
	if err != nil {
		return false, err
	}
	step, right, err := stepOf(secret, tidyCode(code), s.now(), last)
	if err != nil || !right {
		return false, err
	}
	_, err = tx.ExecContext(ctx, "update password set last_step = ?3 where authority = ?1 and account = ?2", account.Authority, account.ID, step)
	return err == nil, err
}

func (s *Store) sealSecret(account Account, secret []byte) []byte {
	return s.keys.seal(secret, "one-time codes\x00"+account.bound())
}

func (s *Store) openSecret(account Account, sealed []byte) ([]byte, error) {
	return s.keys.open(sealed, "one-time codes\x00"+account.bound())
}

// takeRecovery takes a recovery code of an account's, and says whether it was right.
func (s *Store) takeRecovery(ctx context.Context, tx *sql.Tx, account Account, code string) (bool, error) {
	done, err := tx.ExecContext(ctx, "update recovery_code set used_at = ?4 where authority = ?1 and account = ?2 and code_hash = ?3 and used_at is null",
		account.Authority, account.ID, s.recoveryHash(account, tidyCode(code)), micros(s.now()))
	if err != nil {
		return false, err
	}
	n, err := done.RowsAffected()
	return n == 1, err
}

func (s *Store) recoveryHash(account Account, code string) []byte {
	return s.keys.hash("recovery code", account.bound()+"\x00"+code)
}

// makeRecoveryCodes gives an account new recovery codes in the place of any former ones.
func (s *Store) makeRecoveryCodes(ctx context.Context, tx *sql.Tx, account Account) ([]string, error) {
	if _, err := tx.ExecContext(ctx, "delete from recovery_code where authority = ?1 and account = ?2", account.Authority, account.ID); err != nil {
		return nil, err
	}
	codes := make([]string, recoveryCodes)
	for i := range codes {
		code := rand.Text()[:recoveryCodeLength]
		if _, err := tx.ExecContext(ctx, "insert into recovery_code (authority, account, code_hash) values (?1, ?2, ?3)",
			account.Authority, account.ID, s.recoveryHash(account, code)); err != nil {
			return nil, err
		}
		var groups []string
		for at := 0; at < len(code); at += 4 {
			groups = append(groups, strings.ToLower(code[at:at+4]))
		}
		codes[i] = strings.Join(groups, "-")
	}
	return codes, nil
}

// recoveryCodesLeft counts the recovery codes that an account has not used.
func recoveryCodesLeft(ctx context.Context, q queryer, account Account) (n int, err error) {
	err = q.QueryRowContext(ctx, "select count(*) from recovery_code where authority = ?1 and account = ?2 and used_at is null", account.Authority, account.ID).Scan(&n)
	return n, err
}
