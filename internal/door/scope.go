package door

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"heed/internal/access"
	"heed/internal/engine"
	"heed/rulebook"
)

// Verdict is what the policy says of one actor and one child.
type Verdict struct {
	// Read says that the record may be opened, and so be listed and counted in a list; Name, that the child's name may be shown.
	Read, Name bool
	Reason     string
}

// Scope is what an actor may see of the children known today. Children who are alike to the policy are judged once.
type Scope struct {
	People    *engine.People
	asker     *access.Asker
	authority string
	// owed are the children whom the actor may read as their role owes them something, nil where the policy asks for no such thing.
	owed     *engine.Owed
	kinds    map[string]*kind
	kind     map[string]string
	verdicts map[string]Verdict
	Stranger Verdict
	// Subjects are the children whose record the actor may open, in order; nil where these are all but Hidden.
	Subjects []string
	// Hidden are the numbers, in order, of the children whose record is restricted and not open to the actor. No list, count of a list, filter or part
	// of a figure holds anything of them, so that none tells that there is such a child.
	Hidden []string
	// Others are the duties about no child that the actor may read, beside those of Subjects.
	Others []string
	// judged is what the policy says of each kind of child that there is.
	judged map[asked]Verdict
}

// asked is what a policy is asked about: a kind of child, and whether the actor's role owes it something.
type asked struct {
	kind string
	owed bool
}

// kind is children who are alike to the policy.
type kind struct {
	facts access.Child
	child access.Subject
}

func newKind(c access.Child) *kind { return &kind{facts: c, child: c.Ready()} }

// owedBy gives the same kind of child, to whom a role owes something.
func (k *kind) owedBy(role access.Role) *kind {
	facts := k.facts
	facts.Owed = []string{string(role)}
	return newKind(facts)
}

// scopeCache keeps an authority's scopes while the people they were worked out from stand.
type scopeCache struct {
	mu     sync.Mutex
	of     *engine.People
	rights *Rights
	day    time.Time
	// at is the moment for which it was worked out, and ends when something ceases to be open in an emergency, zero where nothing is.
	at, ends time.Time
	kinds    map[string]*kind
	kind     map[string]string // by subject
	known    map[access.Principal]*Scope
	// judged is what the policy said of kinds of children, by whom it was asked for: it says the same of a kind for as long as it stands.
	judged map[access.Principal]map[asked]Verdict
}

// scope works out what an actor may see. Permission is always that of today with all that is known, whatever day a page
// asks about.
func (d *Door) scope(ctx context.Context, a *authority, who Actor) (*Scope, error) {
	people, err := a.engine.People(ctx, d.today())
	if err != nil {
		return nil, fmt.Errorf("finding who works with whom: %w", err)
	}
	rights, err := d.rightsOf(ctx, a)
	if err != nil {
		return nil, err
	}
	principal, today, now := who.principal(), d.Today(), d.Now()
	owed, err := d.owed(ctx, a, principal)
	if err != nil {
		return nil, fmt.Errorf("finding to whom a role owes something: %w", err)
	}
	a.scopes.mu.Lock()
	defer a.scopes.mu.Unlock()
	if a.scopes.of != people || a.scopes.rights != rights || !a.scopes.day.Equal(today) || a.scopes.over(now) {
		a.scopes.sort(people, rights, today, now, a.code)
	}
	if s, ok := a.scopes.known[principal]; ok && s.owed == owed {
		return s, nil
	}
	found := a.scopes.look(d.policy.Asker(principal), principal, owed, a.code)
	for _, r := range d.book.Kind(rulebook.Duty) {
		if !r.AboutChild() && found.ReadsOther(r) {
			found.Others = append(found.Others, r.ID)
		}
	}
	a.scopes.known[principal] = found
	return found, nil
}

// owed gives the children to whom an actor's role owes something, nil where that opens no child to them: the clocks of today are
// read for nobody else.
func (d *Door) owed(ctx context.Context, a *authority, who access.Principal) (*engine.Owed, error) {
	asker, stranger := d.policy.Asker(who), newKind(access.Child{Authority: a.code})
	if asker.About(access.ReadChild, stranger.child).Allowed || !asker.About(access.ReadChild, stranger.owedBy(who.Role).child).Allowed {
		return nil, nil //nolint:nilnil // nothing is owed that would change what they see
	}
	return a.engine.Owed(ctx, d.today(), string(who.Role))
}

// over says whether what was worked out is over at a moment, as something was open in an emergency then and is no more.
func (c *scopeCache) over(now time.Time) bool {
	return !c.ends.IsZero() && (now.Before(c.at) || !now.Before(c.ends))
}

