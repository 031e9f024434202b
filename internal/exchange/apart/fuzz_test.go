package apart

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"heed/internal/exchange"
)

// FuzzHear hears a reader that says anything: one that was taken over by a file may.
func FuzzHear(f *testing.F) {
	for _, line := range []said{
		{Step: &exchange.Step{Name: "r.csv", Index: 1, Of: 1, Done: 5, Total: 10}},
		{Kept: &exchange.Kept{Returns: []exchange.KeptReturn{{Offset: -1, Length: 1 << 60}}}},
		{Failure: &exchange.Failure{Refused: []exchange.Refused{{File: "r.csv", Expected: "a return", Found: "none", Do: "Check it."}}, Panic: "here"}},
		{Failure: &exchange.Failure{Message: "the disk is full"}},
		{Published: &Outcome{Refused: []string{"no such column"}}},
	} {
		text, err := json.Marshal(line)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(append(text, '\n'))
	}
	f.Add([]byte("this is no JSON"))
	f.Fuzz(func(t *testing.T, text []byte) {
		steps := 0
		outcome, err := hear(bytes.NewReader(text), func(exchange.Step) { steps++ })
		again, errAgain := hear(bytes.NewReader(text), func(exchange.Step) {})
		if (err == nil) != (errAgain == nil) || (outcome.Kept == nil) != (again.Kept == nil) {
			t.Fatalf("heard again it is another: %v, %v", err, errAgain)
		}
		if steps > len(text) {
			t.Fatalf("%d steps in %d bytes", steps, len(text))
		}
		failed := outcome.Failure.Err()
		if (failed == nil) != (outcome.Failure == nil) {
			t.Fatalf("the failure %+v is the error %v", outcome.Failure, failed)
		}
		if outcome.Failure != nil && len(outcome.Failure.Refused) > 0 && len(exchange.Refusals(failed)) != len(outcome.Failure.Refused) {
			t.Fatalf("%d refusals of %d", len(exchange.Refusals(failed)), len(outcome.Failure.Refused))
		}
		if outcome.Published != nil {
			fuzzResults(t, *outcome.Published)
		}
	})
}

// fuzzResults puts what a reader said of published figures together with a file that holds nothing.
func fuzzResults(t *testing.T, o Outcome) {
	t.Helper()
	nothing, err := os.Create(filepath.Join(t.TempDir(), "kept"))
	if err != nil {
		t.Fatal(err)
	}
	defer nothing.Close()
	results, err := o.results("figures.csv", nothing)
	if err != nil {
		return
	}
	for _, r := range results {
		if (r.Set == nil) == (r.Refused == nil) {
			t.Fatalf("%+v has a set and was refused, or neither", r)
		}
	}
}
