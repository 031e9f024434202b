package door

import (
	"cmp"
	"context"
	"strings"
	"time"

	"heed/internal/access"
	"heed/internal/ledger"
	"heed/internal/listing"
)

// Access is one line of the access log.
type Access = ledger.Access

// AccessFilter narrows the access log. A zero field does not narrow.
type AccessFilter struct {
	// Subject is the number of whom an entry is about, or of a child whom an export held. Who is a person by their number in the list of staff, that of
	// their account or any part of their name: what they did, for whomever, and what others did for them.
	Subject, Who string
	Since, Until time.Time
	// Refused leaves out what was allowed.
	Refused bool
	// Page counts from 1; PerPage is 50 where it is 0.
	Page, PerPage int
}

// AccessPage is one page of the access log, the latest first.
type AccessPage struct {
	Filter  AccessFilter
	Entries []AccessEntry
	// More says that there are older entries on the next page.
	More bool
}

// AccessEntry is one line of the access log, with the names of who looked and of the colleague for whom, and whom it is about.
type AccessEntry struct {
	Access

	Name, ForName string
	About         LogSubject
}

// AccessLog lists who has looked at what, as far as the reader may see of whom.
func AccessLog(ctx context.Context, s *Session, f AccessFilter) (AccessPage, error) {
	if err := s.Allow(ctx, access.ReadAccessLog, "access log"); err != nil {
		return AccessPage{}, err
	}
	in, err := s.Today().Open(ctx)
	if err != nil {
		return AccessPage{}, Tidy(err)
	}
	limit, offset := listing.Window(f.Page, f.PerPage)
	kept, err := in.logFilter(ctx, f)
	if err != nil {
		return AccessPage{}, err
	}
	var found []AccessEntry
	err = in.EachAccess(ctx, kept, func(entry AccessEntry) bool {
		found = append(found, entry)
		return len(found) < offset+limit+1
	})
	if err != nil {
		return AccessPage{}, err
	}
	found = found[min(offset, len(found)):]
	page := AccessPage{Filter: f, Entries: found[:min(len(found), limit)], More: len(found) > limit}
	about := TypedNumber(f.Subject)
	if !in.Scope.Knows(f.Subject) {
		about = "" // else the entry of this look would tell whether there is such a child
	}
	return page, s.Log(ctx, access.ReadAccessLog, about, "access log")
}

// logFilter makes of what a reader narrows the log by what the ledger is asked for. An export is found by a child that it held where the reader may open
// the child's record, and else as if it had held none.
func (in *Inquiry) logFilter(ctx context.Context, f AccessFilter) (kept ledger.AccessFilter, err error) {
	kept = ledger.AccessFilter{Since: f.Since, Until: f.Until, Refused: f.Refused}
	switch {
	case f.Subject == "":
	case in.Scope.Of(f.Subject).Read:
		kept.About = in.Scope.People.Numbers(f.Subject)
	default:
		kept.Subject = f.Subject
	}
	if f.Who != "" {
		kept.Whos, err = in.accessors(ctx, f.Who)
	}
	return kept, err
}

// accessors gives everybody in the log whom a reader means: by the number of an account or of one of the staff, or by a part of a name, and whoever acted
// for them. It gives what was typed where nobody is meant, so that nothing is found.
func (in *Inquiry) accessors(ctx context.Context, typed string) ([]string, error) {
	n, err := in.door.logNamesOf(ctx, in.Who.Authority)
	if err != nil {
		return nil, err
	}
	all, err := in.Ledger().ListAccessors(ctx, in.Who.Authority)
	if err != nil {
		return nil, err
	}
	part := strings.ToLower(typed)
	means := func(id string) bool {
		one, _ := n.accounts.Find(id)
		return id != "" && (id == typed || one.WorkerID == typed || strings.Contains(strings.ToLower(n.names[id]), part))
	}
	meant := []string{typed}
	for _, by := range all {
		if person, whom, _ := strings.Cut(by, actingFor); means(person) || means(whom) {
			meant = append(meant, by)
		}
	}
	return meant, nil
}

// EachAccess calls fn with the entries of the access log that a filter keeps and the reader may see, the latest first, until it says that it has
// enough. It is for use cases that have asked whether the person may read the log.
func (in *Inquiry) EachAccess(ctx context.Context, f ledger.AccessFilter, fn func(AccessEntry) (more bool)) error {
	if err := in.door.logRest(ctx, in.Who.Authority); err != nil {
		return err
	}
	n, err := in.door.logNamesOf(ctx, in.Who.Authority)
	if err != nil {
		return err
	}
	f.Authority, f.Limit, f.Offset = in.Who.Authority, entriesAtOnce, 0
	for {
		some, err := in.Ledger().ListAccess(ctx, f)
		if err != nil {
			return err
		}
		for _, one := range some {
			entry := AccessEntry{Access: one, About: in.subjectOf(n, one)}
			if !in.mayReadAbout(entry.About, one.Allowed) {
				continue
			}
			if one.Subject == "" && len(f.About) > 0 {
				entry.About = LogSubject{Kind: aboutChild, ID: f.About[0], Open: true, Among: true}
			}
			entry.Name, entry.ForName = n.By(one.Who)
			if !fn(entry) {
				return nil
			}
		}
		if len(some) < entriesAtOnce {
			return nil
		}
		f.Below = some[len(some)-1].Seq
	}
}

// entriesAtOnce is how many entries of the access log are read at a time.
const entriesAtOnce = 1000

// staffNames gives the names of all who ever worked for an authority, and of its teams, by id.
func (d *Door) staffNames(ctx context.Context, authority string) (map[string]string, error) {
	a, err := d.authority(ctx, authority)
	if err != nil {
		return nil, err
	}
	posts, err := d.postsOf(ctx, a)
	if err != nil {
		return nil, err
	}
	names := map[string]string{System(authority).ID: System(authority).Name}
	for id, one := range posts.teams {
		names[id] = one.name
	}
	for id, one := range posts.workers {
		names[id] = one.name
	}
	for _, who := range d.actors(authority) {
		names[who.ID] = cmp.Or(names[who.ID], who.Name) // one of the staff keeps their own name
	}
	accounts, err := d.accountsOf(ctx, a)
	if err != nil {
		return nil, err
	}
	accounts.names(names)
	return names, nil
}

// FailedImports counts the imports that were begun between two moments and refused, or failed, so that nothing of them was recorded. It is for
// use cases that have asked whether the person may read imports.
func (s *Session) FailedImports(ctx context.Context, since, until time.Time) (n int, err error) {
	list, err := s.Ledger().ListAccess(ctx, ledger.AccessFilter{Authority: s.Who.Authority, Action: string(access.Import), Since: since, Until: until, Limit: mostImports})
	for _, a := range list {
		if a.Allowed && a.Reason == failed {
			n++
		}
	}
	return n, err
}

// mostImports is how many lines about imports are looked through: two for each.
const mostImports = 2000
