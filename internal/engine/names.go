package engine

import (
	"context"
	"time"

	"heed/catalogue"
	"heed/internal/engine/eval"
	"heed/internal/engine/linkage"
	"heed/internal/engine/query"
	"heed/internal/engine/ruletest"
	"heed/internal/engine/store"
	"heed/rulebook"
)

// What the packages below give is given on under these names, so that callers need this package only.
type (
	// Question is when something is asked about and with whose knowledge.
	Question = eval.Question
	// Freshness says up to which entry of the ledger answers are complete.
	Freshness = eval.Freshness
	// BrokenError says that a rule could not be evaluated: its figure is broken, not nought.
	BrokenError = eval.BrokenError

	// Clock is one occasion of a duty for one subject.
	Clock = query.Clock
	// ClockFilter narrows a list of clocks.
	ClockFilter = query.ClockFilter
	// Late says which of the overdue clocks are meant: those that can still be done, or old gaps.
	Late = query.Late
	// Holder is a person and the role in which a duty may be theirs.
	Holder = query.Holder
	// Owed are the children towards whom a role owns a duty that is open and that nobody is named for.
	Owed = query.Owed
	// ClockCount is how many clocks of one duty, team and owner have one status.
	ClockCount = query.ClockCount
	// CountedThen is how many clocks there were at a moment.
	CountedThen = query.CountedThen
	// Status says whether a clock is running, met, overdue and so on.
	Status = query.Status
	// Figure is the value of a measure for a period and a slice.
	Figure = query.Figure
	// LastKnown is what a figure was when it could last be told.
	LastKnown = query.LastKnown
	// Coverage says for which days the records of a type that a source gave are complete.
	Coverage = query.Coverage
	// CoveredDays are days one after another that the records cover, both ends within them.
	CoveredDays = eval.Days
	// Reach says to which day the records that a rule hangs on run.
	Reach = query.Reach
	// LeftOut is how many rows a figure leaves out for one reason.
	LeftOut = query.LeftOut
	// Slice keeps only the rows that have a value in a dimension.
	Slice = query.Slice
	// SliceFigure is a figure for one value of a dimension.
	SliceFigure = query.SliceFigure
	// Names are ids in a form that can be compared.
	Names = query.Names
	// Span is the days a figure is counted over.
	Span = query.Span
	// Point is a measure's figure for one step of its trend.
	Point = query.Point
	// Row is one row of a measure.
	Row = query.Row
	// RowFilter pages through a figure's rows.
	RowFilter = query.RowFilter
	// RuleRows are the rows a rule gave, with its columns.
	RuleRows = query.RuleRows
	// Finding is one fault that a check found in a record.
	Finding = query.Finding
	// FindingFilter narrows a list of findings.
	FindingFilter = query.FindingFilter
	// FindingCount is how many findings one check has in one team and how old they are.
	FindingCount = query.FindingCount
	// Headcount is how many people under 18 of one kind there are in the area.
	Headcount = query.Headcount
	// Person is a child as those who work with them know them.
	Person = query.Person
	// People are the children known on a day.
	People = query.People
	// SubjectRow is one row of a view or record type.
	SubjectRow = query.SubjectRow

	// Pair is two numbers that may be of one child.
	Pair = linkage.Pair
	// MatchState says whether two numbers are taken as of one child.
	MatchState = linkage.MatchState

	// Calendar counts working days as the rules do.
	Calendar = store.Calendar

	// Tester runs the rulebook's tests.
	Tester = ruletest.Tester
	// TestFailure is one test of a rule that did not give what it expects.
	TestFailure = ruletest.TestFailure
)

// The words for a clock's status.
const (
	Met        = query.Met
	MetLate    = query.MetLate
	Missed     = query.Missed
	NotOwed    = query.NotOwed
	Excused    = query.Excused
	CannotTell = query.CannotTell
	Overdue    = query.Overdue
	DueSoon    = query.DueSoon
	Running    = query.Running

	// AnyReason stands for the reasons for which rows are left out where nobody looked for them.
	AnyReason = query.AnyReason

	// NothingFeeds is what is missing of a clock where no source holds what would show it done.
	NothingFeeds = eval.NothingFeeds

	// AnyLate, LateDue and LateGaps are all overdue clocks, the overdue clocks that can still be done and those that are old gaps.
	AnyLate  = query.AnyLate
	LateDue  = query.LateDue
	LateGaps = query.LateGaps

	NotKnownYet   = query.NotKnownYet
	BeforeRecords = query.BeforeRecords
)

