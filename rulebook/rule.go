package rulebook

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Kind is what a rule is for.
type Kind string

// The kinds of rule. A duty gives clocks, a measure gives the rows of a figure, a
// check gives faulty rows and a view is a building block for the others.
const (
	Duty    Kind = "duty"
	Measure Kind = "measure"
	Check   Kind = "check"
	View    Kind = "view"
)

// Kinds lists the kinds in the order that a book gives them.
var Kinds = []Kind{Duty, Measure, Check, View}

// Rule is one SQL file with what its header says of it.
type Rule struct {
	ID   string
	Kind Kind
	// Title is what a reader sees; Area is the part of the service it belongs to.
	Title, Area string
	// Subject is the kind of thing each row is about, such as child.
	Subject string
	// Force is what the rule rests on and Number what its number rests on, which may
	// be weaker. One of Forces; blank for a view.
	Force, Number string
	// Source names the instrument: the Act, regulation, guidance or local policy.
	Source string
	// InForce is when the rule applied: an old breach is judged by the rule of its day.
	InForce Interval
	// Reads lists the record types and views that the SQL names.
	Reads []string
	// MetBy lists the record types, or fields of them such as conference.minutes_sent_on, whose records show a duty met. Where one of them does not cover the days in which it had to
	// be, an occasion without such a record is not known to be unmet.
	MetBy []string
	// RestsOn lists the record types that say what is owed, and until when, for a measure what is counted, or for a view with drift who
	// waits. Nothing is known of what came after the last day that they cover.
	RestsOn []string
	// PerSubject says that a rule's rows about one subject come from that subject's records alone, so that what is recorded of one child
	// changes no other child's rows.
	PerSubject bool
	// Owner is whose clock it is: allocated_worker or a role.
	Owner string
	// Warn is how long before it is due a duty shows as due soon.
	Warn Warn
	// Harm is how much a child may come to harm, or lose, where the duty is not kept in time, and HarmWhy says how. Lists order by it.
	Harm    Harm
	HarmWhy string
	// GapAfter is for how long a duty is overdue before it is an old gap in the record, which is closed rather than done in time. It is
	// Heed's own number, for which an authority may set its own by the setting that GapSetting names.
	GapAfter Warn
	// Counts is what the time of a duty is counted in, or of a measure whose rows have a due day: Hours, WorkingDays or Days. It is what
	// people read: "3 working days overdue". Blank for other rules.
	Counts TimeUnit
	// Timed says that the rows of a duty or measure give moments (due_at) and not days (due_on).
	Timed bool
	// Recurs says that a duty is owed again and again, each time from when it was last kept: whoever has gone without since the first
	// day of the records for longer than it allows is overdue, whatever was done before.
	Recurs bool
	// Drift says that the rule finds children left to wait, nil where it does not.
	Drift *Drift

	// Statistic, Period and Polarity describe a measure's figure; Unit is what it is in, and Population whom a rate is
	// divided by.
	Statistic Statistic
	// LooksBack is for how long before the days of a figure its rows look back: the records must cover that time too. N is zero where they
	// do not.
	LooksBack        Warn
	Period           Period
	Polarity         Polarity
	Unit, Population string
	// Category says what the optional column category holds, and CategoryCodes which
	// code list labels it.
	Category, CategoryCodes string
	// Headline is a measure's place, counted from 1, on the home pages of directors and members; 0 where it is not on them.
	Headline int
	// Duties are the ids of the duties that a measure judges. SaysDuties tells a measure that judges none from one that does not say.
	Duties     []string
	SaysDuties bool
	// Row says what one row of a measure is, and of which day: "one audit, on the day it was made".
	Row string
	// CountedAs and NotCountedAs say of a share what the rows that count did and what the others did, as a verb of many: "were held in time", "were
	// held later or not at all".
	CountedAs, NotCountedAs string

	// Fault is the kind of fault a check finds, one of Faults.
	Fault string

	// Settings are the local numbers the rule asks for, by name.
	Settings map[string]Setting
	// Published says which DfE series a measure follows.
	Published Published
	// Claims are what others have said the figure was, to be set beside it.
	Claims []Claim
	// Why is one sentence on why the rule matters to the child; About says in plain
	// words what is counted and how.
	Why, About string
	// Version counts the rule's published meanings from 1.
	Version int

	// SQL is one SELECT without its header or closing semicolon; SQLLine is the line
	// of File that it begins on.
	SQL     string
	SQLLine int
	// File is the path within the rulebook and Digest the first 12 hex digits of the
	// SHA-256 of that file.
	File, Digest string
	Tests        []Test

	lines map[string]int
}