// sort puts children who are alike to the policy into one kind: everybody or, where only some have changed, those. A child of whom nothing is
// known but a restriction is one of them.
func (c *scopeCache) sort(people *engine.People, rights *Rights, today, now time.Time, authority string) {
	by, ends := rights.at(today, now, people)
	over := c.over(now)
	put := func(p engine.Person) bool {
		h := by[p.Subject]
		slices.Sort(h.granted)
		slices.Sort(h.opened)
		name := fmt.Sprintf("%s|%s|%s|%t%t%t|%s|%s", strings.Join(p.WorkerIDs, "\x1f"), p.TeamID, p.Service, p.LookedAfter, p.Missing,
			h.restricted, strings.Join(h.granted, "\x1f"), strings.Join(h.opened, "\x1f"))
		c.kind[p.Subject] = name
		if c.kinds[name] == nil {
			c.kinds[name] = newKind(access.Child{
				Authority: authority, Workers: p.WorkerIDs, TeamID: p.TeamID, Service: p.Service,
				LookedAfter: p.LookedAfter, Missing: p.Missing, Restricted: h.restricted, Granted: h.granted, Opened: h.opened,
			})
		}
		return true
	}
	changed, some := people.ChangedSince(c.of)
	if some && c.rights == rights && c.day.Equal(today) && !over {
		c.kinds, c.kind = maps.Clone(c.kinds), maps.Clone(c.kind) // scopes that were given read the others
		for _, subject := range changed {
			delete(c.kind, subject)
			if p, known := people.Find(subject); known || by[subject].restricted {
				put(p)
			}
		}
	} else {
		c.kinds, c.kind = map[string]*kind{}, make(map[string]string, people.Len())
		people.All(put)
		for subject, h := range by {
			if _, known := c.kind[subject]; !known && h.restricted {
				put(engine.Person{Subject: subject})
			}
		}
	}
	c.of, c.rights, c.day, c.at, c.ends = people, rights, today, now, ends
	c.judged = map[access.Principal]map[asked]Verdict{}
	for principal, scope := range c.known {
		c.judged[principal] = scope.judged
	}
	c.known = map[access.Principal]*Scope{}
}

// look judges every kind of child for one principal, and of each kind apart those to whom the principal's role owes something.
func (c *scopeCache) look(asker *access.Asker, who access.Principal, owed *engine.Owed, authority string) *Scope {
	seen := &Scope{
		People: c.of, asker: asker, authority: authority, owed: owed, kinds: c.kinds, kind: c.kind,
		Stranger: judge(asker, newKind(access.Child{Authority: authority})), verdicts: make(map[string]Verdict, len(c.kind)),
		judged: make(map[asked]Verdict, len(c.kinds)),
	}
	before := c.judged[who]
	all := seen.Stranger.Read
	for subject, name := range c.kind {
		k := asked{name, owed.Has(subject)}
		v, judged := seen.judged[k]
		if !judged {
			v, judged = before[k]
		}
		switch {
		case !judged && k.owed:
			v = judge(asker, c.kinds[name].owedBy(who.Role))
		case !judged:
			v = judge(asker, c.kinds[name])
		}
		seen.judged[k], seen.verdicts[subject] = v, v
		hidden := !v.Read && c.kinds[name].facts.Restricted
		if hidden {
			seen.Hidden = append(seen.Hidden, c.of.Numbers(subject)...)
		}
		all = all && (v.Read || hidden)
	}
	slices.Sort(seen.Hidden)
	if !all {
		seen.Subjects = []string{}
		for subject, v := range seen.verdicts {
			if v.Read {
				seen.Subjects = append(seen.Subjects, subject)
			}
		}
		slices.Sort(seen.Subjects)
	}
	return seen
}

// Readable gives the children whose record may be opened, in the order of their ids.
func (s *Scope) Readable() []engine.Person {
	var list []engine.Person
	for p := range s.People.All {
		if s.verdicts[p.Subject].Read {
			list = append(list, p)
		}
	}
	slices.SortFunc(list, func(x, y engine.Person) int { return strings.Compare(x.Subject, y.Subject) })
	return list
}

// judge asks the policy about one kind of child.
func judge(asker *access.Asker, k *kind) Verdict {
	d := asker.About(access.ReadChild, k.child)
	return Verdict{Read: d.Allowed, Name: d.Allowed && asker.About(access.ReadName, k.child).Allowed, Reason: d.Reason}
}

// Restricted says whether a child's record is restricted today.
func (s *Scope) Restricted(subject string) bool {
	k := s.kinds[s.kind[s.People.First(subject)]]
	return k != nil && k.facts.Restricted
}

// Sensitive says whether an actor may read what is sensitive in itself about a child.
func (s *Scope) Sensitive(subject string) bool {
	k := s.kinds[s.kind[s.People.First(subject)]]
	return k != nil && s.asker.About(access.ReadSensitive, k.child).Allowed
}

// ReadsOther says whether an actor may read what a rule says of a subject that is no child: those who see every subject, and those
// whose role owns the duty.
func (s *Scope) ReadsOther(r *rulebook.Rule) bool {
	other := access.Other{Authority: s.authority, Kind: r.Subject}
	if r.Owner != "" {
		other.Owed = []string{r.Owner}
	}
	return s.asker.About(access.ReadSubject, other.Ready()).Allowed
}

// Clocks gives the filter of all clocks within the scope, to be narrowed further: every count and list of clocks begins from it, so that
// they agree.
func (s *Scope) Clocks() engine.ClockFilter {
	return engine.ClockFilter{Subjects: s.Subjects, Others: s.Others, Without: s.Hidden}
}

// Findings gives the filter of all findings within the scope, to be narrowed further.
func (s *Scope) Findings() engine.FindingFilter {
	return engine.FindingFilter{Subjects: s.Subjects, Without: s.Hidden}
}

// Knows says whether there is a child of a number whose record the actor may open.
func (s *Scope) Knows(subject string) bool {
	_, known := s.People.Find(subject)
	return known && s.Of(subject).Read
}

// Of gives what the actor may see of a child. One that is not known is a stranger.
func (s *Scope) Of(subject string) Verdict {
	if v, ok := s.verdicts[s.People.First(subject)]; ok {
		return v
	}
	return s.Stranger
}
