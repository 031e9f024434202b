package ssd

import (
	"maps"
	"slices"
	"strings"

	"heed/internal/exchange/intake"
)

// placement is what the dataset says of a placement; status of a legal status; period of a period of care.
type (
	placement struct {
		values             map[string]string // by field of an episode
		startedOn, endedOn string
	}
	status struct{ code, startedOn, endedOn string }
	period struct {
		person, enteredOn, firstOn string
		lastOn, endedOn, endReason string
		need                       string
		line                       int // of the first episode
	}
)

// care reads looked-after children. An episode is of one legal status in one placement, and those stand in objects of
// their own, so they are read first.
func care(r *reader) error {
	for _, step := range []struct {
		object string
		begin  begin
	}{
		{"legal_status", statuses}, {"cla_placement", placements}, {"cla_episodes", episodes}, {"cla_reviews", reviews}, {"cla_visits", careVisits},
		{"cla_previous_permanence", simple("previous_permanence", "option")}, {"cla_care_plan", carePlans}, {"missing", missing},
	} {
		if err := r.each(step.object, step.begin); err != nil {
			return err
		}
	}
	return nil
}

// statuses keeps legal statuses for the episodes. In an extract without episodes they are records of their own.
func statuses(p *part) (func() error, error) {
	o := p.record("legal_status")
	if ok, err := p.needs("lega_person_id", "lega_legal_status", "lega_legal_status_start_date"); !ok {
		return nil, err
	}
	list := p.cat.Lists["legal-status"]
	return func() error {
		o.begin()
		s := status{o.Get("legal_status"), o.Get("started_on"), o.Get("ended_on")}
		switch {
		case !list.Has(s.code):
			return p.Leave("a status that is none of being looked after")
		case !p.has("cla_episodes"):
			return o.write()
		}
		p.statuses[o.Get("child_id")] = append(p.statuses[o.Get("child_id")], s)
		p.KeepPartOf("episode")
		return nil
	}, nil
}

// placed are the fields of an episode that come from its placement.
var placed = []string{"placement_type", "placement_provider", "placement_change", "placement_postcode", "provider_urn"}

// noURN is written for a home that Ofsted does not inspect, noDistance where the distance is not known.
const (
	noURN      = "XXXXXXX"
	noDistance = 999
)

func placements(p *part) (func() error, error) {
	o, where := p.record("placement"), p.record("placement_location")
	if ok, err := p.needs("clap_cla_placement_start_date"); !ok {
		return nil, err
	}
	id := p.column("clap_cla_placement_id")
	return func() error {
		o.begin()
		if o.Get("provider_urn") == noURN {
			o.Set("provider_urn", "")
		}
		made := &placement{values: map[string]string{}, startedOn: o.Get("started_on"), endedOn: o.Get("ended_on")}
		for _, field := range placed {
			if o.Said[o.Shape.Type.Index(field)] {
				made.values[field] = o.Get(field)
			}
		}
		if key := p.text(id); key != "" {
			p.placements[key] = made
		}
		child := o.Get("child_id")
		if child == "" {
			p.KeepPartOf("episode")
			return nil
		}
		p.placedIn[child] = append(p.placedIn[child], made)
		if where.begin(); where.Get("distance_miles") != "" && !strings.HasPrefix(where.Get("distance_miles"), "999") {
			if err := where.write(); err != nil {
				return err
			}
		}
		if !p.has("cla_episodes") {
			return o.write()
		}
		p.KeepPartOf("episode")
		return nil
	}, nil
}

func episodes(p *part) (func() error, error) {
	o := p.record("episode")
	if ok, err := p.needs("clae_person_id", "clae_cla_episode_start_date"); !ok {
		return nil, err
	}
	in, care := p.column("clae_cla_placement_id"), p.column("clae_cla_id")
	entered := p.column("clae_entered_care_date")
	whole := p.record("period_of_care")
	p.after = func() error { return p.keepEarlier(whole) }
	return func() error {
		o.begin()
		child, on := o.Get("child_id"), o.Get("started_on")
		if s, ok := p.statusOn(child, on); ok {
			o.Set("legal_status", s)
		}
		if err := p.place(o, p.text(in), child, on); err != nil {
			return err
		}
		p.period(o, p.text(care), p.date(entered))
		return o.write()
	}, nil
}

