package ssd

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"heed/catalogue"
	"heed/internal/exchange/intake"
)

// leaving reads care leavers and, last since it must know who is in care, who works with whom.
func leaving(r *reader) error {
	if err := r.each("involvements", involvements); err != nil {
		return err
	}
	if err := r.each("cla_immunisations", immunisations); err != nil {
		return err
	}
	return r.each("care_leavers", leavers)
}

// homeKinds give a kind of accommodation by the first letter of the SSDA903's code.
var homeKinds = map[string]string{
	"B": "parents", "C": "community home", "D": "semi-independent", "E": "supported lodgings", "G": "other", "H": "other",
	"K": "ordinary lodgings", "R": "not known", "S": "homeless", "T": "foyer", "U": "independent", "V": "emergency",
	"W": "bed and breakfast", "X": "custody", "Y": "other", "Z": "former foster carers",
}

// leavers reads the state of each care leaver on the day of the extract. What has no day of its own there is given the year,
// the start of the present home, or the day on which the standing began by law.
func leavers(p *part) (func() error, error) {
	year, standing, home := p.record("care_leaver"), p.record("leaving_care_status"), p.record("accommodation")
	contacted, plan := p.record("adviser_contact"), p.record("pathway_review")
	if ok, err := p.needs("clea_person_id"); !ok {
		return nil, err
	}
	where, suits := p.column("clea_care_leaver_accommodation"), p.column("clea_care_leaver_accom_suitable")
	return func() error {
		if err := p.leaverYear(year, p.text(where), p.text(suits)); err != nil {
			return err
		}
		standing.begin()
		standing.Set("from_on", p.standingFrom(standing.Get("child_id"), standing.Get("standing")))
		if err := p.leaverStanding(standing); err != nil {
			return err
		}
		if err := p.leaverHome(home, p.text(where), p.text(suits)); err != nil {
			return err
		}
		if plan.begin(); plan.Get("reviewed_on") != "" {
			if err := plan.write(); err != nil {
				return err
			}
		}
		if contacted.begin(); contacted.Get("contact_on") != "" {
			contacted.Set("kind", "not known")
			return contacted.write()
		}
		return p.Leave("nothing that has a day")
	}, nil
}

// leaverStanding records a standing. One whose first day cannot be told gives a fault, and one that is none in law nothing.
func (p *part) leaverStanding(o *draft) error {
	switch {
	case !p.cat.Lists["leaving-care-standing"].Has(o.Get("standing")):
		return nil
	case o.Get("from_on") != "":
		return o.write()
	}
	return p.fault(intake.Fault{
		Line: p.rows.Line(), RecordType: "leaving_care_status", Field: "from_on", ValueKind: "date",
		Reason: "the day on which the standing began cannot be told: it needs the date of birth and the periods of care in the same extract",
		Effect: catalogue.EffectKeptOut,
	})
}

// leaverYear keeps the state as that of the year to 31 March that the extract's last day falls in.
func (p *part) leaverYear(o *draft, where, suits string) error {
	day, err := time.Parse(time.DateOnly, p.day)
	o.begin()
	if err != nil || o.Get("in_touch") == "" {
		return nil //nolint:nilerr // an extract that no day is known of, so that its year is not known either
	}
	o.Set("year_ending_on", intake.YearEnd(intake.YearOf(day)))
	code := where
	if len(where) == 1 && (suits == "1" || suits == "2") {
		code = strings.ToUpper(where) + suits
	}
	if o.from[o.Shape.Type.Index("accommodation")] != none {
		o.Set("accommodation", code)
	}
	return o.write()
}

// leaverHome records where a care leaver lives, since the day on which the address that has not ended began.
func (p *part) leaverHome(o *draft, where, suits string) error {
	o.begin()
	from := p.homes[o.Get("child_id")]
	if where == "" || from == "" {
		return nil
	}
	o.Set("started_on", from)
	o.Set("kind", cmp.Or(homeKinds[intake.Lodging(where)], where)) // what is none of them is a fault
	switch suits {
	case "1":
		o.Set("suitable", "true")
	case "2":
		o.Set("suitable", "false")
	}
	return o.write()
}

