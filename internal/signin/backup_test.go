package signin_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"

	"heed/internal/signin"
)

func TestACopyHoldsCredentialsAndRaisesNothingThatEnded(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	secret, _ := b.enrol(t, ada)
	token := b.invite(t, grace, signin.Invitation)
	b.begin(t, token)
	waiting := b.pending(t, ada)
	away := b.depart(t, signin.ToSignIn, "")
	b.commit(t, b.sessions(), "token", ada, time.Hour)

	c := &bench{clock: b.clock, dir: t.TempDir()}
	if err := b.Copy(t.Context(), c.dir); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(c.path()); err != nil || info.Mode().Perm() != 0o600 {
		t.Error(info, err)
	}
	if err := b.Copy(t.Context(), c.dir); !errors.Is(err, fs.ErrExist) {
		t.Errorf("a copy was written over: %v", err)
	}
	_, err := signin.Open(t.Context(), c.config())
	wantErr(t, err, signin.ErrKey) // the key is not with it
	key, err := os.ReadFile(filepath.Join(b.dir, "heed-signin.key"))
	if err == nil {
		err = os.WriteFile(filepath.Join(c.dir, "heed-signin.key"), key, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	c.open(t)
	defer c.Close()
	_, err = c.FindInvitation(t.Context(), token)
	wantErr(t, err, signin.ErrInvitation)
	_, err = c.CheckCode(t.Context(), waiting, b.code(t, secret))
	wantErr(t, err, signin.ErrOver)
	_, err = c.Return(t.Context(), away.State, away.Browser)
	wantErr(t, err, signin.ErrJourney)
	if found(t, c.sessions(), "token") {
		t.Error("a copy raises a session")
	}
	for _, b := range []*bench{c, b} { // the original goes on
		if _, err := b.CheckCode(t.Context(), b.pending(t, ada), b.code(t, secret)); err != nil {
			t.Error(err)
		}
	}
	if _, err := b.FindInvitation(t.Context(), token); err != nil || !found(t, b.sessions(), "token") {
		t.Errorf("copying took something away: %v", err)
	}
}
