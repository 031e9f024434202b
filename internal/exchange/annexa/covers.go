package annexa

import (
	"time"

	"heed/internal/exchange/format"
	"heed/internal/exchange/intake"
)

// source is how people name the lists.
const source = "Annex A"

// covered is the record types of which the lists hold all that happened, with the months before the day of the extract that
// they hold: Ofsted asks for six months of lists 1 to 8, and for twelve of adoption and adopters (Inspection of local authority
// children's services, Annex A). Of all others they have what holds on that day, or the latest only, such as the last visit or
// the present episode of care.
var covered = map[string]int{
	"contact": 6, "early_help": 6, "referral": 6, "assessment": 6, "assessment_outcome": 6, "section_47": 6, "initial_conference": 6,
	"cin_episode": 6, "cp_plan": 6, "adoption_decision": 12, "adoption": 12, "adopter_household": 12,
}

// partly is the record types of which the lists have a part: that a child has no disability, but not which one a child has.
var partly = map[string]bool{"disability": true}

// covers says which days the lists cover of each record type that they gave.
func (r *reader) covers(src Source) error {
	if src.Own == nil {
		return nil
	}
	own, err := src.Own(src.Stated, r.last)
	if err != nil {
		return err
	}
	for _, id := range types {
		if r.receiver.Recorded(id).Records == 0 || partly[id] {
			continue
		}
		span := own
		span.From = span.To
		if months := covered[id]; months > 0 {
			span.From = format.Before(span.To, months)
		}
		if err := r.receiver.Cover(id, source, span); err != nil {
			return err
		}
	}
	return nil
}

// ownDay gives the day of the extract as the end of a span, and notes it.
func (d *finder) ownDay(name string, day *time.Time) func(stated, last string) (intake.Span, error) {
	return func(stated, last string) (intake.Span, error) {
		span, err := d.search.ExtractSpan(name, stated, last)
		*day, _ = time.Parse(time.DateOnly, span.To) // none is known of an extract without days
		return span, err
	}
}
