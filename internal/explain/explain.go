package explain

import (
	"context"
	"fmt"
	"strings"
	"time"

	"heed/internal/children"
	"heed/internal/clocks"
	"heed/internal/door"
	"heed/internal/engine"
	"heed/internal/figures"
	"heed/internal/words"
	"heed/rulebook"
)

// Explanation is an answer in plain words: what it comes to, then each point of why.
type Explanation struct {
	// Kind is clock, figure or child.
	Kind, Title, Answer string
	Points              []Point
}

// Point is one point of why. Clock names the clock that it speaks of, blank where it speaks of none.
type Point struct {
	words.Fact

	Clock clocks.Ref
}

func (e *Explanation) say(label, format string, args ...any) {
	if text := strings.TrimSpace(fmt.Sprintf(format, args...)); text != "" {
		e.Points = append(e.Points, Point{Fact: words.Fact{Label: label, Value: text}})
	}
}

// Clock says why a clock stands as it does, by what law, and whose it is.
func Clock(ctx context.Context, s *door.Session, ref clocks.Ref) (Explanation, error) {
	d, err := clocks.Find(ctx, s, ref)
	if err != nil {
		return Explanation{}, err
	}
	return OfClock(d), nil
}

// StampWords writes a clock's day, with its hour where the clock counts hours.
func stampWords(c engine.Clock, t time.Time) string {
	text := door.Civil(t, c.Timed).Format("Monday 2 January 2006")
	if c.Timed {
		text += " at " + words.ClockTime(t)
	}
	return text
}

func ownerWords(c clocks.Clock) string {
	role := c.OwnerRole
	switch {
	case c.Owner != "" && c.Team != "":
		return fmt.Sprintf("%s, %s, %s", c.Owner, role, c.Team)
	case c.Owner != "":
		return fmt.Sprintf("%s, %s", c.Owner, role)
	case (role == "" || role == "social worker") && c.Child.WorkerUnknown:
		return "not known: the records do not cover who works with the child on this day"
	case role == "" || role == "social worker":
		return "nobody: the child has no allocated worker"
	}
	return role
}

func forceWords(r *rulebook.Rule) string {
	words := r.Force
	if r.Number != "" && r.Number != r.Force {
		words += "; its number rests on: " + r.Number
	}
	return words
}

func evidenceWords(list []clocks.Evidence) string {
	parts := make([]string, 0, len(list))
	for _, one := range list {
		parts = append(parts, fmt.Sprintf("%s (%s)", one.Title, words.Either(one.N == 0, "none", words.Count(one.N, "record"))))
	}
	return strings.Join(parts, ", ")
}

// Figure says what a figure counts, how it stands and how far it can be relied on.
func Figure(ctx context.Context, s *door.Session, id string) (Explanation, error) {
	page, err := figures.Find(ctx, s, id, figures.Filter{PerPage: 1})
	if err != nil {
		return Explanation{}, err
	}
	r := page.Rule
	e := Explanation{Kind: "figure", Title: r.Title, Answer: answerWords(page)}
	if page.Broken != "" {
		e.Answer = "The rule is broken, so there is no figure: " + page.Broken
	}
	e.say("What is counted", "%s", r.About)
	e.say("Why it matters", "%s", r.Why)
	e.say("A year ago", "%s", page.Change.Words)
	e.say("Can you rely on it", "%s", page.Trust.Words)
	e.say("Findings", "%s", page.TouchedWords())
	e.say("Follows", "%s", r.Source)
	e.say("Where it differs from the published figure", "%s", r.Published.Differs)
	for _, c := range page.Comparators {
		if c.Value != nil {
			e.say("Beside it", "%s: %s (%s)", c.Label, words.ValueWords(r, c.Value), c.Source)
		}
		e.say("Beside it", "%s", c.Note)
	}
	for _, c := range page.Claims {
		e.say("What others said", "%s", claimWords(c))
	}
	return e, nil
}

// answerWords gives a figure's value and what it is of.
func answerWords(page figures.Page) string {
	if f := page.Figure; f.Unknown != "" {
		text := strings.TrimSuffix(figures.UnknownWords(f), ".") + ". " + page.Sentence
		if last := figures.LastKnownWords(page.Rule, f); last != "" {
			text += ". " + last
		}
		return text + "."
	}
	text := words.Capital(page.Sentence)
	if s := page.Rule.Statistic; page.Figure.Value != nil && s != rulebook.Count && s != rulebook.Sum {
		text = words.ValueWords(page.Rule, page.Figure.Value) + ": " + page.Sentence
	}
	return text
}

// claimWords writes what somebody said that a figure was, of which days, and whether the two compare.
func claimWords(c figures.ClaimRow) string {
	text := c.SaidBy + ": "
	if c.Value != "" {
		text += c.Value + ", "
	}
	text += c.About + "; " + words.LowerFirst(c.Period) + "; counted as: " + c.Definition
	if c.Ours != "" {
		text += ". Heed: " + c.Ours
	}
	if c.Difference != "" {
		text += ". " + c.Difference
	}
	return text
}

// Child says how a child stands, what is owed to them and what their record lacks.
func Child(ctx context.Context, s *door.Session, id string) (Explanation, error) {
	page, err := children.Find(ctx, s, id)
	if err != nil {
		return Explanation{}, err
	}
	counts := map[clocks.Status]int{}
	for _, c := range page.Clocks {
		counts[c.Status]++
	}
	e := Explanation{Kind: "child", Title: "Child " + page.Child.ID}
	e.Answer = fmt.Sprintf("%s overdue, %s due soon, %s that cannot be told, as at %s", words.Count(counts[engine.Overdue], "clock"),
		words.Thousands(counts[engine.DueSoon]), words.Thousands(counts[engine.CannotTell]), words.LongDate(page.AsAt))
	for _, f := range page.Facts {
		e.say(f.Label, "%s", f.Value)
	}
	for _, c := range page.Clocks {
		switch c.Status {
		case engine.Overdue, engine.DueSoon, engine.CannotTell:
			e.say(words.Capital(string(c.Status)), "%s. %s. Whose: %s", c.DutyTitle, c.When, ownerWords(c))
			e.Points[len(e.Points)-1].Clock = clocks.Ref{Duty: c.Duty, Subject: page.Child.ID}
		case engine.Met, engine.MetLate, engine.Missed, engine.NotOwed, engine.Excused, engine.Running, engine.NotKnownYet, engine.BeforeRecords:
		}
	}
	for _, m := range page.Missing {
		e.say("Not recorded", "%s", m)
	}
	e.say("Why you can see this", "%s", page.Why)
	return e, nil
}
