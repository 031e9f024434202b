package eval

import (
	"sync"
	"sync/atomic"

	"heed/internal/engine/linkage"
	"heed/internal/engine/store"
)

// Workspace holds the answers to one question: the rulebook's views as tables, the rows of each measure in a table of its own,
// the clocks of all duties of an area in one, with the view clock over these, and in finding what the checks found. A new entry
// so costs no more than the areas it touches.
type Workspace struct {
	e     *Evaluator
	store *store.Store
	q     Question
	// key names the question; name is its schema, which no workspace before it has had, as one that is being dropped may
	// still be there.
	key, name string
	// versions tell when each rule's rows, and the tables of all clocks and all findings, were last evaluated.
	versions *versions
	used     atomic.Int64
	// pins is how many are asking the question. It is held under the evaluator's lock.
	pins int
	// settings are the local numbers in force for the question.
	settings atomic.Pointer[map[string]string]
	// coverage says for which days records are complete, nil where the rulebook does not say.
	coverage atomic.Pointer[coverage]
	// groups says which numbers are of one child; nil where each child has one.
	groups atomic.Pointer[linkage.Groups]

	// creating is held while the schema is made; reading is held for writing when it is dropped.
	creating sync.Mutex
	created  bool
	reading  sync.RWMutex
	dropped  bool
	// deriving is held while a table is derived from others.
	deriving sync.Mutex

	state sync.Mutex
	rules map[string]*ruleState
	// runs are the evaluations under way, by the tables that they write.
	runs map[string]*run
	// tallies are how many clocks each duty has, and how many of them tell anything.
	tallies map[string]tally
}

func newWorkspace(e *Evaluator, s *store.Store, q Question, key, name string) *Workspace {
	return &Workspace{
		e: e, store: s, q: q, key: key, name: name, versions: newVersions(), rules: map[string]*ruleState{}, runs: map[string]*run{},
		tallies: map[string]tally{},
	}
}

// Question gives the question that the workspace answers.
func (w *Workspace) Question() Question { return w.q }

// Groups says which numbers are of one child.
func (w *Workspace) Groups() *linkage.Groups { return w.groups.Load() }

// Table names a table of the workspace, such as that of a view.
func (w *Workspace) Table(name string) string { return "work." + w.name + "." + store.Quote(name) }

// Clocks names the table of an area's clocks.
func (w *Workspace) Clocks(area string) string { return w.Table("clock " + area) }

// AllClocks names the view of the clocks of all areas.
func (w *Workspace) AllClocks() string { return w.Table("clock") }

// Findings names the table of what the checks found.
func (w *Workspace) Findings() string { return w.Table("finding") }

// Measured names the table of a measure's rows.
func (w *Workspace) Measured(id string) string { return w.Table("measured " + id) }

// joinedSchema names the schema in which the records of a child with several numbers go by one.
func (w *Workspace) joinedSchema() string { return "work." + store.Quote(w.name+"_joined") }

// The versions of what several rules share.
const (
	ClockVersion   = "clock"
	FindingVersion = "finding"
)

// Version tells when rules, by id, or what rules share were last evaluated, as a number that only grows; without any, when
// anything was.
func (w *Workspace) Version(names ...string) int64 { return w.versions.latest(names...) }

// RecordVersion tells when entries of record types last came in, as a number that only grows; without any, when any did.
func (w *Workspace) RecordVersion(types ...string) int64 { return w.e.records.latest(types...) }

// ChangedSince gives whose rows of rules have been evaluated after a version, nil where it may be anybody's.
func (w *Workspace) ChangedSince(version int64, rules ...string) store.Subjects {
	return w.versions.since(version, rules...)
}

// RecordsChangedSince gives, by their own numbers, of whom entries of record types came in after a version, nil where it may be anybody.
func (w *Workspace) RecordsChangedSince(version int64, types ...string) store.Subjects {
	return w.e.records.since(version, types...)
}

// Broken gives a BrokenError where a rule could not be evaluated, or nil.
func (w *Workspace) Broken(id string) error {
	w.state.Lock()
	defer w.state.Unlock()
	if s := w.rules[id]; s != nil && s.broken != "" {
		return &BrokenError{Rule: id, Reason: s.broken}
	}
	return nil
}

// AllBroken gives the rules that could not be evaluated, with why.
func (w *Workspace) AllBroken() map[string]string {
	w.state.Lock()
	defer w.state.Unlock()
	broken := map[string]string{}
	for id, s := range w.rules {
		if s.broken != "" {
			broken[id] = s.broken
		}
	}
	return broken
}

// WithoutData gives the duties none of whose clocks can be worked out, with how many clocks they have.
func (w *Workspace) WithoutData() map[string]int {
	w.state.Lock()
	defer w.state.Unlock()
	without := map[string]int{}
	for duty, n := range w.tallies {
		if n.known == 0 && n.all > 0 {
			without[duty] = n.all
		}
	}
	return without
}