// statusOn gives the legal status that a child was looked after under on a day: of several the one that began last.
func (r *reader) statusOn(child, on string) (string, bool) {
	best := status{}
	for _, s := range r.statuses[child] {
		if s.startedOn <= on && (s.endedOn == "" || s.endedOn > on || s.endedOn == s.startedOn) && s.startedOn >= best.startedOn {
			best = s
		}
	}
	return best.code, best.code != ""
}

// place fills in an episode what its placement says: the one it names, or else the one that the child was in.
func (p *part) place(o *draft, id, child, on string) error {
	found := p.placements[id]
	if found == nil {
		for _, one := range p.placedIn[child] {
			if one.startedOn <= on && (one.endedOn == "" || one.endedOn > on) && (found == nil || one.startedOn > found.startedOn) {
				found = one
			}
		}
	}
	if found == nil {
		if id == "" || !p.has("cla_placement") {
			return nil
		}
		return p.fault(intake.Fault{
			Line: p.rows.Line(), RecordType: "episode", Field: "placement_type (clae_cla_placement_id)", ValueKind: "reference",
			Reason: "names a placement that cla_placement does not have: export both from one extract, or mend the id", Effect: "field left blank",
		})
	}
	for field, value := range found.values {
		if field == "placement_change" && (o.Get("ended_on") == "" || found.endedOn != o.Get("ended_on")) {
			value = "" // it is why the placement ended, so only its last episode has it
		}
		o.Set(field, value)
	}
	return nil
}

// period keeps what an episode says of its period of care.
func (p *part) period(o *draft, id, enteredOn string) {
	child, on := o.Get("child_id"), o.Get("started_on")
	if id == "" {
		id = child + " " + enteredOn
	}
	c := p.periods[id]
	if c == nil {
		c = &period{person: child, enteredOn: enteredOn, firstOn: on, need: o.Get("primary_need"), line: p.rows.Line()}
		p.periods[id] = c
		p.inCare[child] = append(p.inCare[child], c)
	}
	if enteredOn != "" && (c.enteredOn == "" || enteredOn < c.enteredOn) {
		c.enteredOn = enteredOn
	}
	c.firstOn = min(c.firstOn, on)
	if on >= c.lastOn {
		c.lastOn, c.endedOn, c.endReason = on, o.Get("ended_on"), o.Get("end_reason")
		if c.endReason == "X1" {
			c.endedOn, c.endReason = "", ""
		}
	}
}

// began is the day on which a period of care began.
func (c *period) began() string {
	if c.enteredOn != "" && c.enteredOn < c.firstOn {
		return c.enteredOn
	}
	return c.firstOn
}

// keepEarlier keeps the periods of care of children whose first episodes an extract no longer goes back to: what is left of the
// episodes would have them come into care later than they did. For all other children the episodes say it.
func (p *part) keepEarlier(o *draft) error {
	for _, child := range slices.Sorted(maps.Keys(p.inCare)) {
		list := p.inCare[child]
		if !slices.ContainsFunc(list, func(c *period) bool { return c.began() < c.firstOn }) {
			continue
		}
		for _, c := range p.periodsOf(child) {
			o.begin()
			o.line = c.line
			o.Set("child_id", child)
			o.Set("started_on", c.began())
			o.Set("ended_on", c.endedOn)
			o.Set("end_reason", c.endReason)
			o.Set("primary_need", c.need)
			if err := o.write(); err != nil {
				return err
			}
		}
	}
	return nil
}

// ofCare finds the child of a period of care, where a row names no child itself.
func (p *part) ofCare(o *draft, c column, name string) (ok bool, err error) {
	if o.Get("child_id") != "" {
		return true, nil
	}
	found := p.periods[p.text(c)]
	if found == nil {
		return false, p.broken(name, "a period of care", "cla_episodes")
	}
	o.Set("child_id", found.person)
	return true, nil
}

