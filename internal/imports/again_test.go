package imports_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"heed/internal/door"
	"heed/internal/imports"
	"heed/internal/testkit"
)

// An import that is begun again under its number records what it had not, and nothing twice.
func TestAnImportThatIsBegunAgainRecordsWhatItHadNot(t *testing.T) {
	t.Parallel()
	h := testkit.Empty(t)
	s := h.Session(system)
	first, second := sentCensus(t, 2023, testkit.Authority, numbers(1, 10)...), sentCensus(t, 2024, testkit.Authority, numbers(1, 12)...)
	was, err := imports.Import(t.Context(), s, imports.Request{ID: "n1", Paths: []string{first}}, nil)
	if err != nil || was.Appended == 0 || was.Batches[0].Batch != "n1" {
		t.Fatalf("%+v, %v", was, err)
	}
	both, err := imports.Import(t.Context(), s, imports.Request{ID: "n1", Paths: []string{first, second}}, nil)
	if err != nil || !both.Whole || len(both.Batches) != 2 || both.Batches[0].Receipt != was.Batches[0].Receipt || both.Batches[1].Batch != "n1-2" || both.Batches[1].Appended == 0 {
		t.Fatalf("begun again, it did %+v, %v", both.Batches, err)
	}
	last, err := h.Session(system).Ledger().LastSeq(t.Context(), testkit.Authority)
	if err != nil {
		t.Fatal(err)
	}
	again, err := imports.Import(t.Context(), s, imports.Request{ID: "n1", Paths: []string{first, second}}, nil)
	if err != nil || again.Appended != both.Appended || again.Batches[1].Receipt != both.Batches[1].Receipt {
		t.Errorf("begun once more, it did %+v, %v", again.Batches, err)
	}
	if now, err := h.Session(system).Ledger().LastSeq(t.Context(), testkit.Authority); err != nil || now != last {
		t.Errorf("the ledger holds %d entries, and held %d, %v", now, last, err)
	}
	if batches, err := imports.List(t.Context(), s); err != nil || len(batches) != 2 {
		t.Errorf("%d imports are listed, %v", len(batches), err)
	}
	if _, err := imports.Import(t.Context(), s, imports.Request{ID: "n1", Paths: []string{second}}, nil); !errors.Is(err, door.ErrConflict) {
		t.Errorf("another import under the number: %v", err)
	}
}

// What the records alone say of an import that was cut off is not that it is whole.
func TestAnImportThatWasCutOffBetweenItsReturnsIsNotWhole(t *testing.T) {
	t.Parallel()
	h := testkit.Empty(t)
	s := h.Session(system)
	both := imports.Request{ID: "n1", Paths: []string{sentCensus(t, 2023, testkit.Authority, numbers(1, 10)...), sentCensus(t, 2024, testkit.Authority, numbers(1, 12)...)}}
	ctx, cut := context.WithCancel(t.Context())
	_, err := imports.Import(ctx, s, both, func(p imports.Progress) {
		if p.Stage == "recording" && p.Index == 2 {
			cut()
		}
	})
	if err == nil {
		t.Fatal("it was not cut off")
	}
	for _, want := range []struct {
		returns int
		whole   bool
	}{{1, false}, {2, true}} {
		said, err := imports.AlreadyUnder(t.Context(), s, "n1")
		if err != nil || len(said.Batches) != want.returns || said.Whole != want.whole {
			t.Errorf("it says %+v, %v; want %+v", said, err, want)
		}
		if _, err := imports.Import(t.Context(), s, both, nil); err != nil {
			t.Fatal(err)
		}
	}
	if said, err := imports.AlreadyUnder(t.Context(), s, "n2"); err != nil || len(said.Batches) > 0 || said.Whole {
		t.Errorf("of none it says %+v, %v", said, err)
	}
}

// An upload is removed once it is imported. Where Heed is killed before that, it is found to be imported.
func TestAnUploadThatIsThereStillAfterItsImportIsNotImportedAgain(t *testing.T) {
	t.Parallel()
	h := testkit.OpenCold(t)
	s := h.Session(h.Actor(t, "W13"))
	u, err := imports.NewUpload(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	rows := strings.NewReader(plans + "1002,2026-01-12,2026-11-01,NEG,NEG\n")
	if err := errors.Join(u.Add("plans.csv", "", rows), u.Save(), u.Preview(t.Context(), s, nil)); err != nil {
		t.Fatal(err)
	}
	kept := t.TempDir()
	if err := os.CopyFS(kept, os.DirFS(u.Path())); err != nil {
		t.Fatal(err)
	}
	was, err := u.Import(t.Context(), s, "n1", nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(u.Path(), os.DirFS(kept)); err != nil {
		t.Fatal(err)
	}
	found, err := imports.FindUpload(s, filepath.Base(u.Path()))
	if err != nil {
		t.Fatal(err)
	}
	again, err := found.Import(t.Context(), s, "n1", nil)
	if err != nil || !again.Whole || again.Batches[0].Receipt != was.Batches[0].Receipt {
		t.Errorf("begun again, it did %+v, %v; want what it did before, %+v", again.Batches, err, was.Batches)
	}
	if _, err := imports.FindUpload(s, u.ID); !errors.Is(err, door.ErrNotFound) {
		t.Errorf("it is there still: %v", err)
	}
}
