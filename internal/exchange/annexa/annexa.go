// Package annexa reads Ofsted's Annex A: eleven lists of children and adopters that an authority hands to inspectors, as
// sheets of one workbook or a file a list. Each authority writes them a little differently, so headings and values are
// compared by their words. A workbook holds six or twelve months of what happened, so nothing that it lacks is withdrawn.
package annexa

import (
	_ "embed"
	"fmt"
	"strings"

	"heed/catalogue"
	"heed/internal/exchange/intake"
)

// Kind is the format's name in the catalogue's maps.
const Kind = "annexa"

// listsText names the lists, and the columns of each with other names that they are known by.
//
//go:embed lists.txt
var listsText string

// List is one of the eleven lists.
type List struct {
	// Number is the list's number, 1 to 11; Name is what it is of.
	Number int
	Name   string
	// names are what a sheet of the list may be called, as words give them.
	names []string
	// columns are the headings in the list's order, and byWords each by the words of all its names.
	columns []string
	byWords map[string]string
	// ids are the words of all names of the first column, by which the rows are told apart.
	ids []string
}

// String names the list for people: List 8, Children in care.
func (l *List) String() string { return fmt.Sprintf("List %d, %s", l.Number, l.Name) }

// Format is Annex A as a catalogue maps it. It does not change, so it may be shared.
type Format struct {
	lists  []*List
	cat    *catalogue.Catalogue
	norm   *intake.Normaliser
	shapes map[string]*intake.Shape
	labels map[string]map[string]string // the code of each label, by list
}

// types are the record types that the lists fill, children first.
var types = []string{
	"child", "disability", "unaccompanied_child", "contact", "early_help", "referral", "cin_episode", "cin_visit", "assessment",
	"assessment_outcome", "section_47", "initial_conference", "cp_plan", "cp_visit", "cp_review", "episode", "review", "care_visit",
	"health_assessment", "dental_check", "leaving_care_status", "care_leaver", "activity_status", "pathway_review", "adviser_contact",
	"adoption_decision", "adoption", "adopter_household", "listed_worker", "missing_count",
}

// New gives the format for a catalogue, and an error where the catalogue lacks a record type that the lists fill.
func New(cat *catalogue.Catalogue, norm *intake.Normaliser) (*Format, error) {
	f := &Format{cat: cat, norm: norm, lists: readLists(listsText), shapes: map[string]*intake.Shape{}, labels: map[string]map[string]string{}}
	for _, id := range types {
		t := cat.Type(id)
		if t == nil {
			return nil, fmt.Errorf("the lists of Annex A need the record type %s, which the catalogue lacks", id)
		}
		f.shapes[id] = intake.NewShape(t, Kind)
	}
	for id, list := range cat.Lists {
		f.labels[id] = map[string]string{}
		for _, c := range list.Codes {
			f.labels[id][words(c.Label)] = c.Code
		}
	}
	return f, nil
}

func readLists(text string) []*List {
	var lists []*List
	for line := range strings.Lines(text) {
		names := strings.Split(strings.TrimSpace(line), " | ")
		if number, ok := strings.CutPrefix(names[0], "# "); ok {
			l := &List{Number: len(lists) + 1, Name: names[1], byWords: map[string]string{}}
			for _, name := range append(strings.Split(names[2], "; "), names[1], "list "+number, "annex a list "+number) {
				l.names = append(l.names, words(name))
			}
			lists = append(lists, l)
			continue
		}
		l := lists[len(lists)-1]
		l.columns = append(l.columns, names[0])
		for _, name := range names {
			if l.byWords[words(name)] = names[0]; len(l.columns) == 1 {
				l.ids = append(l.ids, words(name))
			}
		}
	}
	return lists
}

// Types lists the record types that the lists may fill.
func (f *Format) Types() []string { return append([]string{}, types...) }

// Headings gives the headings of each of the eleven lists in Ofsted's own words and order, for whoever writes them.
func Headings() [][]string {
	var all [][]string
	for _, l := range readLists(listsText) {
		all = append(all, l.columns)
	}
	return all
}