func reviews(p *part) (func() error, error) {
	o := p.record("review")
	if ok, err := p.needs("clar_cla_review_date"); !ok {
		return nil, err
	}
	of, cancelled := p.column("clar_cla_id"), p.column("clar_cla_review_cancelled")
	return func() error {
		o.begin()
		if gone, _ := p.yes(cancelled); gone {
			return p.Leave("cancelled")
		}
		if o.Get("reviewed_on") == "" {
			return p.Leave("not held yet")
		}
		if ok, err := p.ofCare(o, of, "clar_cla_id"); !ok {
			return err
		}
		return o.write()
	}, nil
}

func careVisits(p *part) (func() error, error) {
	o := p.record("care_visit")
	if ok, err := p.needs("clav_cla_visit_date"); !ok {
		return nil, err
	}
	of := p.column("clav_cla_id")
	return func() error {
		o.begin()
		o.Set("kind", "care")
		if ok, err := p.ofCare(o, of, "clav_cla_id"); !ok {
			return err
		}
		return o.write()
	}, nil
}

// permanenceOptions give the option of a plan for permanence. Where several are planned side by side the first counts.
var permanenceOptions = []string{
	"ADOPTION", "adoption", "LTRELFR", "connected person", "LTFOST18", "long-term fostering", "RESPLMT", "residential",
	"SUPPLIV", "independence", "RETURN1M", "return home", "RETURN6M", "return home", "RETURNEV", "return home", "REMAINSUP", "return home",
}

func carePlans(p *part) (func() error, error) {
	made, aim := p.record("care_plan"), p.record("permanence_plan")
	if ok, err := p.needs("lacp_person_id", "lacp_cla_care_plan_start_date"); !ok {
		return nil, err
	}
	options := p.column("lacp_cla_care_plan_json")
	return func() error {
		made.begin()
		if err := made.write(); err != nil || !p.Kept {
			return err
		}
		set, err := p.flags(options, "lacp_cla_care_plan_json")
		if err != nil {
			return err
		}
		set = only(set, permanenceOptions)
		if len(set) == 0 {
			return nil
		}
		aim.begin()
		aim.Set("option", first(set, permanenceOptions...))
		aim.Set("parallel", trueFalse(len(set) > 1))
		return aim.write()
	}, nil
}

// only gives the flags that are among pairs of a flag and its code.
func only(set map[string]bool, pairs []string) map[string]bool {
	known := map[string]bool{}
	for i := 0; i < len(pairs); i += 2 {
		if set[pairs[i]] {
			known[pairs[i]] = true
		}
	}
	return known
}

// missing records episodes of going missing, and whether a return interview was not offered, declined or accepted. The dataset
// has no day of an interview.
func missing(p *part) (func() error, error) {
	o, talk := p.record("missing_episode"), p.record("return_interview")
	if ok, err := p.needs("miss_person_id", "miss_missing_episode_start_date"); !ok {
		return nil, err
	}
	offered, accepted := p.column("miss_missing_rhi_offered"), p.column("miss_missing_rhi_accepted")
	return func() error {
		o.begin()
		if err := o.write(); err != nil || !p.Kept {
			return err
		}
		was, asked := p.yes(offered)
		yes, answered := p.yes(accepted)
		talk.begin()
		talk.Set("missing_started_on", o.Get("started_on"))
		switch {
		case asked && !was:
			talk.Set("outcome", "not offered")
		case answered && !yes:
			talk.Set("outcome", "declined")
		case answered && yes:
			talk.Set("outcome", "accepted")
		default:
			return nil
		}
		return talk.write()
	}, nil
}

// periodsOf gives a child's periods of care in order.
func (r *reader) periodsOf(child string) []*period {
	list := slices.Clone(r.inCare[child])
	slices.SortFunc(list, func(a, b *period) int { return strings.Compare(a.began(), b.began()) })
	return list
}
