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
		if decision.begin(); decision.Get("decided_on") != "" {
			if err := decision.write(); err != nil {
				return err
			}
		}
		if adopted.begin(); adopted.Get("matched_on") != "" || p.day("Date of Adoption Order") != "" {
			return adopted.write()
		}
		return p.Leave("no decision, match or adoption")
	}
}

// household is one or more adopters, each in a row of the list.
type household struct {
	line   int
	values []string
	said   []bool
}

// adopter takes a row about one adopter into the household. The household is the family; an adopter of none is one alone.
func adopter(p *part) func() error {
	o := p.record("adopter_household")
	return func() error {
		o.begin()
		if o.Get("household_id") == "" {
			o.Set("household_id", p.subject())
		}
		p.decided(o)
		id := o.Get("household_id")
		h := p.households[id]
		if h == nil {
			p.households[id] = &household{p.line, slices.Clone(o.Values), slices.Clone(o.Said)}
			return nil
		}
		p.KeepPartOf("adopter_household")
		return p.mergeAdopter(o, h)
	}
}

// decided reads how the assessment ended: with approval or refusal on a day, or with the adopter's withdrawal. An assessment
// that is on hold has not ended.
func (p *part) decided(o *draft) {
	left, why := p.day("Date of leaving adoption process"), words(choice(p.text("Reason for leaving adoption process")))
	switch {
	case o.Get("suitability_decided_on") != "":
		o.Set("approved", "true")
	case strings.HasPrefix(why, "3") || strings.Contains(why, "refused"):
		day := p.day("Date Stage 2 ended")
		if day == "" || !isDay(day) && isDay(left) {
			day = left
		}
		o.Set("suitability_decided_on", day)
		o.Set("approved", "false")
	}
	o.Omit("withdrawn_on")
	if left != "" && (strings.HasPrefix(why, "1") || strings.Contains(why, "withdrew")) {
		o.Set("withdrawn_on", left)
	}
}

// mergeAdopter adds what the row of another adopter says of the household.
func (p *part) mergeAdopter(o *draft, h *household) error {
	for i, v := range o.Values {
		switch {
		case !o.Said[i] || v == "" || v == h.values[i]:
		case h.values[i] == "":
			h.values[i], h.said[i] = v, true
		case o.Shape.Type.Fields[i].ID == "ethnicity": // one household, of two people
		default:
			if err := p.fault(intake.Fault{
				Line: p.line, RecordType: "adopter_household", Field: o.Shape.FieldName(i), ValueKind: string(o.Shape.Type.Fields[i].Type),
				Reason: "differs from the row of the other adopter, which stays: correct whichever is wrong", Effect: intake.EffectUnread,
			}); err != nil {
				return err
			}
		}
	}
	return nil
}

// writeHouseholds writes the households of a list in the order of their first rows.
func (r *reader) writeHouseholds(p *part) error {
	o := p.record("adopter_household")
	ids := slices.SortedFunc(maps.Keys(r.households), func(a, b string) int { return r.households[a].line - r.households[b].line })
	for _, id := range ids {
		h := r.households[id]
		copy(o.Values, h.values)
		copy(o.Said, h.said)
		p.Resume()
		if err := o.writeFrom(p.file, h.line); err != nil {
			return err
		}
	}
	clear(r.households)
	return nil
}
