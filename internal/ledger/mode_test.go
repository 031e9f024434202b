package ledger

import (
	"os"
	"runtime"
	"testing"
)

func checkMode(t *testing.T, file string) {
	t.Helper()
	if runtime.GOOS == "windows" {
		return
	}
	info, err := os.Stat(file)
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "mode of "+file, info.Mode().Perm(), os.FileMode(0o600))
}