// Subjects are the kinds of thing a duty or measure may be about.
var Subjects = []string{"child", "carer household", "body", "worker", "team", "authority"}

// AboutChild says whether a rule's rows are about children, of whatever age they are by now.
func (r *Rule) AboutChild() bool { return r.Subject == Subjects[0] }

// Gives says whether a rule's SQL gives a column, such as due_on.
func (r *Rule) Gives(column string) bool {
	for _, list := range outputs(scanSQL(r.SQL)) {
		for _, c := range list {
			if c.name == column {
				return true
			}
		}
	}
	return false
}

// Columns names, in lower case, the columns that a rule's SQL gives. all is false where there may be others, as the SQL does not name each.
func (r *Rule) Columns() (names []string, all bool) {
	tokens := scanSQL(r.SQL)
	lists := outputs(tokens)
	if len(lists) == 0 {
		return nil, false
	}
	all = true
	for _, c := range lists[0] {
		names = append(names, strings.ToLower(c.name))
		all = all && c.name != "" && !c.star
	}
	for i, t := range tokens[1:] {
		if t.depth == 0 && strings.EqualFold(t.text, "name") && strings.EqualFold(tokens[i].text, "by") { // union by name
			all = false
		}
	}
	return names, all
}

// GapSettings is how the names of the local numbers begin that say when a duty is an old gap.
const GapSettings = "gap_after_"

// GapSetting names the local number by which an authority sets for how long a duty is overdue before it is an old gap: a length as in
// the header, such as 3 months.
func (r *Rule) GapSetting() string { return GapSettings + strings.ReplaceAll(r.ID, "-", "_") }

// GapBasis says whose the number of GapAfter is, while an authority has set none.
const GapBasis = "Heed’s own number until the authority sets its own"

// line gives the line of a header key, or 1 where it is absent.
func (r *Rule) line(key string) int {
	if n, ok := r.lines[key]; ok {
		return n
	}
	return 1
}

// Interval is a span of days, both ends within it. A zero end is open.
type Interval struct{ From, To time.Time }

// IsZero says whether the interval is open at both ends.
func (i Interval) IsZero() bool { return i.From.IsZero() && i.To.IsZero() }

// String gives the interval as a header writes it: 2014-01-01..2019-12-31.
func (i Interval) String() string { return isoOrBlank(i.From) + ".." + isoOrBlank(i.To) }

func isoOrBlank(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}

// Warn is a length of time, such as that before something is due. N is zero where the header has none.
type Warn struct {
	N    int
	Unit TimeUnit
}

// String gives the length as a header writes it: 5 working days, 1 month.
func (w Warn) String() string {
	switch w.N {
	case 0:
		return ""
	case 1:
		return "1 " + strings.TrimSuffix(string(w.Unit), "s")
	}
	return fmt.Sprintf("%d %s", w.N, w.Unit)
}

// Setting is a local number: its value where the authority has set none, and who
// says so.
type Setting struct{ Value, Basis string }

// Published names the DfE series that a measure follows and how it differs.
type Published struct{ Series, Differs string }

// Either gives the record types and fields of a name in met_by or rests_on, any of which is enough: a|b.c.
func Either(name string) []string { return strings.Split(name, "|") }

// TypesOf gives the record types of names in met_by or rests_on, once each and sorted.
func TypesOf(names ...string) []string {
	var types []string
	for _, name := range names {
		for _, one := range Either(name) {
			recordType, _, _ := strings.Cut(one, ".")
			types = append(types, recordType)
		}
	}
	slices.Sort(types)
	return slices.Compact(types)
}
