package app

import (
	"context"
	"fmt"
	"strings"
	"time"

	"heed/internal/engine"
	"heed/rulebook"
)

// Explanation is an answer in plain words: what it comes to, then each point of why.
type Explanation struct {
	// Kind is clock, figure or child.
	Kind, Title, Answer string
	Points              []Fact
}

func (e *Explanation) say(label, format string, args ...any) {
	if words := strings.TrimSpace(fmt.Sprintf(format, args...)); words != "" {
		e.Points = append(e.Points, Fact{Label: label, Value: words})
	}
}

// ExplainClock says why a clock stands as it does, by what law, and whose it is.
func (a *App) ExplainClock(ctx context.Context, who Actor, q Question, ref ClockRef) (Explanation, error) {
	d, err := a.Clock(ctx, who, q, ref)
	if err != nil {
		return Explanation{}, err
	}
	return d.Explain(), nil
}

// Explain says why the clock stands as it does.
func (d ClockDetail) Explain() Explanation {
	c, r := d.Clock, d.Rule
	e := Explanation{Kind: "clock", Title: r.Title, Answer: c.When}
	e.say("Why it matters", "%s", r.Why)
	if c.Arose.IsZero() {
		e.say("Counted from", "the day is not recorded")
	} else {
		e.say("Counted from", "%s", stampWords(c.Clock, c.Arose))
	}
	switch {
	case c.Due.IsZero():
		e.say("Due", "it cannot be told: a date it is counted from is not recorded, or nothing of the kind that would show it done is")
	default:
		e.say("Due", "%s", stampWords(c.Clock, c.Due))
	}
	switch {
	case !c.Met.IsZero():
		e.say("Done", "%s", stampWords(c.Clock, c.Met))
	case c.Excused != "":
		e.say("Done", "no: %s", c.Excused)
	default:
		e.say("Done", "nothing recorded by %s shows that it was", longDate(d.AsAt))
	}
	e.say("What is known", "%s", c.Detail)
	e.say("Whose it is", "%s", ownerWords(c))
	e.say("The rule", "%s", r.About)
	e.say("The law behind it", "%s", r.Source)
	e.say("What it rests on", "%s", forceWords(r))
	for _, s := range d.Settings {
		e.say("Local number", "%s: %s, %s", strings.ReplaceAll(s.Name, "_", " "), s.Value, either(s.Own, "set by the council ("+s.Basis+")", "the default until the council sets its own ("+s.Basis+")"))
	}
	e.say("Looked at", "%s", evidenceWords(d.Evidence))
	return e
}

// stampWords writes a clock's day, with its hour where the clock counts hours.
func stampWords(c engine.Clock, t time.Time) string {
	words := civil(t, c.Timed).Format("Monday 2 January 2006")
	if c.Timed {
		words += " at " + clockTime(t)
	}
	return words
}

func ownerWords(c Clock) string {
	role := c.OwnerRole
	switch {
	case c.Owner != "" && c.Team != "":
		return fmt.Sprintf("%s, %s, %s", c.Owner, role, c.Team)
	case c.Owner != "":
		return fmt.Sprintf("%s, %s", c.Owner, role)
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

func evidenceWords(list []Evidence) string {
	parts := make([]string, 0, len(list))
	for _, one := range list {
		parts = append(parts, fmt.Sprintf("%s (%s)", one.Title, either(one.N == 0, "none", count(one.N, "record"))))
	}
	return strings.Join(parts, ", ")
}

// ExplainFigure says what a figure counts, how it stands and how far it can be relied on.
func (a *App) ExplainFigure(ctx context.Context, who Actor, q Question, id string) (Explanation, error) {
	page, err := a.Figure(ctx, who, q, id, FigureFilter{PerPage: 1})
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
	e.say("A year ago", "%s", page.Change)
	e.say("Can you rely on it", "%s", page.Trust.Words)
	e.say("Findings", "%s", page.TouchedWords())
	e.say("Follows", "%s", r.Source)
	e.say("Where it differs from the published figure", "%s", r.Published.Differs)
	for _, c := range page.Comparators {
		e.say("Beside it", "%s: %s (%s)", c.Label, ValueWords(r, &c.Value), c.Source)
	}
	for _, c := range r.Claims {
		e.say("What others said", "%s", ClaimWords(r, c))
	}
	return e, nil
}

// answerWords gives a figure's value and what it is of.
func answerWords(page FigurePage) string {
	words := capitalised(page.Sentence)
	if s := page.Rule.Statistic; page.Figure.Value != nil && s != rulebook.Count && s != rulebook.Sum {
		words = ValueWords(page.Rule, page.Figure.Value) + ": " + page.Sentence
	}
	return words
}

// ClaimWords writes what somebody said a measure was, and who.
func ClaimWords(r *rulebook.Rule, c rulebook.Claim) string {
	words := c.SaidBy + ": "
	if value := claimValue(r, c); value != "" {
		words += value + ", "
	}
	words += c.About
	if c.Definition != "" {
		words += "; counted as: " + c.Definition
	}
	return words
}

// ExplainChild says how a child stands, what is owed to them and what their record lacks.
func (a *App) ExplainChild(ctx context.Context, who Actor, q Question, id string) (Explanation, error) {
	page, err := a.Child(ctx, who, id, q)
	if err != nil {
		return Explanation{}, err
	}
	counts := map[Status]int{}
	for _, c := range page.Clocks {
		counts[c.Status]++
	}
	e := Explanation{Kind: "child", Title: "Child " + page.Child.ID}
	e.Answer = fmt.Sprintf("%s overdue, %s due soon, %s that cannot be told, as at %s", count(counts[engine.Overdue], "clock"),
		thousands(counts[engine.DueSoon]), thousands(counts[engine.CannotTell]), longDate(page.AsAt))
	for _, f := range page.Facts {
		e.say(f.Label, "%s", f.Value)
	}
	for _, c := range page.Clocks {
		switch c.Status {
		case engine.Overdue, engine.DueSoon, engine.CannotTell:
			e.say(capitalised(string(c.Status)), "%s. %s. Whose: %s (heed explain %s/%s)", c.DutyTitle, c.When, ownerWords(c), c.Duty, page.Child.ID)
		case engine.Met, engine.MetLate, engine.Excused, engine.Running:
		}
	}
	for _, m := range page.Missing {
		e.say("Not recorded", "%s", m)
	}
	e.say("Why you can see this", "%s", page.Why)
	return e, nil
}

func capitalised(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
