//go:build e2e

package e2e

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestServeRefusesToStartWhereNobodyCanSignInAndSaysSo(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	succeed(t, "record", "put", "team", "team_id=T1", "name=North", "service=Care", "--authority", brockwell, "--data", data)
	done := command(t, "serve", "--data", data, "--listen", "127.0.0.1:0")
	if done.code != 2 {
		t.Errorf("exit %d, want 2", done.code)
	}
	for _, words := range []string{"nobody has an account", "heed setup"} {
		if !strings.Contains(done.stderr, words) {
			t.Errorf("it does not say %q: %s", words, done.stderr)
		}
	}
	if done.stdout != "" {
		t.Errorf("it printed %q", done.stdout)
	}
}

func TestTheDemonstrationIsServedOnThisMachineOnly(t *testing.T) {
	t.Parallel()
	for _, address := range []string{"0.0.0.0:0", ":8080", "[::]:0", "192.0.2.1:8080"} {
		data := filepath.Join(t.TempDir(), "data")
		done := command(t, "demo", "--data", data, "--listen", address)
		if done.code != 2 {
			t.Errorf("--listen %s: exit %d, want 2", address, done.code)
		}
		if !strings.Contains(done.stderr, "this machine only") {
			t.Errorf("--listen %s: it does not say why: %s", address, done.stderr)
		}
		if _, err := os.Stat(data); !os.IsNotExist(err) {
			t.Errorf("--listen %s: it made data before it refused", address)
		}
	}
}
