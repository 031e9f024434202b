package main

import (
	"errors"
	"fmt"
	"heed/internal/door"
	"heed/internal/matching"
	"strings"
)

type matchCommands struct {
	List   matchList   `cmd:"" help:"List the numbers that are of one child, may be, or were said not to be."`
	Decide matchDecide `cmd:"" help:"Decide that two numbers are of one child, or of two. It can be undone."`
	Undo   matchUndo   `cmd:"" help:"Take back what was decided of two numbers."`
}

type matchList struct {
	data
	authority
	output
	Doubtful bool `help:"Only those of which a person must decide."`
}

// Run lists matches.
func (c matchList) Run(s *session) error {
	return with(s, c.data, c.authority, func(a *door.Door, who door.Actor) error {
		list, err := matching.List(s.ctx, a.Session(who))
		if err != nil {
			return err
		}
		g := &grid{columns: []string{"number", "other_number", "state", "agrees", "differs", "against", "decided_on", "decided_by", "reason"}}
		for _, m := range list.Matches {
			if c.Doubtful && m.State != matching.Doubtful {
				continue
			}
			decided := ""
			if !m.DecidedOn.IsZero() {
				decided = m.DecidedOn.Format("2006-01-02")
			}
			g.add(m.First.ID, m.Other.ID, m.State, strings.Join(m.Agrees, "; "), strings.Join(m.Differs, "; "), strings.Join(m.Against, "; "),
				decided, m.DecidedBy, m.Reason)
		}
		return c.print(s.stdout, g)
	})
}

type matchDecide struct {
	data
	authority
	Number string `arg:"" help:"A child's number."`
	Other  string `arg:"" help:"The other number."`
	Same   bool   `xor:"what" help:"They are of one child."`
	Not    bool   `xor:"what" help:"They are of two children."`
	Reason string `required:"" placeholder:"WORDS" help:"Why."`
}

// Run decides of two numbers.
func (c matchDecide) Run(s *session) error {
	if c.Same == c.Not {
		return usagef("say --same or --not")
	}
	if err := stated(c.Reason, "they are one child, or two"); err != nil {
		return err
	}
	return with(s, c.data, c.authority, func(a *door.Door, who door.Actor) error {
		err := matching.Decide(s.ctx, a.Session(who), matching.Decision{First: c.Number, Other: c.Other, Same: c.Same, Reason: c.Reason, Source: "cli"})
		if errors.Is(err, door.ErrNotFound) {
			return fmt.Errorf("one of the two is the number of no child: heed match list gives those that may be one")
		}
		if err != nil {
			return err
		}
		what := "two children"
		if c.Same {
			what = "one child"
		}
		_, err = fmt.Fprintf(s.stdout, "%s and %s are taken as %s from now on. To undo it: heed match undo %[1]s %[2]s --reason WORDS\n", c.Number, c.Other, what)
		return err
	})
}

type matchUndo struct {
	data
	authority
	Number string `arg:"" help:"A child's number."`
	Other  string `arg:"" help:"The other number."`
	Reason string `required:"" placeholder:"WORDS" help:"Why it is undone."`
}

// Run undoes a decision.
func (c matchUndo) Run(s *session) error {
	if err := stated(c.Reason, "it is undone"); err != nil {
		return err
	}
	return with(s, c.data, c.authority, func(a *door.Door, who door.Actor) error {
		err := matching.Undo(s.ctx, a.Session(who), c.Number, c.Other, c.Reason)
		if errors.Is(err, door.ErrNotFound) {
			return fmt.Errorf("nobody has decided of %s and %s: heed match list gives what was decided", c.Number, c.Other)
		}
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(s.stdout, "What was decided of %s and %s is undone.\n", c.Number, c.Other)
		return err
	})
}
