package ssd

import (
	"maps"
	"slices"
	"strings"
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
		day, err := p.dayOf(entered, "clae_entered_care_date")
		if err != nil {
			return err
		}
		if isDay(on) {
			p.period(o, p.text(care), day)
		}
		return o.write()
	}, nil
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
	if on < c.firstOn { // rows come in any order
		c.firstOn, c.need, c.line = on, o.Get("primary_need"), p.rows.Line()
	}
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
			if !p.endless["cla_episodes"] {
				o.Set("ended_on", c.endedOn)
				o.Set("end_reason", c.endReason)
			}
			o.Set("primary_need", c.need)
			if err := o.write(); err != nil {
				return err
			}
		}
	}
	return nil
}

// periodsOf gives a child's periods of care in order.
func (r *reader) periodsOf(child string) []*period {
	list := slices.Clone(r.inCare[child])
	slices.SortFunc(list, func(a, b *period) int { return strings.Compare(a.began(), b.began()) })
	return list
}