// The states of a match.
const (
	Doubtful   = linkage.Doubtful
	Joined     = linkage.Joined
	DecidedOne = linkage.DecidedOne
	DecidedTwo = linkage.DecidedTwo
)

var (
	// ErrNotFound says that there is no such rule.
	ErrNotFound = eval.ErrNotFound
	// ErrClosed says that the engine has been closed.
	ErrClosed = eval.ErrClosed
	// ErrBusy says that too much is being worked out at once, so that the same may be asked again a little later.
	ErrBusy = eval.ErrBusy
	// Statuses lists every status, the most urgent first.
	Statuses = query.Statuses
	// Dimensions are what every measure can be sliced by.
	Dimensions = query.Dimensions
	// London is the zone in which days begin and end.
	London = eval.London
)

// Ask makes the question for a day, with all that is known.
func Ask(asAt, now time.Time) Question { return eval.Ask(asAt, now) }

// AskedBy gives a context in which a person asks, so that what they have worked out at once is bounded.
func AskedBy(ctx context.Context, person string) context.Context { return eval.AskedBy(ctx, person) }

// Today gives the civil day that now falls on in London.
func Today(now time.Time) time.Time { return eval.Today(now) }

// NamesOf writes ids as Names.
func NamesOf(ids []string) Names { return query.NamesOf(ids) }

// SpanOf gives the days that a measure's figure covers as at a day.
func SpanOf(r *rulebook.Rule, asAt time.Time) Span { return query.SpanOf(r, asAt) }

// QuarterSpans gives the days of a measure's figures as at each quarter's end in two years, the oldest first.
func QuarterSpans(r *rulebook.Rule, asAt time.Time) []Span { return query.QuarterSpans(r, asAt) }

// Days gives the span of the days from one to another, both within it.
func Days(from, to time.Time) Span { return query.Days(from, to) }

// JoinDays gives what several sources cover as days in order and apart from each other.
func JoinDays(all []CoveredDays) []CoveredDays { return eval.JoinDays(all) }

// LastYearEnd gives the latest 31 March on or before a day.
func LastYearEnd(day time.Time) time.Time { return query.LastYearEnd(day) }

// EndOfDay gives the instant at which a civil day ends in London.
func EndOfDay(day time.Time) time.Time { return eval.EndOfDay(day) }

// ParseStatus reads a status as people type it: "due soon", "due-soon" or "due_soon".
func ParseStatus(s string) (Status, bool) { return query.ParseStatus(s) }

// NewCalendar makes the calendar that the rules count working days by, from 1980 to 2040.
func NewCalendar() (*Calendar, error) { return store.NewCalendar() }

// NewTester makes a tester over a book and catalogue, in memory.
func NewTester(ctx context.Context, c *catalogue.Catalogue, b *rulebook.Book) (*Tester, error) {
	return ruletest.NewTester(ctx, c, b)
}

// RunTests runs the tests of rules, and gives what fails in the rules' order.
func RunTests(ctx context.Context, c *catalogue.Catalogue, b *rulebook.Book, rules []*rulebook.Rule) ([]TestFailure, error) {
	return ruletest.RunTests(ctx, c, b, rules)
}

// Shortage is what the system lacked or forbade.
type Shortage = store.Shortage

// The shortages that there are.
const (
	NoRoom       = store.NoRoom
	NotAllowed   = store.NotAllowed
	TooManyFiles = store.TooManyFiles
	Busy         = store.Busy
)

// ShortageOf gives the shortage that an error comes from, blank where it comes from none.
func ShortageOf(err error) Shortage { return store.ShortageOf(err) }

// Lacks is what the answers given in a context lack.
type Lacks = eval.Lacks

// NoteLacks gives a context in which what answers lack is noted, and where it is.
func NoteLacks(ctx context.Context) (context.Context, *Lacks) { return eval.NoteLacks(ctx) }

// LacksOf gives where what answers lack is noted in a context, nil where it is nowhere.
func LacksOf(ctx context.Context) *Lacks { return eval.LacksOf(ctx) }
