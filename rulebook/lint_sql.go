package rulebook

import (
	"slices"
	"strings"
)

// clocks are the words by which SQL reads the machine's clock. A rule's only clock
// is $as_at.
var clocks = strings.Fields(`current_date current_time current_timestamp localtime localtimestamp now today
    get_current_time get_current_timestamp transaction_timestamp`)

// keywords are the ones that rules use; they are written in lower case.
var keywords = strings.Fields(`all and anti any as asc between by case cast cross desc distinct else end except
    exists false filter from full group having ilike in inner intersect interval is join lateral left like limit
    not null nulls on or order outer over partition qualify recursive right rows select semi then true union unnest
    using values when where window with`)

// sql checks the style of a rule's SQL, and that it gives the columns of the rule's kind.
func (l *linter) sql(r *Rule) {
	tokens := scanSQL(r.SQL)
	say := func(line int, format string, args ...any) {
		l.Add(r.File, r.SQLLine+line-1, r.ID, format, args...)
	}
	for _, t := range tokens {
		lower := strings.ToLower(t.text)
		switch {
		case slices.Contains(clocks, lower):
			say(t.line, "SQL reads the clock by %s; use $as_at", lower)
		case t.text != lower && slices.Contains(keywords, lower):
			say(t.line, "keyword %s must be in lower case", t.text)
		case t.text == ";":
			say(t.line, "SQL must be one statement")
		}
	}
	if n := strings.Index(r.SQL, "\t"); n >= 0 {
		say(1+strings.Count(r.SQL[:n], "\n"), "SQL is indented by four spaces, not a tab")
	}
	l.settings(r, tokens)
	lists := outputs(tokens)
	if len(lists) == 0 {
		say(1, "SQL has no select outside brackets")
		return
	}
	for _, list := range lists {
		for _, c := range list {
			if c.star {
				say(c.line, "select * at the end: name the columns")
				return
			}
		}
	}
	l.columns(r, lists[0])
}

// settings checks that the header and the SQL name the same local numbers.
func (l *linter) settings(r *Rule, tokens []token) {
	used := map[string]bool{}
	for _, s := range settingNames(tokens) {
		used[s.name] = true
		if _, ok := r.Settings[s.name]; !ok {
			l.Add(r.File, r.SQLLine+s.line-1, r.ID, "setting %q is not in the header", s.name)
		}
	}
	for name := range r.Settings {
		if !used[name] {
			l.find(r, "settings", "setting %q is not used", name)
		}
	}
}

// wanted gives the columns that a rule of its kind must have. A name that ends in | stands for a date or a moment: due|
// is due_on or due_at.
func wanted(r *Rule) []string {
	switch r.Kind {
	case Duty:
		return []string{"subject_id", "occasion_id", "arose|", "due|", "met|", "stopped|", "stopped_why"}
	case Measure:
		columns := []string{"subject_id", "occasion_id", "on_date"}
		switch r.Statistic {
		case Share:
			columns = append(columns, "counted")
		case Mean, Median, Sum:
			columns = append(columns, "value")
		case Count, Rate:
		}
		if r.Category != "" {
			columns = append(columns, "category")
		}
		return columns
	case Check:
		return []string{"record_type", "record_id", "field", "reason"}
	case View:
		if r.Drift != nil {
			return []string{"subject_id", "stage", "begun_on", "limit_on"}
		}
	}
	return nil
}

// columns checks the columns of a rule's first select, and that a duty gives moments just where its header says so.
func (l *linter) columns(r *Rule, list []column) {
	has := func(name string) bool {
		return slices.ContainsFunc(list, func(c column) bool { return c.name == name })
	}
	for _, name := range wanted(r) {
		stem, either := strings.CutSuffix(name, "|")
		if either && (has(stem+"_on") || has(stem+"_at")) || !either && has(name) {
			continue
		}
		if either {
			name = stem + "_on or " + stem + "_at"
		}
		l.Add(r.File, r.SQLLine+list[0].line-1, r.ID, "SQL does not give the column %s", name)
	}
	switch {
	case r.Timed && !has("due_at") && has("due_on"):
		l.find(r, "timed", "timed is true, and SQL gives due_on and no due_at")
	case !r.Timed && has("due_at"):
		l.find(r, "timed", "SQL gives due_at: the header must say timed: true")
	}
	if r.Kind == Measure {
		l.judged(r, has("due_on") || has("due_at"))
	}
}
