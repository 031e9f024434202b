//go:build !race || long

package door

import (
	"strconv"
	"testing"
	"time"

	"pgregory.net/rapid"

	"heed/internal/ledger"
)

// Whoever is refused whatever, however often and in whatever order: every refusal is written down or counted, once, and nobody has more than
// so many entries a minute.
func TestEveryRefusalIsWrittenDownOrCountedOnceAndNobodyFillsTheLog(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var r refusals
		now := time.Date(2026, 11, 18, 12, 0, 0, 0, time.UTC)
		refused, accounted := map[string]int{}, map[string]int{}
		var written []ledger.Access
		for range rapid.IntRange(1, 400).Draw(t, "refusals") {
			now = now.Add(time.Duration(rapid.SampledFrom([]int{0, 0, 0, 0, 1, 20, 61, -5}).Draw(t, "later")) * time.Second)
			entry := ledger.Access{
				Authority: "990", Who: rapid.SampledFrom([]string{"W1", "W2"}).Draw(t, "who"), At: now, Action: "read child",
				Subject: strconv.Itoa(rapid.IntRange(1, 60).Draw(t, "child")), Reason: "it is not yours",
			}
			refused[entry.Who]++
			if counted, write := r.take(entry); write {
				accounted[entry.Who] += 1 + counted
				written = append(written, entry)
			}
			if rapid.IntRange(0, 50).Draw(t, "look") == 0 {
				for _, who := range []string{"W1", "W2"} {
					if p := r.by[[2]string{"990", who}]; p != nil {
						accounted[who] += p.uncounted
					}
				}
				r.rest("990")
			}
		}
		for who, n := range refused {
			if rest := r.by[[2]string{"990", who}]; rest != nil {
				accounted[who] += rest.uncounted
			}
			if accounted[who] != n {
				t.Fatalf("%s was refused %d times, and %d are accounted for", who, n, accounted[who])
			}
		}
		for i, first := range written {
			n := 0
			for _, other := range written[i:] {
				if other.Who == first.Who && other.At.Equal(first.At) {
					n++
				}
			}
			if n > refusalsAMinute {
				t.Fatalf("%d refusals of %s are written down at once", n, first.Who)
			}
		}
	})
}

func TestAMinuteOfRefusalsIsAFewEntries(t *testing.T) {
	t.Parallel()
	var r refusals
	start := time.Date(2026, 11, 18, 12, 0, 0, 0, time.UTC)
	written := 0
	for n := range 10_000 {
		entry := ledger.Access{Authority: "990", Who: "W1", At: start.Add(time.Duration(n) * 5 * time.Millisecond), Subject: strconv.Itoa(n)}
		if _, write := r.take(entry); write {
			written++
		}
	}
	if written != refusalsAMinute {
		t.Errorf("%d entries of 10,000 refusals in 50 seconds, want %d", written, refusalsAMinute)
	}
	if counted, write := r.take(ledger.Access{Authority: "990", Who: "W1", At: start.Add(time.Minute)}); !write || counted != 10_000-refusalsAMinute {
		t.Errorf("the next entry counts %d, written %v", counted, write)
	}
}
