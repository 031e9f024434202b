package door

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"

	"heed/internal/access"
	"heed/internal/engine"
)

// Verdict is what the policy says of one actor and one child.
type Verdict struct {
	// within says that the child is in the actor's scope, restricted or not. What is within is counted in their lists.
	Within bool
	// read says that the record may be opened, and so be named in a list; name, that the child's name may be shown.
	Read, Name bool
	Reason     string
}

// Scope is what an actor may see of the children known today. Children who are alike to the policy are judged once.
type Scope struct {
	People   *engine.People
	asker    *access.Asker
	kinds    map[string]*kind
	kind     map[string]string
	verdicts map[string]Verdict
	Stranger Verdict
	// subjects are those within the scope, in order; nil where all are.
	Subjects []string
	// readable are the children whose record may be opened, in the order of their ids.
	Readable []engine.Person
}

// kind is children who are alike to the policy. lifted is the same kind without its restriction.
type kind struct {
	restricted    bool
	child, lifted access.Subject
}

func newKind(c access.Child) *kind {
	k := &kind{restricted: c.Restricted, child: c.Ready()}
	c.Restricted = false
	k.lifted = c.Ready()
	return k
}

// scopeCache keeps an authority's scopes while the people they were worked out from stand.
type scopeCache struct {
	mu    sync.Mutex
	of    *engine.People
	kinds map[string]*kind
	kind  map[string]string // by subject
	known map[access.Principal]*Scope
}

// scope works out what an actor may see. Permission is always that of today with all that is known, whatever day a page
// asks about.
func (d *Door) scope(ctx context.Context, a *authority, who Actor) (*Scope, error) {
	people, err := a.engine.People(ctx, d.today())
	if err != nil {
		return nil, fmt.Errorf("finding who works with whom: %w", err)
	}
	a.scopes.mu.Lock()
	defer a.scopes.mu.Unlock()
	if a.scopes.of != people {
		a.scopes.sort(people, a.code)
	}
	principal := who.principal()
	if s, ok := a.scopes.known[principal]; ok {
		return s, nil
	}
	found := a.scopes.look(d.policy, principal, a.code)
	a.scopes.known[principal] = found
	return found, nil
}

// sort puts children who are alike to the policy into one kind.
func (c *scopeCache) sort(people *engine.People, authority string) {
	c.of, c.known = people, map[access.Principal]*Scope{}
	c.kinds, c.kind = map[string]*kind{}, make(map[string]string, people.Len())
	people.All(func(p engine.Person) bool {
		name := fmt.Sprintf("%s|%s|%s|%t%t%t|%s", strings.Join(p.WorkerIDs, "\x1f"), p.TeamID, p.Service, p.LookedAfter, p.Missing,
			p.Restricted, strings.Join(p.Granted, "\x1f"))
		c.kind[p.Subject] = name
		if c.kinds[name] == nil {
			c.kinds[name] = newKind(access.Child{
				Authority: authority, Workers: p.WorkerIDs, TeamID: p.TeamID, Service: p.Service,
				LookedAfter: p.LookedAfter, Missing: p.Missing, Restricted: p.Restricted, Granted: p.Granted,
			})
		}
		return true
	})
}

// look judges every kind of child for one principal.
func (c *scopeCache) look(policy *access.Policy, who access.Principal, authority string) *Scope {
	asker := policy.Asker(who)
	byKind := make(map[string]Verdict, len(c.kinds))
	for name, k := range c.kinds {
		byKind[name] = judge(asker, k)
	}
	seen := &Scope{
		People: c.of, asker: asker, kinds: c.kinds, kind: c.kind,
		Stranger: judge(asker, newKind(access.Child{Authority: authority})), verdicts: make(map[string]Verdict, len(c.kind)),
	}
	all := seen.Stranger.Within
	for subject, name := range c.kind {
		v := byKind[name]
		seen.verdicts[subject] = v
		all = all && v.Within
	}
	c.of.All(func(p engine.Person) bool {
		if byKind[c.kind[p.Subject]].Read {
			seen.Readable = append(seen.Readable, p)
		}
		return true
	})
	slices.SortFunc(seen.Readable, func(x, y engine.Person) int { return strings.Compare(x.Subject, y.Subject) })
	if !all {
		seen.Subjects = []string{}
		for subject, v := range seen.verdicts {
			if v.Within {
				seen.Subjects = append(seen.Subjects, subject)
			}
		}
		slices.Sort(seen.Subjects)
	}
	return seen
}

// judge asks the policy about one kind of child. A restricted child is within a scope if the same child, unrestricted,
// could be read.
func judge(asker *access.Asker, k *kind) Verdict {
	d := asker.About(access.ReadChild, k.child)
	v := Verdict{Within: d.Allowed, Read: d.Allowed, Reason: d.Reason}
	if d.Allowed {
		v.Name = asker.About(access.ReadName, k.child).Allowed
	} else if k.restricted {
		v.Within = asker.About(access.ReadChild, k.lifted).Allowed
	}
	return v
}

// Sensitive says whether an actor may read what is sensitive in itself about a child.
func (s *Scope) Sensitive(subject string) bool {
	k := s.kinds[s.kind[s.People.First(subject)]]
	return k != nil && s.asker.About(access.ReadSensitive, k.child).Allowed
}

// Of gives what the actor may see of a child. One that is not known is a stranger.
func (s *Scope) Of(subject string) Verdict {
	if v, ok := s.verdicts[s.People.First(subject)]; ok {
		return v
	}
	return s.Stranger
}
