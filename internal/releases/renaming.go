package releases

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"heed/internal/access"
	"heed/internal/door"
	"heed/internal/ledger"
	"heed/internal/published"
)

// Pair is two series that are one under two names.
type Pair struct{ Old, New *published.Series }

// Map writes down that a series goes on under another name. Old and newer name a series by its id each, all series of an indicator, or all of a
// file. From then on everybody's published figures follow it. Nothing is written where the two cannot be told or cannot be one.
func Map(ctx context.Context, s *door.Session, old, newer, reason, source string) ([]Pair, error) {
	if strings.TrimSpace(reason) == "" {
		return nil, fmt.Errorf("%w: say why they are one series", door.ErrInvalid)
	}
	table, err := s.Published(ctx)
	if err != nil {
		return nil, err
	}
	pairs, err := pairsOf(table, strings.TrimSpace(old), strings.TrimSpace(newer))
	if err != nil {
		return nil, err
	}
	return pairs, s.Commit(ctx, door.Write{
		Action: access.ImportPublished, Detail: "say that a published series was renamed",
		Append: func(ctx context.Context) (string, bool, error) {
			for i, p := range pairs {
				if err := write(ctx, s, p, strings.TrimSpace(reason), source); err != nil {
					return "some were written", i > 0, err
				}
			}
			return "written", true, nil
		},
	})
}

func write(ctx context.Context, s *door.Session, p Pair, reason, source string) error {
	t := s.Catalogue().Type(door.RenamingType)
	values := make([]string, len(t.Fields))
	for field, value := range map[string]string{
		"new_series": p.New.Key(), "old_series": p.Old.Key(), "reason": reason, "decided_on": s.Day().Format(time.DateOnly), "decided_by": s.Who.By(),
	} {
		values[t.Index(field)] = value
	}
	record, faults, ok := t.Canonical(values)
	if !ok || len(faults) > 0 {
		return fmt.Errorf("%w: %d of the values cannot be taken", door.ErrInvalid, len(faults))
	}
	_, err := s.Ledger().Append(ctx, ledger.AppendRequest{Authority: s.Who.Authority, Record: record, By: s.Who.By(), Source: source, At: s.Now()})
	return err
}

// Unmap takes back what somebody of the same authority said of a series, which is named by its key.
func Unmap(ctx context.Context, s *door.Session, newer, reason string) error {
	if strings.TrimSpace(reason) == "" {
		return fmt.Errorf("%w: say why it is taken back", door.ErrInvalid)
	}
	list, err := s.PublishedRenamings(ctx)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(list, func(r door.Renaming) bool {
		return r.Authority == s.Who.Authority && strings.EqualFold(r.New, strings.TrimSpace(newer))
	})
	if at < 0 {
		return fmt.Errorf("%w: nobody of this authority has said that %.80q goes on with another series; heed published mappings lists what was said", door.ErrNotFound, newer)
	}
	return s.Commit(ctx, door.Write{
		Action: access.ImportPublished, Detail: "take back that a published series was renamed",
		Append: func(ctx context.Context) (string, bool, error) {
			err := s.Ledger().Withdraw(ctx, s.Who.Authority, door.RenamingType, list[at].RecordID, s.Who.By(), strings.TrimSpace(reason), s.Now())
			return "taken back", err == nil, err
		},
	})
}

// pairsOf finds the series that two names are of.
func pairsOf(table *published.Table, old, newer string) ([]Pair, error) {
	if o, n := table.Find(old), table.Find(newer); o != nil && n != nil {
		pair := Pair{o, n}
		return []Pair{pair}, pair.fault()
	}
	var pairs []Pair
	for _, n := range table.Series {
		if n.Key() == "" || !named(n, newer) {
			continue
		}
		var fits []Pair
		for _, o := range table.Series {
			if o == n || o.Key() == "" || !named(o, old) || !sameBut(o, n, old, newer) {
				continue
			}
			fits = append(fits, Pair{o, n})
		}
		if len(fits) > 1 {
			return nil, fmt.Errorf("%w: %s may go on with %s or with %s: name each by its id (heed published series lists them)", door.ErrInvalid, n.ID, fits[0].Old.ID, fits[1].Old.ID)
		}
		pairs = append(pairs, fits...)
	}
	if len(pairs) == 0 {
		return nil, fmt.Errorf("%w: %.80q and %.80q name no two series that could be one: give the id of each (heed published series lists them), the name of an indicator of each, or a file of each", door.ErrNotFound, old, newer)
	}
	for i, p := range pairs {
		if err := p.fault(); err != nil {
			return nil, err
		}
		if slices.ContainsFunc(pairs[:i], func(q Pair) bool { return q.Old == p.Old }) {
			return nil, fmt.Errorf("%w: several series would go on with %s: name each by its id (heed published series lists them)", door.ErrInvalid, p.Old.ID)
		}
	}
	return pairs, nil
}

// named says whether a name is a series' id, its indicator's or its latest file's.
func named(s *published.Series, name string) bool {
	return s.ID == name || strings.EqualFold(s.Indicator, name) || ofFile(s, name)
}

func ofFile(s *published.Series, name string) bool {
	return published.Stem(s.Sources[0].File) == published.Stem(name)
}

// sameBut says whether two series are the same but for what was named: the filters always, the indicator where files were.
func sameBut(old, newer *published.Series, oldName, newName string) bool {
	if len(old.Filters) != len(newer.Filters) {
		return false
	}
	for i, f := range old.Filters {
		g := newer.Filters[i]
		if !strings.EqualFold(f.Name, g.Name) || !strings.EqualFold(f.Value, g.Value) {
			return false
		}
	}
	return !ofFile(old, oldName) || !ofFile(newer, newName) || strings.EqualFold(old.Indicator, newer.Indicator)
}

// fault says why two series cannot be one.
func (p Pair) fault() error {
	switch {
	case p.Old == p.New:
		return fmt.Errorf("%w: both are %s", door.ErrInvalid, p.Old.ID)
	case p.Old.Key() == "" || p.New.Key() == "":
		return fmt.Errorf("%w: Heed works one of the two out itself: name the series that it is made of", door.ErrInvalid)
	case p.Old.Unit != "" && p.New.Unit != "" && isShare(p.Old.Unit) != isShare(p.New.Unit):
		return fmt.Errorf("%w: %s is in %s and %s in %s: they cannot be one series", door.ErrInvalid, p.Old.ID, p.Old.Unit, p.New.ID, p.New.Unit)
	}
	if last, before := p.New.Last(), p.Old.Last(); last.Ending() < before.Ending() {
		return fmt.Errorf("%w: %s ends in %d and %s in %d: give the earlier series first", door.ErrInvalid, p.New.ID, last.Ending(), p.Old.ID, before.Ending())
	}
	for i, period := range p.New.Periods {
		if at := slices.Index(p.Old.Periods, period); at >= 0 && p.Old.Imported() == p.New.Imported() && p.Old.Sources[0].File == p.New.Sources[0].File && p.Old.At(published.England, at) != "" && p.New.At(published.England, i) != "" {
			return fmt.Errorf("%w: %s has both for %s: they are two series", door.ErrInvalid, p.Old.Sources[0].File, period.Label())
		}
	}
	return nil
}

func isShare(unit string) bool { return unit == "%" }
