package ssd

import (
	"cmp"
	"slices"
	"time"

	"heed/internal/exchange/intake"
)

// Source says what is known of an extract besides what is in it.
type Source struct {
	// Today is the day of the import: a later date is a fault. Where it is the zero time no date is.
	Today time.Time
	// Own gives the day of the extract as the end of a span, of the last day recorded in it. Where it is nil nothing is covered.
	Own func(last string) (intake.Span, error)
}

// source is how people name the dataset.
const source = "Safeguarding dataset"

// asItStands are the record types of which an extract says no more than how things stand on its day: who
// there is, or the latest of something. So it is with what has no day of its own.
var asItStands = append([]string{"child", "worker", "leaving_care_status", "accommodation"}, latest...)

// partly are the record types of which an extract has a part only, which covers no day: the return interviews are without
// theirs, and periods of care are kept for children alone whose first episodes are no longer there.
var partly = []string{"return_interview", "period_of_care"}

// covers says which days the extract covers of each record type that it gave: from the first day recorded to its own day.
func (r *reader) covers(src Source) error {
	if src.Own == nil {
		return nil
	}
	own, err := src.Own(r.receiver.LastRecorded())
	if err != nil {
		return err
	}
	ids := slices.Clone(latest)
	for _, t := range types {
		ids = append(ids, t.id)
	}
	for _, id := range ids {
		of := r.receiver.Recorded(id)
		if of.Records == 0 || slices.Contains(partly, id) {
			continue
		}
		span := own
		span.From = cmp.Or(of.First, span.To)
		if slices.Contains(asItStands, id) {
			span.From = span.To
		}
		if err := r.receiver.Cover(id, source, span); err != nil {
			return err
		}
	}
	return nil
}
