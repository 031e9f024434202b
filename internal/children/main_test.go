package children_test

import (
	"errors"
	"fmt"
	"os"
	"testing"
	"time"

	"heed/internal/testkit"
)

// small is the council that tests which only read share.
var small testkit.Shared

func TestMain(m *testing.M) {
	code := m.Run()
	if err := errors.Join(small.Close(), journeyCouncil.Close(), seenCouncil.Close()); err != nil {
		_, _ = fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}

func date(t *testing.T, text string) time.Time {
	t.Helper()
	day, err := time.Parse(time.DateOnly, text)
	if err != nil {
		t.Fatal(err)
	}
	return day
}
