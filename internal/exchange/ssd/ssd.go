// Package ssd reads the Standard Safeguarding Dataset, as extracts of version 1.4.5 and those near it are written, and earlier ones by
// the names that columns had then: one file an object, read by the names of its columns. Objects that others name by an id are read before them, since a
// record here is known by its days.
package ssd

import (
	_ "embed"
	"fmt"
	"strings"

	"heed/catalogue"
	"heed/internal/exchange/intake"
)

// Kind is the format's name in the catalogue's maps.
const Kind = "ssd"

// Part says what became of one file of an extract.
type Part = intake.Part

// objectsText lists the dataset's objects and the columns of each.
//
//go:embed objects.txt
var objectsText string

// formerText lists the names that columns had before, each with the one that they have now, by object: those of the
// specification before August 2025, of its first drafts, and of the extracts that it gives for Mosaic, Eclipse and System C.
//
//go:embed former.txt
var formerText string

// Object is one table of the dataset.
type Object struct {
	// Name is the object's name without ssd_ before it.
	Name    string
	columns map[string]bool
	former  map[string]string // the present name of a column by a former one
	order   []string
	prefix  string // what the names of its columns begin with, blank where they have nothing in common
}

// Format is the dataset as a catalogue maps it. It does not change, so it may be shared.
type Format struct {
	objects []*Object
	cat     *catalogue.Catalogue
	norm    *intake.Normaliser
	shapes  map[string]*intake.Shape
}

// types are the record types that an extract fills, each with the object without which it fills none. Those of which it
// holds no more than the latest are not among them: what it no longer says of them still holds.
var types = []struct{ id, object string }{
	{"child", "person"}, {"child_name", "person"}, {"family", "family"}, {"address", "address"}, {"disability", "disability"},
	{"immigration_status", "immigration_status"}, {"unaccompanied_child", "immigration_status"},
	{"contact", "contacts"}, {"early_help", "early_help_episodes"}, {"referral", "cin_episodes"}, {"cin_episode", "cin_episodes"},
	{"assessment", "cin_assessments"}, {"assessment_outcome", "cin_assessments"}, {"cin_plan", "cin_plans"}, {"cin_visit", "cin_visits"},
	{"section_47", "s47_enquiry"}, {"section_47_outcome", "s47_enquiry"}, {"initial_conference", "initial_cp_conference"},
	{"cp_plan", "cp_plans"}, {"cp_visit", "cp_visits"}, {"cp_review", "cp_reviews"},
	{"episode", "cla_episodes"}, {"period_of_care", "cla_episodes"}, {"placement_location", "cla_placement"},
	{"placement", "cla_placement"}, {"legal_status", "legal_status"},
	{"health_assessment", "cla_health"}, {"dental_check", "cla_health"}, {"substance_misuse", "cla_substance_misuse"},
	{"review", "cla_reviews"}, {"care_visit", "cla_visits"}, {"previous_permanence", "cla_previous_permanence"},
	{"care_plan", "cla_care_plan"}, {"permanence_plan", "cla_care_plan"}, {"sdq", "sdq_scores"},
	{"missing_episode", "missing"}, {"return_interview", "missing"},
	{"leaving_care_status", "care_leavers"}, {"accommodation", "care_leavers"},
	{"adoption_decision", "permanence"}, {"adoption", "permanence"},
	{"allocation", "involvements"}, {"social_worker", "involvements"}, {"worker", "professionals"}, {"team", "department"},
	{"ehc_request", "ehcp_requests"}, {"pre_proceedings", "pre_proceedings"},
}

// latest are the record types of which an extract holds a child's latest only.
var latest = []string{"immunisation_status", "care_leaver", "adviser_contact", "pathway_review"}

// New gives the format for a catalogue, and an error where the catalogue lacks a record type that the dataset fills.
func New(cat *catalogue.Catalogue, norm *intake.Normaliser) (*Format, error) {
	f := &Format{cat: cat, norm: norm, shapes: map[string]*intake.Shape{}}
	for line := range strings.Lines(objectsText) {
		f.objects = append(f.objects, newObject(line))
	}
	for line := range strings.Lines(formerText) {
		name, pairs, _ := strings.Cut(strings.TrimSpace(line), ": ")
		for pair := range strings.FieldsSeq(pairs) {
			was, is, _ := strings.Cut(pair, "=")
			f.object(name).former[was] = is
		}
	}
	ids := append([]string{}, latest...)
	for _, t := range types {
		ids = append(ids, t.id)
	}
	for _, id := range ids {
		t := cat.Type(id)
		if t == nil {
			return nil, fmt.Errorf("the safeguarding dataset needs the record type %s, which the catalogue lacks", id)
		}
		f.shapes[id] = intake.NewShape(t, Kind)
	}
	return f, nil
}

func newObject(line string) *Object {
	name, columns, _ := strings.Cut(strings.TrimSpace(line), ": ")
	o := &Object{Name: name, columns: map[string]bool{}, former: map[string]string{}, order: strings.Fields(columns)}
	o.prefix = o.order[0][:min(5, len(o.order[0]))]
	for _, column := range o.order {
		o.columns[column] = true
		if !strings.HasPrefix(column, o.prefix) || !strings.HasSuffix(o.prefix, "_") {
			o.prefix = ""
		}
	}
	return o
}

// object gives an object by its name.
func (f *Format) object(name string) *Object {
	for _, o := range f.objects {
		if o.Name == name {
			return o
		}
	}
	return nil
}

// Match gives the object whose columns a heading has, in any order and case, or nil where it is of none: two columns
// that begin as the object's do, or half of the columns of an object whose have no beginning in common.
func (f *Format) Match(heading []string) *Object {
	var best *Object
	most := 0
	names := make([]string, len(heading))
	for i, cell := range heading {
		names[i] = columnName(cell)
	}
	for _, o := range f.objects {
		n, enough := 0, 2
		for _, name := range names {
			if o.columns[name] || o.former[name] != "" || o.prefix != "" && strings.HasPrefix(name, o.prefix) {
				n++
			}
		}
		if o.prefix == "" {
			enough = (len(o.order) + 1) / 2
		}
		if n >= enough && 2*n >= len(heading) && n > most {
			best, most = o, n
		}
	}
	return best
}

// columnName writes a heading as the dataset does: Pers Person Id is pers_person_id.
func columnName(cell string) string {
	return strings.ToLower(strings.Join(strings.Fields(strings.TrimPrefix(cell, "\ufeff")), "_"))
}

// present gives the names of a heading's columns as they are now. One that has both a column's present and its former name keeps the
// former as it stands, which is then no column of the object.
func (o *Object) present(heading []string) []string {
	names := make([]string, len(heading))
	taken := map[string]bool{}
	for i, cell := range heading {
		names[i] = columnName(cell)
		taken[names[i]] = true
	}
	for i, name := range names {
		if is := o.former[name]; is != "" && !taken[is] {
			names[i], taken[is] = is, true
		}
	}
	return names
}

// Named says whether a file's name claims that it is an object of the dataset: ssd_cin_episodes.csv.
func (f *Format) Named(file string) bool {
	name, _, _ := strings.Cut(strings.ToLower(file), ".")
	name, ok := strings.CutPrefix(name, "ssd_")
	return ok && f.object(name) != nil
}

// Types lists the record types that an extract with these objects holds all of.
func (f *Format) Types(objects []*Object) []string {
	has := map[string]bool{}
	for _, o := range objects {
		has[o.Name] = true
	}
	var ids []string
	for _, t := range types {
		if has[t.object] {
			ids = append(ids, t.id)
		}
	}
	return ids
}
