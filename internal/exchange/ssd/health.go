package ssd

import (
	"slices"
	"strings"
)

// health reads checks, immunisations, scores and substance misuse.
func health(r *reader) error {
	var checks checks
	if err := r.gather("cla_health", checks.gather); err != nil {
		return err
	}
	for _, step := range []struct {
		object string
		begin  begin
	}{
		{"cla_health", checks.keep},
		{"cla_substance_misuse", simple("substance_misuse", "found_on")}, {"sdq_scores", simple("sdq", "scored_on")},
	} {
		if err := r.each(step.object, step.begin); err != nil {
			return err
		}
	}
	return nil
}

// immunisations reads whether each child's immunisations are up to date. Some systems write no day of it: it is then how things stand
// on the extract's own day, which is known once all else has been read.
func immunisations(p *part) (func() error, error) {
	o := p.record("immunisation_status")
	if ok, err := p.needs("clai_person_id"); !ok {
		return nil, err
	}
	dated, day := p.column("clai_immunisations_status_date"), p.day
	if p.own != nil {
		span, err := p.own(p.receiver.LastRecorded())
		if err != nil {
			return nil, err
		}
		day = span.To
	}
	return func() error {
		o.begin()
		if dated == none && day != "" && o.Get("up_to_date") != "" {
			o.Set("stated_on", day)
		}
		if o.Get("stated_on") == "" {
			return p.Leave("no stated on")
		}
		return o.write()
	}, nil
}

// checks are the days of each child's health assessments, and the first day of all.
type checks struct {
	of    map[string][]string
	first string
}

// dental and assessment say what a check is by its words.
func dental(kind string) bool {
	return strings.Contains(kind, "dent") || strings.Contains(kind, "teeth")
}

func assessment(kind string) bool {
	return strings.Contains(kind, "health") || strings.Contains(kind, "medical") || kind == "iha" || kind == "rha"
}

func (k *checks) gather(p *part) (func() error, error) {
	k.of = map[string][]string{}
	person, kind, on, state := p.column("clah_person_id"), p.column("clah_health_check_type"), p.column("clah_health_check_date"), p.column("clah_health_check_status")
	return func() error {
		day := p.date(on)
		if !isDay(day) || !assessment(strings.ToLower(p.text(kind))) || !done(p.text(state)) {
			return nil
		}
		if k.first == "" || day < k.first {
			k.first = day
		}
		k.of[p.text(person)] = append(k.of[p.text(person)], day)
		return nil
	}, nil
}

func done(state string) bool { return state == "" || strings.EqualFold(state, "completed") }

func (k *checks) keep(p *part) (func() error, error) {
	made, teeth := p.record("health_assessment"), p.record("dental_check")
	if ok, err := p.needs("clah_person_id", "clah_health_check_id", "clah_health_check_type", "clah_health_check_date"); !ok {
		return nil, err
	}
	kind, state := p.column("clah_health_check_type"), p.column("clah_health_check_status")
	return func() error {
		what, how := strings.ToLower(p.text(kind)), strings.ToLower(p.text(state))
		if how == "cancelled" || how == "planned" {
			return p.Leave(how)
		}
		if dental(what) {
			teeth.begin()
			teeth.Set("refused", trueFalse(how == "refused"))
			return teeth.write()
		}
		if !assessment(what) {
			return p.Leave("a check that is neither of health nor of teeth")
		}
		made.begin()
		made.Set("kind", k.kind(p, what, made.Get("child_id"), made.Get("held_on")))
		if how == "refused" {
			made.Set("declined_on", made.Get("held_on"))
			made.Set("held_on", "")
		}
		return made.write()
	}, nil
}

// kind says whether an assessment is the initial one: it says so, or it is the first since the child came into care, on
// days that the extract goes back to.
func (k *checks) kind(p *part, what, child, on string) string {
	switch {
	case strings.Contains(what, "initial") || what == "iha":
		return "initial"
	case strings.Contains(what, "review") || what == "rha":
		return "review"
	}
	began := ""
	for _, c := range p.inCare[child] {
		if day := c.began(); day <= on && day > began {
			began = day
		}
	}
	earlier := slices.ContainsFunc(k.of[child], func(day string) bool { return day >= began && day < on })
	if began != "" && began >= k.first && !earlier {
		return "initial"
	}
	return "review"
}
