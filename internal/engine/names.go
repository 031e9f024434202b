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
	// ClockCount is how many clocks of one duty, team and owner have one status.
	ClockCount = query.ClockCount
	// Status says whether a clock is running, met, overdue and so on.
	Status = query.Status
	// Figure is the value of a measure for a period and a slice.
	Figure = query.Figure
	// LastKnown is what a figure was when it could last be told.
	LastKnown = query.LastKnown
	// Coverage says for which days the records of a type that a source gave are complete.
	Coverage = query.Coverage
	// LeftOut is how many rows a figure leaves out for one reason.
	LeftOut = query.LeftOut
	// Slice keeps only the rows that have a value in a dimension.
	Slice = query.Slice
	// SliceFigure is a figure for one value of a dimension.
	SliceFigure = query.SliceFigure
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

	// NothingFeeds is what is missing of a clock where no source holds what would show it done.
	NothingFeeds = eval.NothingFeeds

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
	// Statuses lists every status, the most urgent first.
	Statuses = query.Statuses
	// Dimensions are what every measure can be sliced by.
	Dimensions = query.Dimensions
	// London is the zone in which days begin and end.
	London = eval.London
)

// Ask makes the question for a day, with all that is known.
func Ask(asAt, now time.Time) Question { return eval.Ask(asAt, now) }

// Today gives the civil day that now falls on in London.
func Today(now time.Time) time.Time { return eval.Today(now) }

// Days gives the span of the days from one to another, both within it.
func Days(from, to time.Time) Span { return query.Days(from, to) }

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
