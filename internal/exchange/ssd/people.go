package ssd

import (
	"slices"
	"strings"
	"time"
)

// staff reads the workers and teams. Which role a worker has, and which service a team belongs to, decides who may see
// what: that is never taken from an extract.
func staff(r *reader) error {
	err := r.each("department", simple("team"))
	if err != nil {
		return err
	}
	return r.each("professionals", simple("worker"))
}

// simple makes one record of each row, by the catalogue's map alone. without are the columns of which a row must have one
// at least: where all are blank it gives no record.
func simple(record string, must ...string) begin {
	return func(p *part) (func() error, error) {
		o := p.record(record)
		if ok, err := p.needs(keyColumns(o)...); !ok {
			return nil, err
		}
		return func() error {
			o.begin()
			for _, field := range must {
				if o.Get(field) == "" {
					return p.Leave("no " + strings.ReplaceAll(field, "_", " "))
				}
			}
			return o.write()
		}, nil
	}
}

// keyColumns lists the columns of an object that feed a record's key.
func keyColumns(o *draft) []string {
	var names []string
	for _, id := range append([]string{"child_id"}, o.Shape.Type.Key...) {
		f := o.Shape.Type.Field(id)
		if f == nil {
			continue
		}
		for name := range strings.SplitSeq(f.Maps[Kind], ", ") {
			if o.p.object.columns[name] {
				if !slices.Contains(names, name) {
					names = append(names, name)
				}
				break
			}
		}
	}
	return names
}

// people reads who the children are, and what is about nothing but them.
func people(r *reader) error {
	for _, step := range []struct {
		object string
		begin  begin
	}{
		{"send", pupils}, {"linked_identifiers", identifiers}, {"mother", mothers}, {"person", persons}, {"family", simple("family")},
		{"address", addresses}, {"disability", disabilities}, {"immigration_status", immigration},
	} {
		if err := r.each(step.object, step.begin); err != nil {
			return err
		}
	}
	return nil
}

func pupils(p *part) (func() error, error) {
	id, person, upn := p.column("send_table_id"), p.column("send_person_id"), p.column("send_upn")
	return func() error {
		p.sends[p.text(id)] = p.text(person)
		if v := p.text(upn); v != "" {
			u := p.upns[p.text(person)]
			u.now = v
			p.upns[p.text(person)] = u
			p.KeepPartOf("child")
			return nil
		}
		p.KeepPartOf("ehc_request")
		return nil
	}, nil
}

func identifiers(p *part) (func() error, error) {
	person, kind, value := p.column("link_person_id"), p.column("link_identifier_type"), p.column("link_identifier_value")
	return func() error {
		u := p.upns[p.text(person)]
		switch strings.ToLower(p.text(kind)) {
		case "unique pupil number":
			u.now = p.text(value)
		case "former unique pupil number":
			u.former = p.text(value)
		default:
			return p.Leave("an identifier that Heed does not keep")
		}
		p.upns[p.text(person)] = u
		p.KeepPartOf("child")
		return nil
	}, nil
}

func mothers(p *part) (func() error, error) {
	mother, born := p.column("moth_person_id"), p.column("moth_childs_dob")
	return func() error {
		day, err := p.dayOf(born, "moth_childs_dob")
		if was := p.ownChild[p.text(mother)]; day != "" && (was == "" || day < was) {
			p.ownChild[p.text(mother)] = day
		}
		p.KeepPartOf("child")
		return err
	}, nil
}

// oldest is the age from which nobody is a child or a care leaver of the years that an extract goes back to.
const oldest = 26 + 6

func persons(p *part) (func() error, error) {
	child, name := p.record("child"), p.record("child_name")
	if ok, err := p.needs("pers_person_id"); !ok {
		return nil, err
	}
	gender := p.column("pers_gender")
	return func() error {
		child.begin()
		id, born := child.Get("child_id"), child.Get("born_on")
		p.born[id] = born
		if p.grown(born) {
			p.adults[id] = true
			return p.Leave("a grown-up")
		}
		if sex := child.Get("sex"); sex == "" || sex == "U" {
			if other := p.code(child.Shape.Type.Field("sex"), p.text(gender)); other != "" {
				child.Set("sex", other)
			}
		}
		child.identify(p.upns[id], p.ownChild[id])
		if err := child.write(); err != nil {
			return err
		}
		if name.begin(); name.Get("given_name") == "" && name.Get("family_name") == "" {
			return nil
		}
		return name.write()
	}, nil
}

// identify adds the numbers and the own child that other objects say a child has.
func (o *draft) identify(u upns, ownChild string) {
	if u.now != "" && o.Get("upn") == "" {
		o.Set("upn", u.now)
	}
	if u.former != "" {
		o.Set("former_upn", u.former)
	}
	if o.p.has("mother") {
		o.Set("own_child_born_on", ownChild)
	}
	if ownChild != "" && o.Get("is_mother") == "" {
		o.Set("is_mother", "true")
	}
}

// grown says whether somebody born on a day is no child on the day of the import, nor was in the years of the extract.
func (r *reader) grown(born string) bool {
	day, err := time.Parse(time.DateOnly, born)
	return err == nil && r.today != "" && day.AddDate(oldest, 0, 0).Format(time.DateOnly) <= r.today
}

func addresses(p *part) (func() error, error) {
	home := p.record("address")
	person := p.column("addr_person_id")
	return func() error {
		home.begin()
		if home.Get("started_on") == "" {
			return p.Leave("no day on which it began")
		}
		if home.Get("ended_on") == "" && isDay(home.Get("started_on")) && home.Get("started_on") > p.homes[p.text(person)] {
			p.homes[p.text(person)] = home.Get("started_on")
		}
		return home.write()
	}, nil
}

// disabilities keeps each disability of a child once, though systems list some several times.
func disabilities(p *part) (func() error, error) {
	o := p.record("disability")
	if ok, err := p.needs("disa_person_id", "disa_disability_code"); !ok {
		return nil, err
	}
	seen := map[[2]string]bool{}
	return func() error {
		o.begin()
		key := [2]string{o.Get("child_id"), o.Get("disability")}
		if seen[key] {
			return p.Leave("the same disability of the child again")
		}
		seen[key] = true
		return o.write()
	}, nil
}

// alone are the words for a child who came alone to seek asylum.
func alone(status string) bool {
	status = strings.ToLower(status)
	return status == "u" || strings.Contains(status, "unaccompanied") || strings.Contains(status, "uasc")
}

func immigration(p *part) (func() error, error) {
	o, single := p.record("immigration_status"), p.record("unaccompanied_child")
	if ok, err := p.needs("immi_person_id"); !ok {
		return nil, err
	}
	counted := map[string]bool{}
	return func() error {
		o.begin()
		if alone(o.Get("status")) && !counted[o.Get("child_id")] {
			counted[o.Get("child_id")] = true
			single.begin()
			if err := single.write(); err != nil {
				return err
			}
		}
		if o.Get("started_on") == "" {
			return p.Leave("no day on which it began")
		}
		return o.write()
	}, nil
}
