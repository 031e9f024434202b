package eval

import (
	"maps"
	"testing"

	"github.com/google/go-cmp/cmp"

	"heed/catalogue"
	"heed/internal/engine/store"
	"heed/rulebook"
)

// evaluatedWorkspace gives a workspace of the whole rulebook in which every rule has been evaluated.
func evaluatedWorkspace(t *testing.T) *Workspace {
	t.Helper()
	book, err := rulebook.Load()
	if err != nil {
		t.Fatal(err)
	}
	types, err := catalogue.Load()
	if err != nil {
		t.Fatal(err)
	}
	rules, err := NewRules(book, types)
	if err != nil {
		t.Fatal(err)
	}
	w := newWorkspace(&Evaluator{rules: rules}, nil, Question{}, "", "")
	for _, r := range rules.order {
		w.rule(r).evaluated = true
	}
	return w
}

// evaluateAll claims and releases until nothing is lacking, as ensure does, and gives the rules that were evaluated, in runs. A view's rows
// change where changes says so.
func evaluateAll(t *testing.T, w *Workspace, changes func(view string) bool) (runs []map[string]bool) {
	t.Helper()
	for range 5 {
		mine, others := w.claim(w.e.rules.order, newest)
		if others != nil {
			t.Fatal("a run waits for another, and there is none")
		}
		if mine == nil {
			if lacking := w.lacking(w.e.rules.order, newest); len(lacking) > 0 {
				t.Fatalf("%d rules are left lacking", len(lacking))
			}
			return runs
		}
		taken := map[string]bool{}
		for _, one := range mine.turns {
			if one.subjects != nil && !one.moved {
				continue
			}
			taken[one.rule.ID] = true
			if one.rule.Kind == rulebook.View && changes(one.rule.ID) {
				w.move(mine, one.rule)
			}
		}
		w.release(mine, nil)
		runs = append(runs, taken)
	}
	t.Fatal("there is no end of it")
	return nil
}

func TestARuleIsEvaluatedOnlyWhereWhatItReadsHasChanged(t *testing.T) {
	t.Parallel()
	w := evaluatedWorkspace(t)
	child := map[string]store.Subjects{"child": {"A1": true}}

	w.touch(w.e.rules.touchedBy(child))
	if same := evaluateAll(t, w, func(string) bool { return false }); len(same) != 1 || !same[0]["child_as_at"] || same[0]["care_spell"] || same[0]["iro-appointed"] {
		t.Errorf("where who the child is stays as it was, these are evaluated: %v", same)
	}

	w.touch(w.e.rules.touchedBy(child))
	some := evaluateAll(t, w, func(view string) bool { return view == "child_as_at" })
	forEverybody := map[string]bool{"care-leaver-too-young": true} // it reads child_as_at, and is not evaluated by subject
	if len(some) != 2 || !some[0]["care_spell"] || some[0]["legal_spell"] || !maps.Equal(some[1], forEverybody) {
		t.Errorf("where nothing is changed of the child's care, these are evaluated: %v", some)
	}

	w.touch(w.e.rules.touchedBy(child))
	all := evaluateAll(t, w, func(string) bool { return true })
	if len(all) != 2 || !all[0]["legal_spell"] || !all[1]["iro-appointed"] {
		t.Errorf("where everything has changed, these are evaluated: %v", all)
	}
	taken := map[string]bool{}
	for _, run := range all {
		for id := range run {
			taken[id] = true
		}
	}
	want := map[string]bool{}
	for _, one := range w.e.rules.touchedBy(child) {
		want[one.rule.ID] = true
	}
	if diff := cmp.Diff(want, taken); diff != "" {
		t.Errorf("where everything has changed, what is touched is not what is evaluated (-touched +evaluated):\n%s", diff)
	}
}

// A view that changes in one run, asked for by itself, is remembered for what reads it and is evaluated in a later one.
func TestAViewThatChangedIsRememberedForLaterRuns(t *testing.T) {
	t.Parallel()
	w := evaluatedWorkspace(t)
	w.touch(w.e.rules.touchedBy(map[string]store.Subjects{"child": {"A1": true}}))
	view := w.e.rules.View("child_as_at")
	mine, _ := w.claim([]*rulebook.Rule{view}, newest)
	w.move(mine, view)
	w.release(mine, nil)
	later := evaluateAll(t, w, func(string) bool { return false })
	if len(later) != 1 || !later[0]["care_spell"] || later[0]["child_as_at"] {
		t.Errorf("after the view alone, these are evaluated: %v", later)
	}
}

// Where a run fails, everything that it was to evaluate is evaluated for everybody.
func TestAfterARunThatFailedEverythingIsEvaluated(t *testing.T) {
	t.Parallel()
	w := evaluatedWorkspace(t)
	w.touch(w.e.rules.touchedBy(map[string]store.Subjects{"child": {"A1": true}}))
	mine, _ := w.claim([]*rulebook.Rule{w.e.rules.View("care_spell")}, newest)
	w.release(mine, ErrClosed)
	mine, _ = w.claim([]*rulebook.Rule{w.e.rules.View("care_spell")}, newest)
	for _, one := range mine.turns {
		if !one.moved || one.subjects != nil {
			t.Errorf("%s is not evaluated for everybody", one.rule.ID)
		}
	}
}