// standingFrom gives the day from which a care leaver has a standing, blank where it cannot be told.
func (p *part) standingFrom(child, standing string) string {
	entered, left := "", ""
	for _, c := range p.periodsOf(child) {
		if left = c.endedOn; left == "" {
			entered = c.began()
		}
	}
	if left != "" {
		entered = ""
	}
	return intake.StandingFrom(standing, p.born[child], entered, left)
}

// roles give a role towards a child by the words or codes that systems have for it, the narrower first.
var roles = []struct{ word, role string }{
	{"personal advis", "personal adviser"}, {"independent reviewing", "reviewing officer"}, {"reviewing officer", "reviewing officer"}, {"iro", "reviewing officer"},
	{"conference chair", "conference chair"}, {"family support", "family support worker"},
	{"case worker", "social worker"}, {"allocated worker", "social worker"}, {"social worker", "social worker"}, {"cw", "social worker"}, {"pa", "personal adviser"},
}

// roleOf reads a role. A short word must stand by itself.
func roleOf(words string) string {
	words = strings.ToLower(words)
	for _, r := range roles {
		if len(r.word) <= 3 && slices.Contains(strings.FieldsFunc(words, notLetter), r.word) || len(r.word) > 3 && strings.Contains(words, r.word) {
			return r.role
		}
	}
	return ""
}

func notLetter(c rune) bool { return c < 'a' || c > 'z' }

func involvements(p *part) (func() error, error) {
	o, of903 := p.record("allocation"), p.record("social_worker")
	if ok, err := p.needs("invo_professional_id", "invo_involvement_start_date"); !ok {
		return nil, err
	}
	if ok, err := p.needsOne("invo_person_id", "invo_referral_id"); !ok {
		return nil, err
	}
	role, ref := p.column("invo_professional_role_id"), p.column("invo_referral_id")
	return func() error {
		o.begin()
		child := o.Get("child_id")
		if child == "" && ref != none {
			from, ok := p.referrals[p.text(ref)]
			if !ok {
				return p.broken("invo_referral_id", "a referral", "cin_episodes")
			}
			child = from.person
			o.Set("child_id", child)
		}
		what := roleOf(p.text(role))
		if what == "" {
			return p.Leave("a role that Heed does not keep")
		}
		o.Set("role", what)
		if err := o.write(); err != nil || !p.Kept || what != "social worker" || !p.caredFor(o) {
			return err
		}
		of903.begin()
		of903.Set("child_id", child)
		return of903.write()
	}, nil
}

// caredFor says whether the child was in care while the worker was theirs: those the looked-after return names too.
func (p *part) caredFor(o *draft) bool {
	from, to := o.Get("started_on"), o.Get("ended_on")
	if p.endless["cla_episodes"] || p.endless[p.object.Name] {
		return false // when either ended cannot be told
	}
	return slices.ContainsFunc(p.inCare[o.Get("child_id")], func(c *period) bool {
		return (to == "" || c.began() < to) && (c.endedOn == "" || c.endedOn > from)
	})
}

// nothing is kept of these objects, and why.
var unkept = map[string]string{
	"cla_convictions":   "Heed keeps whether a child was convicted in the year, from the looked-after return, and not each offence",
	"voice_of_child":    "its answers have no day, so it cannot be told when the child was asked",
	"s251_finance":      "its columns have no meaning yet",
	"ehcp_active_plans": "it has the day of the last review, and Heed keeps the day of the decision notified after it",
	"sen_need":          "Heed keeps no kinds of special educational need",
	"version_log":       "it is about the extract itself",
	"api_data_staging":  "it is what is sent to the DfE, made of the other objects",
}

// unread counts the rows of objects of which nothing is kept, and says why.
func unread(r *reader) error {
	read := map[string]bool{}
	for _, done := range r.parts {
		read[done.File] = true
	}
	for _, file := range r.files {
		if read[file.Name] {
			continue
		}
		why := unkept[file.Object.Name]
		err := r.one(file, false, func(p *part) (func() error, error) {
			p.nobody = why
			return nil, nil //nolint:nilnil // nothing is done with its rows
		})
		if err != nil {
			return err
		}
	}
	return nil
}
