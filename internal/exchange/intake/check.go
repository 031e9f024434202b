package intake

import (
	"slices"
	"time"

	"heed/catalogue"
)

// check gives a fault for each thing that is impossible in a row that goes in all the same. Dates in
// canonical text sort as they follow each other, so they are compared as text.
func (t *Table) check(values []string, usable func(int) bool, at Place) error {
	s := t.shape
	if err := t.codes(values, usable, at); err != nil {
		return err
	}
	if t.receiver.today != "" {
		for _, i := range s.events {
			if usable(i) && values[i][:10] > t.receiver.today {
				if err := t.given(i, ReasonFuture, at); err != nil {
					return err
				}
			}
		}
	}
	for _, p := range s.spans {
		if usable(p.from) && usable(p.to) && values[p.to] < values[p.from] {
			if err := t.given(p.to, "before "+s.FieldName(p.from), at); err != nil {
				return err
			}
		}
	}
	if !s.aboutKids || s.child < 0 {
		return nil
	}
	if s.Type.ID == "child" {
		return t.list(values, usable, at)
	}
	return t.checkChild(values, usable, at)
}

// usable says whether a field has a value that goes in.
func (t *Table) usable(values []string, faults []catalogue.Fault, i int) bool {
	return values[i] != "" && !slices.ContainsFunc(faults, func(f catalogue.Fault) bool { return f.Field == t.shape.Type.Fields[i].ID })
}

// list keeps what the header says of a child, with which the rows that follow are compared.
func (t *Table) list(values []string, usable func(int) bool, at Place) error {
	s := t.shape
	said := slices.Clone(values)
	for _, i := range []int{s.bornOn, s.sex} {
		if i >= 0 && !usable(i) {
			said[i] = ""
		}
	}
	c := t.receiver.know(s, said)
	if other := t.receiver.alike[bareID(values[s.child])]; other != values[s.child] && other != "" {
		if err := t.given(s.child, ReasonAlike, at); err != nil {
			return err
		}
	}
	own := s.Type.Index("own_child_born_on")
	if c.bornOn != "" && own >= 0 && usable(own) && values[own] <= c.bornOn {
		return t.given(own, ReasonUnborn, at)
	}
	return nil
}

func (t *Table) checkChild(values []string, usable func(int) bool, at Place) error {
	s := t.shape
	c, known := t.receiver.children[values[s.child]]
	if !known {
		if !t.receiver.listed {
			return nil
		}
		if t.receiver.alike[bareID(values[s.child])] != "" {
			return t.given(s.child, ReasonNearly, at)
		}
		return t.given(s.child, ReasonUnlisted, at)
	}
	if c.bornOn == "" {
		return nil
	}
	for _, i := range s.lived {
		if usable(i) && values[i] < c.earliest {
			if err := t.given(i, t.unborn(), at); err != nil {
				return err
			}
		}
	}
	return nil
}

func (t *Table) unborn() string {
	if t.receiver.prebirth > 0 {
		return "more than ten months before the child was born"
	}
	return ReasonUnborn
}

// given gives the fault of a field that is kept as it was given.
func (t *Table) given(i int, reason string, at Place) error {
	kind := "date"
	if ft := t.shape.Type.Fields[i].Type; ft != catalogue.FieldDate {
		kind = string(ft)
	}
	return t.receiver.Fault(Fault{
		File: at.File, Line: at.line(i), RecordType: t.shape.Type.ID, Field: t.shape.FieldName(i),
		ValueKind: kind, Reason: reason, Effect: catalogue.EffectAsGiven,
	})
}

// know keeps what a row of the header says of a child, blank where it is faulty.
func (d *Receiver) know(s *Shape, values []string) child {
	c := child{bornOn: values[s.bornOn], earliest: values[s.bornOn], sex: values[s.sex]}
	if born, err := time.Parse(time.DateOnly, c.bornOn); err == nil {
		c.earliest = born.Add(-d.prebirth).Format(time.DateOnly)
	}
	d.children[values[s.child]] = c
	if bare := bareID(values[s.child]); d.alike[bare] == "" {
		d.alike[bare] = values[s.child]
	}
	return c
}
