package imports_test

import (
	"errors"
	"testing"

	"heed/internal/door"
	"heed/internal/imports"
	"heed/internal/testkit"
)

// Nobody takes an import back alone, whoever they are, but for the command line.
func TestTwoPeopleTakeAnImportBack(t *testing.T) {
	t.Parallel()
	h := testkit.OpenCold(t)
	analyst, director := h.Session(h.Actor(t, "W13")), h.Session(h.Actor(t, "W8"))
	folder := testkit.Lists(t, map[string]string{"cp_plan.csv": "child_id,started_on,initial_category,latest_category\n1001,2026-11-03,PHY,PHY\n"})
	result, err := imports.Import(t.Context(), analyst, imports.Request{Paths: []string{folder}}, nil)
	if err != nil || len(result.Batches) != 1 {
		t.Fatal(result, err)
	}
	id := result.Batches[0].Batch
	if _, err := imports.Undo(t.Context(), analyst, id, "a mistake"); !errors.Is(err, imports.ErrNotAsked) {
		t.Errorf("alone: %v", err)
	}
	if err := imports.Ask(t.Context(), analyst, id, "  "); !errors.Is(err, door.ErrInvalid) {
		t.Errorf("asking for no reason: %v", err)
	}
	if err := imports.Ask(t.Context(), h.Session(h.Actor(t, "W1")), id, "a mistake"); !errors.Is(err, door.ErrForbidden) {
		t.Errorf("a social worker asks: %v", err)
	}
	if err := imports.Ask(t.Context(), analyst, id, "a mistake"); err != nil {
		t.Fatal(err)
	}
	if _, err := imports.Undo(t.Context(), analyst, id, "a mistake"); !errors.Is(err, imports.ErrSamePerson) {
		t.Errorf("who asked agrees: %v", err)
	}
	forAnother := h.Actor(t, "W8")
	forAnother.Account, forAnother.For = analyst.Who.By(), "W8" // the analyst, acting for the director
	if _, err := imports.Undo(t.Context(), h.Session(forAnother), id, ""); !errors.Is(err, imports.ErrSamePerson) {
		t.Errorf("who asked agrees in a colleague's name: %v", err)
	}
	if wish, err := imports.FindWish(t.Context(), director, id); err != nil || wish == nil || wish.Own || wish.Why != "a mistake" {
		t.Errorf("the director is shown %+v, %v", wish, err)
	}
	if _, err := imports.Undo(t.Context(), director, id, "another reason"); err != nil {
		t.Fatal(err)
	}
	page, err := imports.Find(t.Context(), director, id, 1)
	if err != nil || page.Batch.UndoneWhy != "a mistake" || page.Batch.UndoneBy != director.Who.By() {
		t.Errorf("it was withdrawn by %q because %q: %v", page.Batch.UndoneBy, page.Batch.UndoneWhy, err)
	}
	if err := imports.Ask(t.Context(), analyst, id, "once more"); !errors.Is(err, door.ErrConflict) {
		t.Errorf("asking for what is done: %v", err)
	}
}
