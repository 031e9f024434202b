package eval

import (
	"slices"
	"sync"

	"heed/internal/engine/store"
	"heed/rulebook"
)

// ruleState is how far a rule has been evaluated in a workspace. Entries that change what a rule reads touch it.
type ruleState struct {
	evaluated bool
	broken    string
	// pending is whose rows have been touched since its evaluation last began; nil where everybody's have.
	pending store.Subjects
	// moved says that what the rule reads is not what it was when its evaluation last began. It is false where a view was touched whose
	// rows may come out as they were.
	moved bool
	// touched counts how often the rule was touched. seen is that count when the evaluation of its rows began, and acknowledged
	// is what it was when Follow last returned, so that nobody may be given older rows.
	touched, seen, acknowledged int
}

// freshness says which rows are good enough.
type freshness func(*ruleState) bool

// newest wants rows of all that has been applied; acknowledged wants rows of all for which Follow has returned.
func newest(s *ruleState) bool       { return s.evaluated && s.seen == s.touched }
func acknowledged(s *ruleState) bool { return s.evaluated && s.seen >= s.acknowledged }

// rule gives a rule's state. The lock must be held.
func (w *Workspace) rule(r *rulebook.Rule) *ruleState {
	s := w.rules[r.ID]
	if s == nil {
		s = &ruleState{pending: store.Subjects{}}
		w.rules[r.ID] = s
	}
	return s
}

// touch makes rules be evaluated again: by the follower, in the background, or once it is acknowledged by whoever asks.
func (w *Workspace) touch(rules []touched) {
	w.state.Lock()
	defer w.state.Unlock()
	for _, t := range rules {
		s := w.rule(t.rule)
		s.pending = s.pending.And(t.subjects)
		s.moved = s.moved || t.moved
		s.touched++
	}
}

// acknowledge ends the time in which rows of before the last entries may still be given.
func (w *Workspace) acknowledge() {
	w.state.Lock()
	defer w.state.Unlock()
	for _, s := range w.rules {
		s.acknowledged = s.touched
	}
}

// lacking lists those of some rules whose rows are not good enough.
func (w *Workspace) lacking(rules []*rulebook.Rule, enough freshness) []*rulebook.Rule {
	w.state.Lock()
	defer w.state.Unlock()
	return w.lackingLocked(rules, enough)
}

func (w *Workspace) lackingLocked(rules []*rulebook.Rule, enough freshness) []*rulebook.Rule {
	var list []*rulebook.Rule
	for _, r := range rules {
		if !enough(w.rule(r)) {
			list = append(list, r)
		}
	}
	return list
}

// run is one evaluation of some rules. done is closed when it has ended, well or not.
type run struct {
	turns []*turn
	done  chan struct{}
	// left are the turns that nobody has been given to take. It is held under giving.
	left   []*turn
	giving sync.Mutex
	// more says that rules were put off until these have been evaluated.
	more bool
}

// manyRules is how many rules, evaluated for everybody, give so many rows that these are worth compressing.
const manyRules = 20

// many says whether a run evaluates many rules for everybody.
func (r *run) many() bool {
	n := 0
	for _, t := range r.turns {
		if t.subjects == nil {
			n++
		}
	}
	return n >= manyRules
}

// turn is one rule's turn in a run. Once done is closed, err says whether it is broken.
type turn struct {
	rule *rulebook.Rule
	// seen is how often the rule had been touched when the run began.
	seen int
	// subjects is whose rows are evaluated; nil stands for everybody's.
	subjects store.Subjects
	// moved is as in the rule's state. A turn whose rule reads nothing else than before keeps the rows that there are, and is not taken.
	moved, taken bool
	// waits are the turns of the views that the rule reads.
	waits []*turn
	done  chan struct{}
	err   error
}

// ready says whether the views that a turn's rule reads have had their turns.
func (t *turn) ready() bool {
	return !slices.ContainsFunc(t.waits, func(view *turn) bool {
		select {
		case <-view.done:
			return false
		default:
			return true
		}
	})
}

// next gives the turn to be taken next: the first that waits for no view, or where all wait the first, whose views others are about to end.
// Each turn is given once.
func (r *run) next() *turn {
	r.giving.Lock()
	defer r.giving.Unlock()
	i := max(0, slices.IndexFunc(r.left, (*turn).ready))
	t := r.left[i]
	r.left = slices.Delete(r.left, i, i+1)
	return t
}

