package eval

import (
	"slices"

	"heed/internal/engine/store"
	"heed/rulebook"
)

// ruleState is how far a rule has been evaluated in a workspace. Entries that change what a rule reads touch it.
type ruleState struct {
	evaluated bool
	broken    string
	// pending is whose rows have been touched since its evaluation last began; nil where everybody's have.
	pending store.Subjects
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
}

// turn is one rule's turn in a run. Once done is closed, err says whether it is broken.
type turn struct {
	rule *rulebook.Rule
	// seen is how often the rule had been touched when the run began.
	seen int
	// subjects is whose rows are evaluated; nil stands for everybody's.
	subjects store.Subjects
	done     chan struct{}
	err      error
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
	todo := w.lackingLocked(w.e.rules.closure(lacking), newest)
	for _, r := range todo {
		if busy := w.runs[tableOf(r)]; busy != nil {
			return nil, busy
		}
	}
	mine = &run{done: make(chan struct{})}
	for _, r := range todo {
		w.runs[tableOf(r)] = mine
		s := w.rule(r)
		t := &turn{rule: r, seen: s.touched, done: make(chan struct{})}
		if s.evaluated && s.broken == "" {
			t.subjects = s.pending
		}
		s.pending = store.Subjects{}
		mine.turns = append(mine.turns, t)
	}
	return mine, nil
}

// release ends a run. Where it went well its rules are evaluated, some of them perhaps broken.
func (w *Workspace) release(mine *run, err error) {
	w.state.Lock()
	defer w.state.Unlock()
	for _, t := range mine.turns {
		delete(w.runs, tableOf(t.rule))
		s := w.rule(t.rule)
		if err != nil {
			s.pending = nil
			continue
		}
		s.evaluated, s.seen, s.broken = true, t.seen, ""
		if t.err != nil {
			s.broken = t.err.Error()
		}
	}
	close(mine.done)
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
