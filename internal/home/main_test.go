package home_test

import (
	"errors"
	"fmt"
	"os"
	"testing"

	"heed/internal/testkit"
)

// small and large are the councils that tests which only read share.
var (
	small testkit.Shared
	large = testkit.Shared{Children: 100}
)

func TestMain(m *testing.M) {
	code := m.Run()
	if err := errors.Join(small.Close(), large.Close()); err != nil {
		_, _ = fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}
