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
	// RestsOn lists the record types that say what is owed, and until when, or for a measure what is counted. Nothing is known of
	// what came after the last day that they cover.
	RestsOn []string
	// PerSubject says that a rule's rows about one subject come from that subject's records alone, so that what is recorded of one child
	// changes no other child's rows.
	PerSubject bool
	// Owner is whose clock it is: allocated_worker or a role.
	Owner string
	// Warn is how long before it is due a duty shows as due soon.
	Warn Warn
	// Counts is what a duty's time is counted in: Hours, WorkingDays or Days. It is what people read: "3 working days
	// overdue". Blank for other kinds of rule.
	Counts TimeUnit
	// Timed says that a duty's rows give moments (due_at) and not days (due_on).
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
	// Duties are the ids of the duties whose clocks a measure sums up.
	Duties []string

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

// Warn is a length of time before something is due. N is zero where the header has no warn.
type Warn struct {
	N    int
	Unit TimeUnit
}

// String gives the length as a header writes it: 5 working days.
func (w Warn) String() string {
	if w.N == 0 {
		return ""
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
