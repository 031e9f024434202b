package annexa

import (
	"cmp"
	"errors"
	"time"

	"heed/catalogue"
	"heed/internal/exchange/intake"
)

// cameIn is the column of the day on which a child came into care.
const cameIn = "Date Started to be Looked After"

// careDays are the columns of the days of which the latest began the present episode.
var careDays = []string{cameIn, "Start date of current legal status", "Start Date of Most Recent Placement"}

// care reads looked-after children. A row gives the child's present episode: it began when the present legal status or
// placement did, whichever is later, as in the looked-after return. Where the child came into care earlier, an earlier episode
// is recorded too, of which the first day is all that is known. No periods, placements or legal statuses are recorded of their
// own: where there are such records Heed reads no episodes, and the list has only the last of each.
func care(p *part) func() error {
	now, first := p.record("episode"), p.record("episode")
	last := []*draft{p.record("review"), p.record("care_visit"), p.record("health_assessment"), p.record("dental_check")}
	worker, missed := p.record("listed_worker"), p.record("missing_count")
	return func() error {
		for _, name := range careDays {
			if p.text(name) == "" || p.date(name) != "" {
				continue
			}
			if err := p.fault(intake.Fault{
				Line: p.line, RecordType: "episode", Field: "started_on (" + name + ")", ValueKind: catalogue.ValueKind(p.text(name)),
				Reason: intake.ReasonNoDate, Effect: catalogue.EffectBlank,
			}); err != nil {
				return err
			}
		}
		came := p.date(cameIn)
		began := max(came, p.date(careDays[1]), p.date(careDays[2]))
		if came != "" && came < began {
			first.begin()
			for i, f := range first.Shape.Type.Fields {
				if f.ID != "child_id" && f.ID != "primary_need" {
					first.Omit(f.ID)
				} else if first.Values[i] == "" {
					first.Omit(f.ID)
				}
			}
			first.Set("started_on", came)
			first.Set("start_reason", "S")
			if err := first.write(); err != nil {
				return err
			}
		}
		now.begin()
		now.Set("started_on", began)
		if came == began {
			now.Set("start_reason", "S")
		}
		if err := now.write(); err != nil {
			return err
		}
		if err := errors.Join(p.worker(worker, "care", cmp.Or(came, began), "Date Ceased to be Looked After"), p.missing(missed)); err != nil {
			return err
		}
		return p.lastEvents(last)
	}
}

// lastEvents keeps the last review, visit, health assessment and dental check of a child.
func (p *part) lastEvents(last []*draft) error {
	days := []string{"reviewed_on", "visited_on", "held_on", "checked_on"}
	for i, o := range last {
		if o.begin(); o.Get(days[i]) == "" {
			continue
		}
		if ok, err := p.dated(o, days[i]); !ok {
			if err != nil {
				return err
			}
			continue
		}
		switch o.Shape.Type.ID {
		case "care_visit":
			o.Set("kind", "care")
		case "health_assessment":
			o.Set("health_assessment_id", o.Get("child_id")+" "+o.Get("held_on"))
		}
		if err := o.write(); err != nil {
			return err
		}
	}
	return nil
}

// leaving reads the state of each care leaver on the day of the extract.
func leaving(p *part) func() error {
	standing, year, does := p.record("leaving_care_status"), p.record("care_leaver"), p.record("activity_status")
	plan, contacted := p.record("pathway_review"), p.record("adviser_contact")
	worker, adviser := p.record("listed_worker"), p.record("listed_worker")
	return func() error {
		if err := p.standing(standing); err != nil {
			return err
		}
		if err := errors.Join(p.worker(worker, "leaving care", p.extracted, ""), p.adviser(adviser)); err != nil {
			return err
		}
		if err := p.leaverYear(year); err != nil {
			return err
		}
		if does.begin(); does.Get("activity") != "" && p.extracted != "" {
			does.Set("recorded_on", p.extracted)
			if err := does.write(); err != nil {
				return err
			}
		}
		if plan.begin(); plan.Get("reviewed_on") != "" {
			if err := plan.write(); err != nil {
				return err
			}
		}
		if contacted.begin(); contacted.Get("contact_on") == "" {
			return p.Leave("nothing that has a day")
		}
		contacted.Set("kind", "not known")
		return contacted.write()
	}
}

// leaverYear keeps the state as that of the year to 31 March in which the day of the extract falls.
func (p *part) leaverYear(o *draft) error {
	day, err := time.Parse(time.DateOnly, p.extracted)
	if o.begin(); err != nil || o.Get("in_touch") == "" {
		return nil //nolint:nilerr // lists that no day is known of, so that their year is not known either
	}
	o.Set("year_ending_on", intake.YearEnd(intake.YearOf(day)))
	if o.Get("activity") == "" {
		o.Omit("activity")
	}
	p.lodging(o)
	return o.write()
}

// lodging makes one code of where a care leaver lives and whether it is suitable: a letter, then 1 or 2.
func (p *part) lodging(o *draft) {
	where := choice(p.text("Type of Accommodation"))
	letter := intake.Lodging(where)
	suits := words(choice(p.text("Suitability of Accommodation")))
	switch {
	case where == "":
		o.Omit("accommodation")
	case letter == "", p.cat.Lists["accommodation"].Has(o.Get("accommodation")):
	case suits == "suitable" || intake.YesNo(suits) == "true":
		o.Set("accommodation", letter+"1")
	case suits == "unsuitable" || suits == "not suitable" || intake.YesNo(suits) == "false":
		o.Set("accommodation", letter+"2")
	}
}

// standing keeps a care leaver's standing from the day on which it began by law.
func (p *part) standing(o *draft) error {
	if o.begin(); o.Get("standing") == "" {
		return nil
	}
	child := o.Get("child_id")
	entered, left := p.cared[child][0], p.cared[child][1]
	if left != "" {
		entered = ""
	}
	o.Set("from_on", intake.StandingFrom(o.Get("standing"), p.born[child], entered, left))
	if o.Get("from_on") != "" || !p.cat.Lists["leaving-care-standing"].Has(o.Get("standing")) {
		return o.write()
	}
	return p.fault(intake.Fault{
		Line: p.line, RecordType: "leaving_care_status", Field: "from_on", ValueKind: "date", Effect: catalogue.EffectKeptOut,
		Reason: "the day on which the standing began cannot be told: it needs the date of birth and the child among Children in care",
	})
}
