package main

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"heed/internal/clocks"
	"heed/internal/door"
	"heed/internal/explain"
	"heed/rulebook"
)

// explainCommand says in plain words what the page of a clock, a figure or a child says.
type explainCommand struct {
	data
	authority
	output
	asked
	What string `arg:"" placeholder:"CLOCK|FIGURE|CHILD" help:"A clock as duty/child or duty/child/occasion (rhi-72h/123456), a figure's id (icpc-15wd), or a child's id."`
}

// Help says more than the flags do.
func (explainCommand) Help() string {
	return `A clock is a duty, a child and if there are several an occasion, as heed clock list prints them:

  heed explain rhi-72h/123456
  heed explain icpc-15wd --as-at 2026-03-31
  heed explain 123456`
}

// Run explains.
func (c explainCommand) Run(s *session) error {
	q, err := c.question()
	if err != nil {
		return err
	}
	return with(s, c.data, c.authority, func(a *door.Door, who door.Actor) error {
		e, err := c.explain(s, a, who, q)
		if err != nil {
			return err
		}
		if c.Output == "json" {
			return printJSON(s.stdout, explainPrint{e.Kind, e.Title, e.Answer, points(e.Points)})
		}
		if c.Output == "csv" {
			g := &grid{columns: []string{"point", "words"}}
			g.add("answer", e.Answer)
			for _, p := range e.Points {
				g.add(p.Label, pointWords(p))
			}
			return c.print(s.stdout, g)
		}
		return explanationText(s.stdout, e)
	})
}

// explainPrint is an explanation as JSON.
type explainPrint struct {
	Kind   string         `json:"kind"`
	Title  string         `json:"title"`
	Answer string         `json:"answer"`
	Points []explainPoint `json:"points"`
}

type explainPoint struct {
	Label string `json:"label"`
	Words string `json:"words"`
}

func points(points []explain.Point) []explainPoint {
	list := make([]explainPoint, 0, len(points))
	for _, p := range points {
		list = append(list, explainPoint{p.Label, pointWords(p)})
	}
	return list
}

// pointWords writes a point with the command that says more of the clock it speaks of.
func pointWords(p explain.Point) string {
	if p.Clock.Duty == "" {
		return p.Value
	}
	return fmt.Sprintf("%s (heed explain %s/%s)", p.Value, p.Clock.Duty, p.Clock.Subject)
}

func (c explainCommand) explain(s *session, a *door.Door, who door.Actor, q door.Question) (explain.Explanation, error) {
	first, rest, clock := strings.Cut(c.What, "/")
	rule := a.Book().Rule(first)
	switch {
	case clock && (rule == nil || rule.Kind != rulebook.Duty):
		return explain.Explanation{}, usagef("%s is no duty: heed rule list --kind duty gives them all", first)
	case clock:
		subject, occasion, _ := strings.Cut(rest, "/")
		e, err := explain.Clock(s.ctx, a.Session(who).At(q), clocks.Ref{Duty: first, Subject: subject, Occasion: occasion})
		if errors.Is(err, door.ErrNotFound) {
			return e, fmt.Errorf("%s has no clock of %s on that day: heed clock list --subject %s gives theirs: %w", subject, first, subject, err)
		}
		return e, err
	case rule != nil && rule.Kind == rulebook.Measure:
		return explain.Figure(s.ctx, a.Session(who).At(q), first)
	case rule != nil:
		return explain.Explanation{}, usagef("%s is a %s: heed rule show %s says what it is; a clock is named %s/CHILD", first, rule.Kind, first, first)
	}
	return explain.Child(s.ctx, a.Session(who).At(q), first)
}

// textWidth is how wide explanations are written, so that they can be read in any window.
const textWidth = 100

func explanationText(w io.Writer, e explain.Explanation) error {
	var b strings.Builder
	b.WriteString(e.Title + "\n" + fold(e.Answer, ""))
	for _, p := range e.Points {
		b.WriteString("\n" + p.Label + "\n" + fold(pointWords(p), "  "))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// fold breaks words into lines, each begun with an indent.
func fold(text, indent string) string {
	var b strings.Builder
	line := indent
	for word := range strings.FieldsSeq(text) {
		if len(line)+len(word) > textWidth && line != indent {
			b.WriteString(strings.TrimRight(line, " ") + "\n")
			line = indent
		}
		line += word + " "
	}
	return b.String() + strings.TrimRight(line, " ") + "\n"
}
