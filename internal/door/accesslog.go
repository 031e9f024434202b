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

// AccessLog lists who has looked at what.
func AccessLog(ctx context.Context, s *Session, f AccessFilter) (AccessPage, error) {
	if err := s.Allow(ctx, access.ReadAccessLog, "access log"); err != nil {
		return AccessPage{}, err
	}
	in, err := s.Today().Open(ctx)
	if err != nil {
		return AccessPage{}, Tidy(err)
	}
	limit, offset := listing.Window(f.Page, f.PerPage)
	found, err := s.Ledger().ListAccess(ctx, ledger.AccessFilter{
		Authority: s.Who.Authority, Subject: f.Subject, Who: f.Who, Since: f.Since, Until: f.Until,
		Limit: limit + 1, Offset: offset,
	})
	if err != nil {
		return AccessPage{}, err
	}
	page := AccessPage{Filter: f, More: len(found) > limit}
	names, err := s.StaffNames(ctx)
	if err != nil {
		return AccessPage{}, err
	}
	for _, entry := range found[:min(len(found), limit)] {
		if v := in.Scope.Of(entry.Subject); entry.Subject != "" && !v.Read {
			entry.Subject = "" // the reader may know that somebody looked, not at whom
		}
		page.Entries = append(page.Entries, AccessEntry{entry, names[entry.Who]})
	}
	return page, s.Log(ctx, access.ReadAccessLog, f.Subject, "access log")
}

// staffNames gives the names of all who ever worked for an authority, and of its teams, by id.
func (d *Door) staffNames(ctx context.Context, authority string) (map[string]string, error) {
	a, err := d.authority(ctx, authority)
	if err != nil {
		return nil, err
	}
	workers, err := a.engine.Rows(ctx, d.today(), "worker")
	if err != nil {
		return nil, Tidy(err)
	}
	teams, err := a.engine.Rows(ctx, d.today(), "team")
	if err != nil {
		return nil, Tidy(err)
	}
	names := map[string]string{System(authority).ID: System(authority).Name}
	for _, t := range teams {
		names[t.Text("team_id")] = t.Text("name")
	}
	for _, w := range workers {
		names[w.Text("worker_id")] = w.Text("name")
	}
	if authority == invented {
		for _, g := range guests {
			names[g.ID] = cmp.Or(names[g.ID], g.Name) // one of the staff keeps their own name
		}
	}
	return names, nil
}
