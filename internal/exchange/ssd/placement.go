package ssd

import (
	"strings"

	"heed/internal/exchange/intake"
)

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
