package rulebook

import (
	"errors"
	"regexp"
	"slices"
	"strings"

	"heed/catalogue"
	"heed/internal/strictyaml"
)

// Lint checks what parsing alone cannot: that each rule keeps to the style of docs/rulebook.md,
// says what it must, reads what it says and has its tests. Tables gives the tables
// that a piece of SQL names, by the engine's own parser; where it is nil, that
// one check is left out. The findings are in the order of file and line.
func Lint(b *Book, c *catalogue.Catalogue, tables func(sql string) ([]string, error)) []Finding {
	l := &linter{book: b, catalogue: c, tables: tables}
	for _, r := range b.Rules {
		l.words(r)
		l.force(r)
		l.kind(r)
		l.reads(r)
		l.covered(r)
		l.sql(r)
		l.tests(r)
		l.links(r)
	}
	l.places()
	if _, err := b.Order(); err != nil {
		if circle, ok := errors.AsType[Finding](err); ok {
			l.Add(circle.File, circle.Line, circle.ID, "%s", circle.Message)
		}
	}
	return l.List()
}

type linter struct {
	strictyaml.Faults
	book      *Book
	catalogue *catalogue.Catalogue
	tables    func(sql string) ([]string, error)
}

// find adds a finding at the line of a header key.
func (l *linter) find(r *Rule, key, format string, args ...any) {
	l.Add(r.File, r.line(key), r.ID, format, args...)
}

// words checks that a rule says in words what it is. A view needs no more than a
// title and what it gives.
func (l *linter) words(r *Rule) {
	filled := []struct{ key, value string }{
		{"title", r.Title}, {"area", r.Area}, {"subject", r.Subject}, {"about", r.About},
		{"why", r.Why}, {"source", r.Source},
	}
	if r.Kind == View {
		filled = filled[:4]
	}
	for _, f := range filled {
		if f.value == "" {
			l.find(r, f.key, "%s is missing", f.key)
		}
	}
	if r.Kind != View && r.Subject != "" && !slices.Contains(Subjects, r.Subject) {
		l.find(r, "subject", "subject %q is not one of: %s", r.Subject, strings.Join(Subjects, ", "))
	}
	if dir := strings.Split(r.File, "/")[1]; r.Area != "" && areaDirectory(r.Area) != dir {
		l.find(r, "area", "area %q belongs in the directory %s, not %s", r.Area, areaDirectory(r.Area), dir)
	}
}

// areaDirectory gives the directory of an area: missing-and-exploitation for
// missing & exploitation.
func areaDirectory(area string) string {
	return strings.ReplaceAll(strings.ReplaceAll(area, "&", "and"), " ", "-")
}

// binding forces rest on an instrument that can be looked up.
var binding = []string{"law", "statutory guidance", "national standard"}

var (
	// provision is a place in an instrument: section 47(1), reg 33(2), paragraph 4.12, chapter 3, table A2.
	provision = regexp.MustCompile(`(?i)\b(sections?|ss?\.?|regulations?|regs?\.?|paragraphs?|paras?\.?|chapters?|ch|parts?|schedules?|sch|standards?|nms|articles?|arts?\.?|rules?|r|annex|appendix|tables?|practice direction|pd|steps?|pages?|pp?\.?|items?|indicators?|ni|cp|qs) ?[a-z]?[0-9]{1,3}[a-z]*\b|\b(annex|appendix) [a-z]\b`)

	year      = regexp.MustCompile(`\b(19|20)[0-9]{2}\b`)
	saysLocal = regexp.MustCompile(`(?i)\blocal`)
)

// force holds a rule to what it rests on: a local number never looks like law, and
// an instrument is named with its year.
func (l *linter) force(r *Rule) {
	if r.Kind != Duty && r.Kind != Measure {
		return
	}
	if r.Force == "" {
		l.find(r, "force", "force is missing")
	}
	if r.Kind == Duty && r.Number == "" {
		l.find(r, "number", "number is missing: say what the number itself rests on")
	}
	if r.Number == local && slices.Contains(binding, r.Force) {
		l.find(r, "force", "the number is local, so force may not be %s", r.Force)
	}
	if slices.Contains(binding, r.Force) && r.Source != "" && !year.MatchString(r.Source) {
		l.find(r, "source", "source must name the instrument with its year")
	}
	// A published definition is found by its series.
	placed := provision.MatchString(r.Source) || r.Force == publishedDefinition && r.Published.Series != ""
	if r.Force != local && r.Source != "" && !placed && !saysLocal.MatchString(r.Source) {
		l.find(r, "source", "source names no place in the instrument (section, regulation, paragraph, chapter, table) and does not say that the number is local")
	}
	if r.Force == local && r.Source != "" && !saysLocal.MatchString(r.Source) {
		l.find(r, "source", "force is local, so source must say that it is local")
	}
}

