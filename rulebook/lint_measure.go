package rulebook

import "strings"

// said checks that a measure says in words what its rows are, and a share what those that count did and what the others did: a reader never
// meets "35 did not" alone.
func (l *linter) said(r *Rule) {
	if r.Row == "" {
		l.find(r, "row", "row is missing: say what one row is, and of which day")
	}
	for _, said := range []struct{ key, words string }{{"counted", r.CountedAs}, {"not_counted", r.NotCountedAs}} {
		verb, _, _ := strings.Cut(said.words, " ")
		switch {
		case r.Statistic != Share && said.words != "":
			l.find(r, said.key, "%s is for shares only", said.key)
		case r.Statistic != Share:
		case said.words == "":
			l.find(r, said.key, "%s is missing: say what these rows did, such as: were held in time", said.key)
		case verb == "was" || verb == "is" || verb == "has" || verb == "does":
			l.find(r, said.key, "%s is said of many: %q follows a number", said.key, said.words)
		}
	}
}

// judged checks that a measure whose rows have a due day says in what its lateness is counted and which duties it judges.
func (l *linter) judged(r *Rule, due bool) {
	switch {
	case due && r.Counts == "":
		l.find(r, "counts", "SQL gives a due day, so counts must say what lateness is counted in: hours, working days or days")
	case !due && r.Counts != "":
		l.find(r, "counts", "counts is for a measure whose SQL gives a due day")
	}
	if due && !r.SaysDuties {
		l.find(r, "duties", "SQL gives a due day, so duties must name the duties that it judges; [] where it judges none")
	}
}
