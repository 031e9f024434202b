package published

import (
	"fmt"
	"slices"
)

// rates are the series that Heed works out, because counts of a large and a small authority do not compare: a published count
// for each 10,000 of the children aged 0 to 17 who were estimated to live there in the middle of the year before.
var rates = []struct{ id, count, title string }{
	{"cp-plans-rate", "cp-plans", "Children on a child protection plan, per 10,000 children"},
	{"cin-rate", "cin-at-31-march", "Children in need, per 10,000 children"},
	{"referrals-rate", "referrals", "Referrals in the year, per 10,000 children"},
}

// population is the series of estimates that rates are divided by.
const population = "population-under-18"

const rateNote = "Worked out by Heed: the published count, divided by the published estimate of children aged 0 to 17 in the middle of the year before."

// derive adds each rate after the count that it is of.
func (t *Table) derive() {
	people := t.Find(population)
	if people == nil {
		return
	}
	for _, r := range rates {
		count := t.Find(r.count)
		if count == nil || t.Find(r.id) != nil {
			continue
		}
		rate := &Series{
			ID: r.id, Topic: count.Topic, Title: r.title, When: count.When, Unit: "per 10,000", Note: rateNote,
			Indicator: count.Indicator, Filters: count.Filters, Periods: count.Periods, Sources: append(slices.Clone(count.Sources), people.Sources...), values: map[string][]Value{},
		}
		for area, row := range count.values {
			values := make([]Value, len(row))
			for i, v := range row {
				values[i] = v.per(people.in(area, count.Periods[i].Ending()-1))
			}
			rate.values[area] = values
		}
		t.byID[rate.ID] = rate
		t.Series = slices.Insert(t.Series, slices.Index(t.Series, count)+1, rate)
	}
}

// in gives the value of an area for the period that ends in a year.
func (s *Series) in(area string, year int) Value {
	i := slices.IndexFunc(s.Periods, func(p Period) bool { return p.Ending() == year })
	if i < 0 {
		return ""
	}
	return s.At(area, i)
}

// per divides a count by a population and multiplies it by 10,000. A symbol in either is the answer's symbol.
func (v Value) per(people Value) Value {
	switch {
	case v == "" || v.IsSymbol():
		return v
	case people == "" || people.IsSymbol():
		return people
	}
	n, _ := v.Number()
	of, _ := people.Number()
	if of == 0 {
		return ""
	}
	return Value(fmt.Sprintf("%.1f", 10_000*n/of))
}
