package synth_test

import (
	"context"
	"testing"
	"time"

	"heed/internal/synth"
)

var until = time.Date(2026, time.November, 20, 0, 0, 0, 0, time.UTC)

func write(t *testing.T, o synth.Options) (string, synth.Authority) {
	t.Helper()
	dir := t.TempDir()
	if o.Until.IsZero() {
		o.Until = until
	}
	a, err := synth.Write(context.Background(), dir, o, nil)
	if err != nil {
		t.Fatal(err)
	}
	return dir, a
}

func BenchmarkTenThousandChildren(b *testing.B) {
	for b.Loop() {
		if _, err := synth.Write(b.Context(), b.TempDir(), synth.Options{Children: 10_000, Seed: 1, Until: until}, nil); err != nil {
			b.Fatal(err)
		}
	}
}
