package signin_test

import (
	"bytes"
	"context"
	"encoding/base32"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"heed/internal/signin"
)

func TestFilesAreTheirOwnersOnly(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.invite(t, ada, signin.Invitation)
	entries, err := os.ReadDir(b.dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		info, err := e.Info()
		if err != nil {
			t.Fatal(err)
		}
		if names = append(names, e.Name()); info.Mode().Perm() != 0o600 {
			t.Errorf("%s has mode %o", e.Name(), info.Mode().Perm())
		}
	}
	if got, want := strings.Join(names, " "), "heed-signin.db heed-signin.db-shm heed-signin.db-wal heed-signin.db.lock heed-signin.key"; got != want {
		t.Errorf("the folder holds %s, want %s", got, want)
	}
}

func TestAKeyThatCannotBeUsedSaysWhatToDo(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		spoil func(path string) error
		says  string
	}{
		"missing":       {os.Remove, "is not there"},
		"another":       {func(path string) error { return os.WriteFile(path, bytes.Repeat([]byte("k"), 32), 0o600) }, "is not the key that the database was made with"},
		"cut short":     {func(path string) error { return os.Truncate(path, 31) }, "holds 31 bytes"},
		"made too long": {func(path string) error { return os.Truncate(path, 33) }, "holds 33 bytes"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t)
			b.Close()
			key := filepath.Join(b.dir, "heed-signin.key")
			if err := test.spoil(key); err != nil {
				t.Fatal(err)
			}
			_, err := signin.Open(t.Context(), b.config())
			wantErr(t, err, signin.ErrKey)
			for _, says := range []string{test.says, key, "Put back the key", "from the backup"} {
				if !strings.Contains(err.Error(), says) {
					t.Errorf("%q does not say %q", err, says)
				}
			}
			if _, err := os.Stat(key); name == "missing" && !errors.Is(err, fs.ErrNotExist) {
				t.Error("a new key was made in the place of the missing one")
			}
		})
	}
}

func TestTheKeyMayStandElsewhere(t *testing.T) {
	t.Parallel()
	config := signin.Cheaply(signin.Config{Path: t.TempDir() + "/heed-signin.db", KeyPath: t.TempDir() + "/of-signin", Now: time.Now})
	for range 2 { // the second time it is there
		s, err := signin.Open(t.Context(), config)
		if err != nil {
			t.Fatal(err)
		}
		s.Close()
	}
	if info, err := os.Stat(config.KeyPath); err != nil || info.Size() != 32 {
		t.Error(info, err)
	}
}

// A process killed after it made the key, before anything was sealed with it, leaves a key that is used.
func TestAKeyWithoutADatabaseIsUsed(t *testing.T) {
	t.Parallel()
	dir, key := t.TempDir(), bytes.Repeat([]byte("k"), 32)
	path := filepath.Join(dir, "heed-signin.key")
	if err := os.WriteFile(path, key, 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := signin.Open(t.Context(), signin.Cheaply(signin.Config{Path: filepath.Join(dir, "heed-signin.db"), Now: time.Now}))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if got, err := os.ReadFile(path); err != nil || !bytes.Equal(got, key) {
		t.Errorf("the key was written over, %v", err)
	}
}

func TestManyMayOpenANewDatabaseAtOnce(t *testing.T) {
	t.Parallel()
	config := signin.Cheaply(signin.Config{Path: t.TempDir() + "/heed-signin.db", Now: time.Now})
	count := atOnce(4, func(ctx context.Context) error {
		s, err := signin.Open(ctx, config)
		if err != nil {
			return err
		}
		_, err = s.Invite(ctx, ada, signin.Invitation, "x", time.Hour)
		return errors.Join(err, s.Close())
	})
	if count(nil) != 4 {
		t.Errorf("only %d of 4 could", count(nil))
	}
}

// A secret that somebody who can write to the database moves to another account opens nothing there.
func TestASecretIsBoundToItsAccount(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.enrol(t, ada)
	secret, _ := b.enrol(t, grace)
	if err := b.Exec(t.Context(), "update password set sealed_secret = (select sealed_secret from password where account = 'acc-grace')"); err != nil {
		t.Fatal(err)
	}
	if _, err := b.CheckCode(t.Context(), b.pending(t, ada), b.code(t, secret)); err == nil || errors.Is(err, signin.ErrCode) {
		t.Errorf("got %v, want that it cannot be opened", err)
	}
}

func TestNothingSecretStandsInTheFiles(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	secret, recovery := b.enrol(t, ada)
	raw, err := base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(secret)
	if err != nil {
		t.Fatal(err)
	}
	half := b.invite(t, grace, signin.Invitation) // begun and not finished
	begun := b.begin(t, half)
	if _, err := b.CheckCode(t.Context(), b.pending(t, ada), recovery[9]); err != nil {
		t.Fatal(err)
	}
	waiting := b.pending(t, ada)
	wantErr(t, b.try(t.Context(), signin.Attempt{Name: "Augusta.King@example.gov.uk", Password: otherPassword, Address: "198.51.100.99"}), signin.ErrRefused)
	b.commit(t, b.sessions(), "the-token-of-a-session", ada, time.Hour)
	away := b.depart(t, signin.ToBind, half)
	key := b.passkey(t, ada, signin.Invitation).Keys[0]
	asked := b.asks(t, signin.ToSignIn, signin.Account{})
	_, challenge, _ := strings.Cut(asked.Options, `"challenge":"`)

	secrets := map[string]string{
		"a password": goodPassword, "a wrong password": otherPassword, "a secret": secret, "a secret's bytes": string(raw), "an unproved secret": begun.Secret,
		"a link": half, "a pending sign-in": waiting, "a session": "the-token-of-a-session", "a name": "augusta.king", "an address that failed": "198.51.100.99",
		"an account's name": "acc-ada@example.gov.uk",
		"a state":           away.State, "a nonce": away.Nonce, "a verifier": away.Verifier, "what a browser holds on its way": away.Browser, "where it goes on": "/clocks",
		"what a browser holds for a passkey": asked.Browser, "a challenge": challenge[:43],
	}
	for _, code := range recovery {
		secrets["the recovery code "+code] = code
		secrets["the recovery code "+code+" as compared"] = strings.ReplaceAll(code, "-", "")
	}
	for _, name := range []string{"heed-signin.db", "heed-signin.db-wal"} {
		data, err := os.ReadFile(filepath.Join(b.dir, name))
		if err != nil || len(data) == 0 {
			t.Fatal(len(data), err)
		}
		if bytes.Contains(data, key.Public(t)) {
			t.Errorf("a passkey's public key stands unsealed in %s", name)
		}
		data = bytes.ToLower(data)
		for what, text := range secrets {
			if bytes.Contains(data, bytes.ToLower([]byte(text))) {
				t.Errorf("%s stands in %s", what, name)
			}
		}
	}
	// The test can see: what is no secret is found.
	wal, err := os.ReadFile(b.path() + "-wal")
	if err != nil || !bytes.Contains(wal, []byte("acc-ada")) || !bytes.Contains(wal, []byte("Firefox on Linux")) {
		t.Error("not even what is no secret is found", err)
	}
}