// kind checks what a duty or a measure must have besides.
func (l *linter) kind(r *Rule) {
	switch r.Kind {
	case Duty:
		if r.InForce.IsZero() {
			l.find(r, "in_force", "in_force is missing: an old breach is judged by the rule of its day")
		}
		if r.Owner == "" {
			l.find(r, "owner", "owner is missing")
		}
		if r.Warn.N == 0 {
			l.find(r, "warn", "warn is missing")
		}
		l.urgency(r)
		if r.Counts == "" {
			l.find(r, "counts", "counts is missing: hours, working days or days")
		}
		if r.Counts == Hours && !r.Timed {
			l.find(r, "counts", "a duty that counts hours is timed: its header says timed: true")
		}
	case Measure:
		if r.Polarity == "" {
			l.find(r, "polarity", "polarity is missing")
		}
		if r.Unit == "" {
			l.find(r, "unit", "unit is missing")
		}
		if r.Statistic == Share && r.Unit != "" && r.Unit != "%" {
			l.find(r, "unit", "the unit of a share is %%")
		}
		if r.CategoryCodes != "" && l.catalogue.List(r.CategoryCodes) == nil {
			l.find(r, "category_codes", "there is no code list %q", r.CategoryCodes)
		}
		l.said(r)
		if r.LooksBack.Unit == Hours || r.LooksBack.Unit == WorkingDays {
			l.find(r, "looks_back", "looks_back is in days, weeks or months: that is how the engine counts back")
		}
	case Check, View:
	}
}

// urgency checks that a duty says what its lists are ordered by, and when it is an old gap.
func (l *linter) urgency(r *Rule) {
	if r.Harm == "" {
		l.find(r, "harm", "harm is missing: high, medium or low")
	}
	if r.HarmWhy == "" {
		l.find(r, "harm_why", "harm_why is missing: say how a child comes to harm where it is not kept in time")
	}
	switch r.GapAfter.Unit {
	case Days, Weeks, Months:
	case Hours, WorkingDays:
		l.find(r, "gap_after", "gap_after is in days, weeks or months: that is how the engine counts it")
	default:
		l.find(r, "gap_after", "gap_after is missing: for how long is it overdue before it is an old gap in the record")
	}
}

// known says whether a name is a record type or a view.
func (l *linter) known(name string) bool {
	if v := l.book.Rule(name); v != nil && v.Kind == View {
		return true
	}
	return l.catalogue.Type(name) != nil
}

// reads checks that the header names what the SQL reads, no more and no less.
func (l *linter) reads(r *Rule) {
	for _, name := range r.Reads {
		if !l.known(name) {
			l.find(r, "reads", "reads %q, which is no record type or view", name)
		}
	}
	if l.tables == nil {
		return
	}
	named, err := l.tables(r.SQL)
	if err != nil {
		l.Add(r.File, r.SQLLine, r.ID, "SQL cannot be parsed: %v", err)
		return
	}
	slices.Sort(named)
	for _, name := range slices.Compact(named) {
		if !slices.Contains(r.Reads, name) {
			l.find(r, "reads", "SQL names %s, which reads does not list", name)
		}
	}
	for _, name := range r.Reads {
		if !slices.Contains(named, name) {
			l.find(r, "reads", "reads lists %s, which SQL does not name", name)
		}
	}
}

// covered checks that a duty, a measure and a view with drift name the record types whose coverage they hang on, and no others than they read.
func (l *linter) covered(r *Rule) {
	switch {
	case r.Kind == Duty && len(r.MetBy) == 0:
		l.find(r, "met_by", "met_by is missing: name the record types whose records show it met")
	case r.Kind == Duty && len(r.RestsOn) == 0:
		l.find(r, "rests_on", "rests_on is missing: name the record types that say what is owed, and until when")
	case r.Kind == Measure && len(r.RestsOn) == 0:
		l.find(r, "rests_on", "rests_on is missing: name the record types that say what is counted")
	case r.Kind == View && r.Drift != nil && len(r.RestsOn) == 0:
		l.find(r, "rests_on", "rests_on is missing: name the record types that say who waits")
	}
	read := l.book.RecordTypes(r)
	for key, names := range map[string][]string{"met_by": r.MetBy, "rests_on": r.RestsOn} {
		for _, name := range names {
			for _, one := range Either(name) {
				l.coveredBy(r, key, one, read)
			}
		}
	}
}

// coveredBy checks one record type, or one field of one, that a rule hangs on.
func (l *linter) coveredBy(r *Rule, key, name string, read []string) {
	recordType, field, _ := strings.Cut(name, ".")
	kind := l.catalogue.Type(recordType)
	switch {
	case kind == nil:
		l.find(r, key, "%s names %q, which is no record type", key, name)
	case field != "" && kind.Field(field) == nil:
		l.find(r, key, "%s names %s, which is no field", key, name)
	case !slices.Contains(read, recordType):
		l.find(r, key, "%s names %s, which the rule does not read, itself or through a view", key, name)
	}
}
