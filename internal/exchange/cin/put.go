package cin

import "heed/internal/exchange/intake"

// put gives the records of a child to the receiver.
func (v *reader) put() error {
	id := v.rows[0].values[v.rows[0].shape.child]
	idLine := v.rows[0].lines[v.rows[0].shape.child]
	held := map[conferenceKey]bool{}
	for _, r := range v.rows {
		r.values[r.shape.child], r.lines[r.shape.child] = id, idLine
		r.inherit()
		skip, err := v.passOver(r, held)
		if err != nil {
			return err
		}
		if skip {
			continue
		}
		at := intake.Place{File: v.src.File, Line: r.line, Lines: r.lines}
		if err := v.tables[r.shape].Put(r.values, at); err != nil {
			return err
		}
	}
	return v.receiver.Settle()
}

// inherit fills the dates by which a record is tied to its referral and its plan.
func (r *row) inherit() {
	if r.need != nil && r.need.referral != r && r.shape.referred >= 0 {
		from := r.need.referral
		r.values[r.shape.referred] = from.values[from.shape.referred]
		r.lines[r.shape.referred] = from.lines[from.shape.referred]
	}
	if r.plan != nil {
		to, from := r.shape.Type.Index("plan_started_on"), r.plan.shape.Type.Index("started_on")
		r.values[to], r.lines[to] = r.plan.values[from], r.plan.lines[from]
	}
}

type conferenceKey struct {
	need *need
	held string
}

// passOver says whether what was read as a record is not one. The census gives the date of
// a conference both for the referral and for the enquiry that led to it: the same
// date is one conference. And a referral with no further action has no episode of
// need, though the census keeps one element for both.
func (v *reader) passOver(r *row, held map[conferenceKey]bool) (bool, error) {
	switch r.shape.Type.ID {
	case "initial_conference":
		key := conferenceKey{r.need, r.values[r.shape.Type.Index("held_on")]}
		if held[key] {
			return true, nil
		}
		held[key] = true
	case "cin_episode":
		referral := r.need.referral
		if referral.values[referral.shape.Type.Index("no_further_action")] == "true" {
			return true, v.noEpisode(r)
		}
	}
	return false, nil
}

// noEpisode gives the fault that what is said of an episode of need is not read, since the
// referral had no further action: the DfE counts no episode of need for it
// (children in need census guide, ReferralNFA).
func (v *reader) noEpisode(r *row) error {
	for i, value := range r.values {
		if value == "" || i == r.shape.child || i == r.shape.referred {
			continue
		}
		return v.receiver.Fault(intake.Fault{
			File: v.src.File, Line: r.lines[i], RecordType: r.shape.Type.ID, Field: r.shape.FieldName(i),
			ValueKind: "element", Reason: "the referral had no further action, so there is no episode of need",
			Effect: intake.EffectUnread,
		})
	}
	return nil
}