// claim begins the evaluation of the rules wanted whose rows are not good enough, with the views under them. It gives the run of
// somebody else, to be waited for, where that is writing one of the tables needed; and neither where nothing is lacking. Rules
// are never evaluated over views that are older than themselves, so these are wanted newest.
func (w *Workspace) claim(want []*rulebook.Rule, enough freshness) (mine, others *run) {
	w.state.Lock()
	defer w.state.Unlock()
	lacking := w.lackingLocked(want, enough)
	if len(lacking) == 0 {
		return nil, nil
	}
	todo, more := w.settleLocked(w.lackingLocked(w.e.rules.closure(lacking), newest))
	if len(todo) == 0 {
		return nil, nil
	}
	for _, r := range todo {
		if busy := w.runs[tableOf(r)]; busy != nil {
			return nil, busy
		}
	}
	mine = &run{done: make(chan struct{}), more: more}
	for _, r := range todo {
		w.runs[tableOf(r)] = mine
		s := w.rule(r)
		t := &turn{rule: r, seen: s.touched, moved: s.moved, done: make(chan struct{})}
		if s.evaluated && s.broken == "" {
			t.subjects = s.pending
		}
		for _, read := range w.e.rules.reads[r] {
			if view := mine.turn(read); view != nil && view.rule.Kind == rulebook.View {
				t.waits = append(t.waits, view)
			}
		}
		s.pending, s.moved = store.Subjects{}, false
		mine.turns = append(mine.turns, t)
	}
	mine.left = slices.Clone(mine.turns)
	return mine, nil
}

// settleLocked settles those of some rules, given in order, that read nothing else than when they were last evaluated: none of their record
// types has changed, and no view under them is to be evaluated. It gives the others, and says whether some are put off until the views
// that are to be evaluated have been: those that would be for everybody, and perhaps need not be at all.
func (w *Workspace) settleLocked(rules []*rulebook.Rule) (todo []*rulebook.Rule, more bool) {
	open, putOff := map[string]bool{}, map[string]bool{}
	for _, r := range rules {
		s, reads := w.rule(r), w.e.rules.reads[r]
		waits := slices.ContainsFunc(reads, func(name string) bool { return open[name] })
		same := s.evaluated && s.broken == "" && !s.moved && w.runs[tableOf(r)] == nil
		switch {
		case same && !waits:
			s.pending, s.seen = store.Subjects{}, s.touched
			continue
		case same && s.pending == nil, slices.ContainsFunc(reads, func(name string) bool { return putOff[name] }):
			putOff[r.ID] = true
		default:
			todo = append(todo, r)
		}
		open[r.ID] = true
	}
	return todo, len(putOff) > 0
}

// release ends a run. Where it went well its rules are evaluated, some of them perhaps broken.
func (w *Workspace) release(mine *run, err error) {
	w.state.Lock()
	defer w.state.Unlock()
	for _, t := range mine.turns {
		delete(w.runs, tableOf(t.rule))
		s := w.rule(t.rule)
		if err != nil {
			s.pending, s.moved = nil, true
			continue
		}
		s.evaluated, s.seen, s.broken = true, t.seen, ""
		if t.err != nil {
			s.broken = t.err.Error()
		}
	}
	close(mine.done)
}

// move notes that the rows of a view have come out other than they were: whatever reads it has its turn, in this run or in a later one.
func (w *Workspace) move(mine *run, view *rulebook.Rule) {
	w.state.Lock()
	defer w.state.Unlock()
	for _, r := range w.e.rules.order {
		if !slices.Contains(w.e.rules.reads[r], view.ID) {
			continue
		}
		if t := mine.turn(r.ID); t != nil {
			t.moved = true
		} else {
			w.rule(r).moved = true
		}
	}
}

// moved says whether what a turn's rule reads has changed, once the views under it have had theirs.
func (w *Workspace) moved(t *turn) bool {
	w.state.Lock()
	defer w.state.Unlock()
	return t.moved
}

// tableOf names the table that a rule's rows are kept in, which is that of its whole area for a duty and of all checks for a check.
func tableOf(r *rulebook.Rule) string {
	switch r.Kind {
	case rulebook.Duty:
		return "clock " + r.Area
	case rulebook.Check:
		return "finding"
	case rulebook.Measure:
		return "measured " + r.ID
	default:
		return r.ID
	}
}

// turn gives the turn of a rule, nil where the run does not evaluate it.
func (r *run) turn(id string) *turn {
	i := slices.IndexFunc(r.turns, func(t *turn) bool { return t.rule.ID == id })
	if i < 0 {
		return nil
	}
	return r.turns[i]
}
