package ledgertest

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"heed/catalogue"
)

// saying is what one extract says of a record: the values of its fields, and those it is silent of.
type saying struct {
	values map[string]string
	silent []string
}

func (s saying) record(id string) catalogue.Record {
	return catalogue.Record{Type: "review", ID: id, Subject: "child-" + id, Body: []byte(s.body()), Silent: s.silent}
}

func (s saying) body() string {
	var members []string
	for _, field := range slices.Sorted(maps.Keys(s.values)) {
		members = append(members, strconv.Quote(field)+":"+strconv.Quote(s.values[field]))
	}
	return "{" + strings.Join(members, ",") + "}"
}

// under gives what is said with what another says of the fields that nobody has said anything of.
func (s saying) under(other saying) saying {
	both := saying{values: maps.Clone(s.values)}
	for _, field := range s.silent {
		if v, said := other.values[field]; said && both.values[field] == "" {
			both.values[field] = v
		}
		if slices.Contains(other.silent, field) {
			both.silent = append(both.silent, field)
		}
	}
	return both
}

// years are the extracts of each year that were imported and not undone, the last last.
type years map[int][]map[string]saying

// standing is what the years say together, which knows nothing of the order in which they came.
func (y years) standing() map[string]string {
	all := make(map[string]saying)
	for _, year := range slices.Backward(slices.Sorted(maps.Keys(y))) {
		if len(y[year]) == 0 {
			continue
		}
		for id, says := range y[year][len(y[year])-1] {
			if newer, held := all[id]; held {
				says = newer.under(says)
			}
			all[id] = says
		}
	}
	state := make(map[string]string)
	for id, says := range all {
		state["review/"+id] = says.body()
	}
	return state
}

func drawSayings(t *rapid.T) map[string]saying {
	fields := []string{"a", "b", "c"}
	silences := []string{"", "a", "ab", "c", "abc"}
	drawn := make(map[string]saying)
	for _, id := range rapid.SliceOfDistinct(rapid.SampledFrom([]string{"1", "2", "3"}), rapid.ID).Draw(t, "ids") {
		s := saying{values: make(map[string]string)}
		silent := rapid.SampledFrom(silences).Draw(t, "silent")
		for _, f := range fields {
			if strings.Contains(silent, f) {
				s.silent = append(s.silent, f)
			} else if v := rapid.SampledFrom([]string{"", "x", "y"}).Draw(t, f); v != "" {
				s.values[f] = v
			}
		}
		drawn[id] = s
	}
	return drawn
}

// Whatever is imported in whatever order, repeated, corrected or undone: the answer is that of the years alone.
func (h Harness) theOrderOfArrivalOfYearsDoesNotMatter(t *testing.T) {
	t.Parallel()
	s, runs := h.open(t), 0
	rapid.Check(t, func(rt *rapid.T) {
		runs++
		authority := strconv.Itoa(runs) // each run has a ledger of its own: an authority's
		model, batches := make(years), make(map[int][]string)
		for n := range rapid.IntRange(1, 10).Draw(rt, "steps") {
			year := rapid.IntRange(2021, 2024).Draw(rt, "year")
			if had := len(batches[year]); had > 0 && rapid.IntRange(0, 4).Draw(rt, "undo") == 0 {
				last := batches[year][had-1]
				if _, err := s.Undo(t.Context(), authority, last, "analyst", "a mistake", day0); err != nil {
					rt.Fatal(err)
				}
				model[year], batches[year] = model[year][:had-1], batches[year][:had-1]
				compare(rt, s, authority, model.standing())
				continue
			}
			says := drawSayings(rt)
			b := yearOf("b"+strconv.Itoa(n), year)
			b.Authority = authority
			var records []catalogue.Record
			for id, each := range says {
				records = append(records, each.record(id))
			}
			importRecords(t, s, b, records...)
			if had := len(model[year]); had > 0 {
				for id, earlier := range model[year][had-1] {
					if now, held := says[id]; held {
						says[id] = now.under(earlier)
					}
				}
			}
			model[year] = append(model[year], says)
			batches[year] = append(batches[year], b.ID)
			compare(rt, s, authority, model.standing())

			b.ID += " again"
			again, err := s.Import(t.Context(), b, put(records...))
			if err != nil || again.Appended+again.Withdrawn > 0 {
				rt.Fatalf("importing it again gave %+v, %v", again, err)
			}
		}
		if _, err := s.Verify(t.Context(), authority, 0); err != nil {
			rt.Fatal(err)
		}
	})
}
