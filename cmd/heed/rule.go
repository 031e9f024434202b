package main

import (
	"fmt"
	"os"
	"slices"

	"heed/rulebook"
)

type ruleCommands struct {
	List  ruleList  `cmd:"" help:"List the rules."`
	Show  ruleShow  `cmd:"" help:"Show one rule: what it says, what it rests on, and its SQL."`
	Check ruleCheck `cmd:"" help:"Check that every rule is well written. Exit 3 if one is not."`
	Test  ruleTest  `cmd:"" help:"Run the tests of all rules, or of those named. Exit 1 if one fails."`
	Run   ruleRun   `cmd:"" help:"Run one rule over an authority's records: a duty's clocks, a measure's rows, what a check finds."`
}

// book is the flag of the commands that a rule's author uses.
type book struct {
	Rulebook string `name:"rulebook" placeholder:"DIR" help:"Take the rules from this folder, such as rulebook, rather than those built into heed: to try a rule that is being written."`
}

// load reads the rules. Its error joins every fault of the folder, each a [rulebook.Finding].
func (b book) load() (*rulebook.Book, error) {
	if b.Rulebook == "" {
		return rulebook.Load()
	}
	if info, err := os.Stat(b.Rulebook); err != nil || !info.IsDir() {
		return nil, usagef("--rulebook %s is no folder", b.Rulebook)
	}
	rules, err := rulebook.Parse(os.DirFS(b.Rulebook))
	if err == nil && len(rules.Rules) == 0 {
		err = usagef("--rulebook %s holds no rules: they are in its folders duties, measures, checks and views", b.Rulebook)
	}
	return rules, err
}

// find gives a rule of the kinds allowed, or of any.
func find(rules *rulebook.Book, id string, kinds ...rulebook.Kind) (*rulebook.Rule, error) {
	r := rules.Rule(id)
	switch {
	case r == nil && len(kinds) == 1:
		return nil, usagef("there is no %s %q: heed rule list --kind %[1]s gives them all", kinds[0], id)
	case r == nil:
		return nil, usagef("there is no rule %q: heed rule list gives them all", id)
	case len(kinds) > 0 && !slices.Contains(kinds, r.Kind):
		return nil, usagef("%s is a %s, not a %s: heed rule list --kind %[3]s gives them all", id, r.Kind, kinds[0])
	}
	return r, nil
}

type ruleList struct {
	book
	output
	Kind string `help:"Only rules of this kind: duty, measure, check or view."`
}

// Run lists the rules.
func (c ruleList) Run(s *session) error {
	if c.Kind != "" && !slices.Contains(rulebook.Kinds, rulebook.Kind(c.Kind)) {
		return usagef("--kind %s is no kind of rule: it is duty, measure, check or view", c.Kind)
	}
	book, err := c.load()
	if err != nil {
		return err
	}
	g := &grid{columns: []string{"id", "kind", "area", "force", "title", "number", "source", "version"}}
	for _, r := range book.Rules {
		if c.Kind == "" || c.Kind == string(r.Kind) {
			g.add(r.ID, string(r.Kind), r.Area, r.Force, r.Title, r.Number, r.Source, ruleVersion(r))
		}
	}
	if c.Output == "table" {
		g.keep(5)
	}
	return c.print(s.stdout, g)
}

// ruleVersion names a rule's version: the number its author gave and the digest of its file.
func ruleVersion(r *rulebook.Rule) string { return fmt.Sprintf("%d-%s", r.Version, r.Digest) }
