package annexa

import (
	"maps"
	"slices"
	"strings"

	"heed/internal/exchange/intake"
)

func adoption(p *part) func() error {
	decision, adopted := p.record("adoption_decision"), p.record("adoption")
	return func() error {
		if decision.begin(); decision.get("decided_on") != "" {
			if err := decision.write(); err != nil {
				return err
			}
		}
		if adopted.begin(); adopted.get("matched_on") != "" || p.date("Date of Adoption Order") != "" {
			return adopted.write()
		}
		return p.leave("no decision, match or adoption")
	}
}

// home is a household of one or more adopters, each in a row of the list.
type home struct {
	line   int
	values []string
	said   []bool
}

// adopter takes a row about one adopter into the household. The household is the family; an adopter of none is one alone.
func adopter(p *part) func() error {
	o := p.record("adopter_household")
	return func() error {
		o.begin()
		if o.get("household_id") == "" {
			o.set("household_id", p.subject())
		}
		p.ended(o)
		id := o.get("household_id")
		h := p.homes[id]
		if h == nil {
			p.homes[id] = &home{p.line, slices.Clone(o.values), slices.Clone(o.said)}
			return nil
		}
		p.put = true
		p.kept["part of adopter_household"]++
		return p.share(o, h)
	}
}

// ended reads how the assessment came out. Approved or not, the decision has a day; that it was put on hold is none.
func (p *part) ended(o *out) {
	left, why := p.date("Date of leaving adoption process"), words(choice(p.text("Reason for leaving adoption process")))
	switch {
	case o.get("suitability_decided_on") != "":
		o.set("approved", "true")
	case strings.HasPrefix(why, "3") || strings.Contains(why, "refused"):
		day := p.date("Date Stage 2 ended")
		if day == "" {
			day = left
		}
		o.set("suitability_decided_on", day)
		o.set("approved", "false")
	}
	o.mute("withdrawn_on")
	if left != "" && (strings.HasPrefix(why, "1") || strings.Contains(why, "withdrew")) {
		o.set("withdrawn_on", left)
	}
}

// share adds what the row of another adopter says of the household.
func (p *part) share(o *out, h *home) error {
	for i, v := range o.values {
		switch {
		case !o.said[i] || v == "" || v == h.values[i]:
		case h.values[i] == "":
			h.values[i], h.said[i] = v, true
		case o.shape.Type.Fields[i].ID == "ethnicity": // one household, of two people
		default:
			if err := p.fault(intake.Fault{
				Line: p.line, RecordType: "adopter_household", Field: o.shape.FieldName(i), ValueKind: string(o.shape.Type.Fields[i].Type),
				Reason: "differs from the row of the other adopter, which stays: correct whichever is wrong", Effect: intake.EffectUnread,
			}); err != nil {
				return err
			}
		}
	}
	return nil
}

// households writes the households of a list in the order of their first rows.
func (r *reader) households(p *part) error {
	o := p.record("adopter_household")
	ids := slices.SortedFunc(maps.Keys(r.homes), func(a, b string) int { return r.homes[a].line - r.homes[b].line })
	for _, id := range ids {
		h := r.homes[id]
		copy(o.values, h.values)
		copy(o.said, h.said)
		p.put = false
		if err := o.writeFrom(p.file, h.line); err != nil {
			return err
		}
	}
	clear(r.homes)
	return nil
}
