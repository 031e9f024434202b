package signin

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// keyLength is that of the key, and of each key made from it, in bytes.
const keyLength = 32

// keyChecked is the text that is sealed in the database, by which a wrong key is recognised.
const keyChecked = "heed-signin"

// keys are made from the one key in the file, so that none serves two ends (ASVS 6.2, 6.4).
type keys struct {
	sealing cipher.AEAD // AES-256-GCM with a random nonce
	hashing []byte      // of HMAC-SHA-256
}

// openKeys reads the file of the key, or makes it where the database has never had one.
func openKeys(ctx context.Context, s *Store, database, path string) (keys, error) {
	var check []byte
	err := s.writer.QueryRowContext(ctx, "select sealed from key_check").Scan(&check)
	isNew := errors.Is(err, sql.ErrNoRows)
	if err != nil && !isNew {
		return keys{}, wrap("reading which key was used", err)
	}
	key, err := os.ReadFile(path) //nolint:gosec // the path is the operator's own
	switch {
	case errors.Is(err, fs.ErrNotExist) && isNew:
		key, err = makeKey(path)
	case errors.Is(err, fs.ErrNotExist):
		err = keyError(database, path, "is not there")
	case err == nil && len(key) != keyLength:
		err = keyError(database, path, fmt.Sprintf("holds %d bytes, where a key has %d", len(key), keyLength))
	}
	if err != nil {
		return keys{}, err
	}
	made, err := makeKeys(key)
	if err != nil {
		return keys{}, wrap("making the keys", err)
	}
	if isNew {
		_, err := s.writer.ExecContext(ctx, "insert into key_check (id, sealed) values (1, ?1)", made.seal([]byte(keyChecked), keyChecked))
		return made, wrap("noting which key is used", err)
	}
	if _, err := made.open(check, keyChecked); err != nil {
		return keys{}, keyError(database, path, "is not the key that the database was made with")
	}
	return made, nil
}

func keyError(database, path, what string) error {
	return fmt.Errorf("%w: %s %s. Put back the key that belongs to %s, from where you keep it apart from the backups. Where it is lost, the secrets of one-time codes are "+
		"too: move the database away, start again, and send everybody a new link", ErrKey, path, what, database)
}

// makeKey makes a key and waits until it is on disk whole, under its name, before anything is sealed with it.
func makeKey(path string) ([]byte, error) {
	key := make([]byte, keyLength)
	_, _ = rand.Read(key)                                         // never fails
	f, err := os.CreateTemp(filepath.Dir(path), ".heed-signin-*") // readable by its owner only
	if err != nil {
		return nil, wrap("making the key", err)
	}
	_, err = f.Write(key)
	if err = errors.Join(err, f.Sync(), f.Close()); err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return nil, wrap("making the key", errors.Join(err, os.Remove(f.Name())))
	}
	dir, err := os.Open(filepath.Dir(path))
	if err != nil {
		return nil, wrap("making the key", err)
	}
	return key, wrap("making the key", errors.Join(dir.Sync(), dir.Close()))
}

func makeKeys(key []byte) (keys, error) {
	sealing, err := hkdf.Key(sha256.New, key, nil, "heed signin: sealing", keyLength)
	if err != nil {
		return keys{}, err
	}
	hashing, err := hkdf.Key(sha256.New, key, nil, "heed signin: hashing", keyLength)
	if err != nil {
		return keys{}, err
	}
	block, err := aes.NewCipher(sealing)
	if err != nil {
		return keys{}, err
	}
	aead, err := cipher.NewGCMWithRandomNonce(block)
	return keys{sealing: aead, hashing: hashing}, err
}

// seal encrypts a secret. What is bound to it must be given again to open it, so that a row copied to another account opens nothing.
func (k keys) seal(secret []byte, bound string) []byte {
	return k.sealing.Seal(nil, nil, secret, []byte(bound)) //nolint:gosec // the cipher makes its own nonce and takes none
}

// open gives back a sealed secret, or an error where it was altered, bound to something else or sealed with another key.
func (k keys) open(sealed []byte, bound string) ([]byte, error) {
	return k.sealing.Open(nil, nil, sealed, []byte(bound))
}

// hash gives the keyed hash of a text for one purpose, for texts that could be guessed from a plain hash, such as names.
func (k keys) hash(purpose, text string) []byte {
	mac := hmac.New(sha256.New, k.hashing)
	_, _ = mac.Write([]byte(purpose + "\x00" + text)) // never fails
	return mac.Sum(nil)
}

// hashToken gives the hash of a token of random bits, which nobody can guess.
func hashToken(token string) []byte {
	sum := sha256.Sum256([]byte(token))
	return sum[:]
}
