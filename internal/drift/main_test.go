package drift_test

import (
	"errors"
	"fmt"
	"os"
	"testing"

	"heed/internal/testkit"
)

// small is the council that tests which only read share.
var small testkit.Shared

func TestMain(m *testing.M) {
	code := m.Run()
	if err := errors.Join(small.Close(), driftCouncil.Close()); err != nil {
		_, _ = fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}
