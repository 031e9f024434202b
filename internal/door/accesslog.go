package door

import (
	"cmp"
	"context"
	"time"

	"heed/internal/access"
	"heed/internal/ledger"
	"heed/internal/listing"
)

// Access is one line of the access log.
type Access = ledger.Access

// AccessFilter narrows the access log. A zero field does not narrow.
type AccessFilter struct {
	// Subject is a child's record number, Who a person's id.
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

// AccessEntry is one line of the access log, with the name of who looked.
type AccessEntry struct {
	Access

	Name string
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
	if err := s.door.logRest(ctx, s.Who.Authority); err != nil {
		return AccessPage{}, err
	}
	limit, offset := listing.Window(f.Page, f.PerPage)
	found, err := in.entries(ctx, f, offset+limit+1)
	if err != nil {
		return AccessPage{}, err
	}
	found = found[min(offset, len(found)):]
	page := AccessPage{Filter: f, More: len(found) > limit}
	names, err := s.StaffNames(ctx)
	if err != nil {
		return AccessPage{}, err
	}
	for _, entry := range found[:min(len(found), limit)] {
		page.Entries = append(page.Entries, AccessEntry{entry, names[entry.Who]})
	}
	about := TypedNumber(f.Subject)
	if !in.Scope.Knows(f.Subject) {
		about = "" // else the entry of this look would tell whether there is such a child
	}
	return page, s.Log(ctx, access.ReadAccessLog, about, "access log")
}

// entries gives the latest entries that a filter keeps and the reader may see, at most so many.
func (in *Inquiry) entries(ctx context.Context, f AccessFilter, most int) (list []Access, err error) {
	const atOnce = 1000
	for offset := 0; len(list) < most; offset += atOnce {
		some, err := in.Ledger().ListAccess(ctx, ledger.AccessFilter{
			Authority: in.Who.Authority, Subject: f.Subject, Who: f.Who, Since: f.Since, Until: f.Until, Refused: f.Refused, Limit: atOnce, Offset: offset,
		})
		if err != nil {
			return nil, err
		}
		for _, entry := range some {
			if in.mayRead(entry) {
				list = append(list, entry)
			}
		}
		if len(some) < atOnce {
			break
		}
	}
	return list[:min(len(list), most)], nil
}

// mayRead says whether a reader may see an entry of the access log: of what is of no child, and of a child whose record they may open. What was
// refused of a number that no child has is left out like what was refused of a child whose record is closed, so that neither tells which it is. Who may see
// every child by name sees all.
func (in *Inquiry) mayRead(entry Access) bool {
	switch {
	case entry.Subject == "", in.Scope.Stranger.Name:
		return true
	case entry.Allowed:
		return in.Scope.Of(entry.Subject).Read
	}
	return in.Scope.Knows(entry.Subject)
}

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
