package annexa

import (
	"strings"

	"heed/catalogue"
	"heed/internal/exchange/intake"
)

// person is what the lists say of one child, who may be in several of them.
type person struct {
	part     *part
	line     int
	values   []string
	said     []bool
	disabled string // true, false or blank
	alone    bool
}

// people makes one record of each child, whichever lists have it. Where a later list says otherwise there is a fault.
func (r *reader) people(parts []*part) error {
	all := map[string]*person{}
	var order []*person
	for _, p := range parts {
		if p.List.Number == adopters {
			continue
		}
		o := p.record("child")
		err := p.each(func() error {
			if p.subject() == "" || p.note() {
				return nil
			}
			o.begin()
			one := all[o.Get("child_id")]
			if one == nil {
				one = &person{part: p, line: p.line, values: make([]string, len(o.Values)), said: make([]bool, len(o.Values))}
				all[o.Get("child_id")] = one
				order = append(order, one)
			}
			p.flags(one)
			return p.merge(one, o)
		})
		if err != nil {
			return err
		}
	}
	for _, one := range order {
		if err := r.person(one); err != nil {
			return err
		}
	}
	return nil
}

// note says whether the row in hand is a total or a note below the list: one by its words, or of one cell only.
func (p *part) note() bool {
	filled, id, others := 0, "", []string{}
	at, has := p.columns[p.List.columns[0]]
	for i, cell := range p.cells {
		if strings.TrimSpace(cell) == "" {
			continue
		}
		filled++
		if has && i == at {
			id = cell
		} else {
			others = append(others, cell)
		}
	}
	return filled < 2 || intake.Note(id, others)
}

// flags takes what a row says of a child in columns that are answered yes or no.
func (p *part) flags(one *person) {
	switch intake.YesNo(choice(p.text("Does the Child have a Disability"))) {
	case "true":
		one.disabled = "true"
	case "false":
		if one.disabled == "" {
			one.disabled = "false"
		}
	}
	for _, name := range []string{"Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N)", "UASC"} {
		one.alone = one.alone || intake.YesNo(choice(p.text(name))) == "true"
	}
}

// unknownValue has the values that say that nothing is known, which any other replaces.
var unknownValue = map[string]bool{"": true, "NOBT": true, "U": true}

// merge adds what a row says to what is known of a child.
func (p *part) merge(one *person, o *draft) error {
	for i, f := range o.Shape.Type.Fields {
		v := o.Values[i]
		if !o.Said[i] || v != "" && !p.readable(f, v) {
			if o.Said[i] {
				if err := p.unreadable(o, i, v); err != nil {
					return err
				}
			}
			continue
		}
		switch {
		case unknownValue[one.values[i]]:
			if v != "" || !one.said[i] {
				one.values[i], one.said[i] = v, true
			}
		case unknownValue[v] || v == one.values[i]:
		default:
			if err := p.fault(intake.Fault{
				Line: p.line, RecordType: "child", Field: o.Shape.FieldName(i), ValueKind: string(f.Type), Effect: intake.EffectUnread,
				Reason: "differs from what " + one.part.List.String() + " says of the child, which stays: correct whichever is wrong",
			}); err != nil {
				return err
			}
		}
	}
	return nil
}

// readable says whether a value is one that a field may have.
func (p *part) readable(f *catalogue.Field, v string) bool {
	switch f.Type {
	case catalogue.FieldDate:
		return isDay(v)
	case catalogue.FieldCode:
		list := p.cat.Lists[f.Codes]
		return list.Has(v) || list.Keeps(v)
	default:
		return true
	}
}

func (p *part) unreadable(o *draft, i int, v string) error {
	f := o.Shape.Type.Fields[i]
	reason := intake.ReasonNoDate
	if f.Type == catalogue.FieldCode {
		reason = "not a code of the list " + f.Codes
	}
	return p.fault(intake.Fault{
		Line: p.line, RecordType: "child", Field: o.Shape.FieldName(i), ValueKind: catalogue.ValueKind(v), Reason: reason,
		Effect: catalogue.EffectBlank,
	})
}

func (r *reader) person(one *person) error {
	o := one.part.record("child")
	copy(o.Values, one.values)
	copy(o.Said, one.said)
	child := o.Get("child_id")
	r.born[child] = o.Get("born_on")
	if err := o.writeFrom(one.part.file, one.line); err != nil {
		return err
	}
	if one.disabled == "false" {
		none := one.part.record("disability")
		none.Set("child_id", child)
		none.Set("disability", "NONE")
		if err := none.writeFrom(one.part.file, one.line); err != nil {
			return err
		}
	}
	if !one.alone {
		return nil
	}
	alone := one.part.record("unaccompanied_child")
	alone.Set("child_id", child)
	return alone.writeFrom(one.part.file, one.line)
}

// known takes from the lists the days by which records in other lists are known.
func (r *reader) known(parts []*part) {
	for _, p := range parts {
		_ = p.each(func() error { // nothing in it fails
			child := p.subject()
			switch p.List.Number {
			case 3:
				r.begins(child, p.date("Date of referral"))
			case 6:
				r.begins(child, p.date("CIN Start Date"))
			case 8:
				if from := p.date(cameIn); from > r.cared[child][0] {
					r.cared[child] = [2]string{from, p.date("Date Ceased to be Looked After")}
				}
			}
			return nil
		})
	}
}

func (r *reader) begins(child, on string) {
	if on != "" {
		r.referred[child] = append(r.referred[child], on)
	}
}

// referredOn gives the last day, up to another, on which a child was referred, blank where the lists have none.
func (r *reader) referredOn(child, by string) string {
	on := ""
	for _, day := range r.referred[child] {
		if day <= by && day > on {
			on = day
		}
	}
	return on
}

// latest gives the latest day, up to today, that stands in any column of dates: where nothing else says so, it is the day of
// the extract.
func (r *reader) latest(parts []*part) string {
	day := ""
	for _, p := range parts {
		for _, name := range p.List.columns {
			if !strings.Contains(" "+words(name)+" ", " date ") {
				continue
			}
			used := p.used[name]
			_ = p.each(func() error { // nothing in it fails
				if d := p.date(name); d > day && (r.today == "" || d <= r.today) {
					day = d
				}
				return nil
			})
			p.used[name] = used
		}
	}
	return day
}
