package published

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
)

// Table is all that is published, put together from sets. It is never changed once made.
type Table struct {
	// Series stand in the order of their sets, those that came with Heed first.
	Series []*Series
	areas  map[string]Area
	byID   map[string]*Series
	byKey  map[string]*Series
	// releases are the latest sets by stem, and renamed what people said of series that go by another name.
	releases map[string]*release
	renamed  Renamings
}

// NewTable puts sets together. Two sets whose files share a name but for its years are releases of one file: a series of both
// becomes one, and where both have a value for an area and period the release that goes further wins, an imported one before
// one that came with Heed. It then adds the rates that Heed works out.
func NewTable(sets ...*Set) *Table { return NewTableOf(nil, sets...) }

// NewTableOf does what [NewTable] does, and joins the series of which somebody has said that they are one under two names.
func NewTableOf(renamed Renamings, sets ...*Set) *Table {
	t := &Table{areas: map[string]Area{}, byID: map[string]*Series{}, byKey: map[string]*Series{}, releases: map[string]*release{}, renamed: renamed}
	place := map[*Series]int{}
	for _, set := range sets {
		for _, s := range set.Series {
			place[s] = len(place)
		}
	}
	sets = slices.Clone(sets)
	slices.SortStableFunc(sets, func(x, y *Set) int {
		return cmp.Or(x.last().compare(y.last()), order(x.Imported, y.Imported))
	})
	for _, set := range sets {
		maps.Copy(t.areas, set.Areas)
		stem, own := Stem(set.File), set.keysOf()
		latest := &release{file: set.File, last: set.last()}
		t.releases[stem] = latest
		for _, s := range set.Series {
			key := renamed.follow(s.keyOf(stem), own)
			latest.keys = append(latest.keys, key)
			if old := t.byKey[key]; old != nil {
				place[old] = min(place[old], place[s])
				old.join(s, set.Source)
				continue
			}
			mine := *s
			place[&mine] = place[s]
			mine.Sources = []Source{set.Source}
			mine.known = key
			t.byKey[key] = &mine
			t.Series = append(t.Series, &mine)
		}
	}
	slices.SortStableFunc(t.Series, func(x, y *Series) int {
		return cmp.Or(order(x.Imported(), y.Imported()), cmp.Compare(place[x], place[y]))
	})
	for _, s := range t.Series {
		s.begin()
	}
	t.name()
	t.derive()
	return t
}

// begin leaves out the periods before the first of which the series says anything: its file may reach further back than the series does.
func (s *Series) begin() {
	first := slices.IndexFunc(s.Periods, func(p Period) bool { return s.says(slices.Index(s.Periods, p)) })
	if first <= 0 {
		return
	}
	s.Periods = s.Periods[first:]
	values := make(map[string][]Value, len(s.values))
	for area, row := range s.values {
		values[area] = row[first:]
	}
	s.values = values
}

// says tells whether a number or its suppression is published of a period, and not only that there is none.
func (s *Series) says(i int) bool {
	for _, row := range s.values {
		if v := row[i]; v != "" && (!v.IsSymbol() || !v.none()) {
			return true
		}
	}
	return false
}

func order(x, y bool) int {
	switch {
	case x == y:
		return 0
	case y:
		return -1
	}
	return 1
}

func (set *Set) last() Period {
	if len(set.Periods) == 0 {
		return Period{}
	}
	return set.Periods[len(set.Periods)-1]
}

// Last is the last period that anything is published of; the first where nothing is.
func (s *Series) Last() Period {
	for i, p := range slices.Backward(s.Periods) {
		for _, row := range s.values {
			if row[i] != "" {
				return p
			}
		}
	}
	return s.Periods[0]
}

// Imported says whether no part of the series came with Heed.
func (s *Series) Imported() bool {
	return !slices.ContainsFunc(s.Sources, func(from Source) bool { return !from.Imported })
}

// join puts a later release of a series over this one. The names are those of the set that came with Heed.
func (s *Series) join(later *Series, from Source) {
	if s.Imported() && !from.Imported {
		s.ID, s.Topic, s.Title, s.When, s.Unit, s.Note = later.ID, later.Topic, later.Title, later.When, later.Unit, later.Note
	}
	s.Sources = append([]Source{from}, s.Sources...)
	periods := slices.Clone(s.Periods)
	for _, p := range later.Periods {
		if !slices.Contains(periods, p) {
			periods = append(periods, p)
		}
	}
	slices.SortFunc(periods, Period.compare)
	values := map[string][]Value{}
	for _, one := range []*Series{s, later} {
		for area, row := range one.values {
			if values[area] == nil {
				values[area] = make([]Value, len(periods))
			}
			for i, v := range row {
				if v != "" {
					values[area][slices.Index(periods, one.Periods[i])] = v
				}
			}
		}
	}
	s.Periods, s.values = periods, values
}

// name gives every series an id of its own.
func (t *Table) name() {
	for _, s := range t.Series {
		id := s.ID
		for n := 2; t.byID[s.ID] != nil; n++ {
			s.ID = fmt.Sprintf("%s-%d", id, n)
		}
		t.byID[s.ID] = s
	}
}

// Find gives the series of an id, nil where there is none.
func (t *Table) Find(id string) *Series { return t.byID[id] }

// Area gives an area by its code.
func (t *Table) Area(code string) (Area, bool) {
	a, ok := t.areas[code]
	return a, ok
}

// Former lists the authorities that figures were published of and that are no more, and those published together, by name.
func (t *Table) Former() []Area {
	var list []Area
	for _, a := range t.areas {
		if _, now := FindCouncil(a.Code); a.Level == Authority && !now {
			list = append(list, a)
		}
	}
	slices.SortFunc(list, func(x, y Area) int { return cmp.Or(cmp.Compare(x.Name, y.Name), cmp.Compare(x.Code, y.Code)) })
	return list
}

// Council gives what an area of the table is compared with: for one that is no more, its region only.
func (t *Table) Council(code string) (Council, bool) {
	if c, ok := FindCouncil(code); ok {
		return c, true
	}
	a, ok := t.areas[code]
	if !ok || a.Level != Authority {
		return Council{}, false
	}
	return Council{Code: a.Code, GSS: a.GSS, Name: a.Name, RegionCode: a.Region, Region: t.areas[a.Region].Name}, true
}
