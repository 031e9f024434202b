package figures

import (
	"net/http"
	"time"

	"heed/internal/figures"
	"heed/internal/web/kit"
	"heed/internal/words"
	"heed/rulebook"
)

// rowsView is the rows that a figure was worked out from.
type rowsView struct {
	// MayOpen is false for readers who see totals only.
	MayOpen bool
	Heading string
	// About is the kind of thing that each row is about, Head the same as a heading; only Children have an age and a team.
	About, Head string
	Children    bool
	// Each says what one row is. Caption says which rows these are.
	Each, Caption string
	// From, Due and Done say that the rows have a day they are counted from, a day that they are due and a day on which it was done; Dated that
	// they have the day that they are of instead.
	From, Due, Done, Dated bool
	Choices                []choiceView
	Unlisted               []string
	Rows                   []rowView
	Valued                 bool
	Value                  string
	Category               string
	Pager                  *kit.Pager
	// Export and Book are blank for readers who may not take rows away.
	Export, Book string
}

// choiceView is a link that shows some of a list, with how many those are.
type choiceView struct {
	Label, Href string
	Current     bool
}

type rowView struct {
	// Child is the page of the child, blank where the reader may not open it; Who is how the child is called.
	Who, Child string
	// Clock is the page of its clock, blank where it has none.
	Clock           string
	On              string
	From, Due, Done string
	Late, Detail    string
	Tag             kit.Tag
	Reason          string
	Value, Category string
	AgeBand, Team   string
}

// rows makes the list behind a figure. What its headings count is what it lists.
func (p *figurePage) rows(r *http.Request, found figures.Page, form figureForm) rowsView {
	rule := found.Rule
	v := rowsView{
		MayOpen: found.MayOpenRows, About: rule.Subject, Head: words.Capital(rule.Subject), Children: rule.AboutChild(),
		Valued: hasValues(rule), Category: words.Capital(rule.Category), Each: rule.Row,
		From: gives(rule, "arose"), Due: gives(rule, "due"), Done: gives(rule, "met"),
	}
	v.Dated = !v.Due && !v.Done
	v.Heading, v.Choices = p.rowChoices(found, form)
	v.Caption = rowCaption(rule, form.Only, found.Total)
	if !v.MayOpen {
		return v
	}
	v.Value = "Value"
	if rule.Unit != "" && rule.Unit != "%" {
		v.Value = words.Capital(rule.Unit)
	}
	for _, row := range found.Rows {
		v.Rows = append(v.Rows, p.row(rule, row))
	}
	v.Unlisted = unlisted(found)
	v.Pager = kit.NewPager(r.URL, form.Page, kit.PageSize, found.Total)
	if p.mayExport {
		v.Export, v.Book = p.own(rule, "/rows.csv", "slice", form.slice()), p.own(rule, "/rows.xlsx", "slice", form.slice())
	}
	return v
}

// rowChoices makes the heading of the rows and the links that narrow them. Where some rows lie outside what the reader may see,
// the links give no numbers: a number is the length of the list that it opens.
func (p *figurePage) rowChoices(found figures.Page, form figureForm) (string, []choiceView) {
	rule, figure := found.Rule, found.Figure
	left := figure.TotalLeftOut()
	var choices []choiceView
	add := func(label, only string, n int) {
		if found.OutsideN == 0 {
			label += " (" + words.Thousands(n) + ")"
		}
		choices = append(choices, choiceView{label, p.own(rule, "", "slice", form.slice(), "only", only) + "#rows", form.Only == only})
	}
	add("Everything", "", figure.Rows+left)
	switch {
	case figure.Unknown != "":
		add("Within the records", "counted", figure.Rows)
	case rule.Statistic == rulebook.Share:
		yes := kit.Whole(figure.Numerator)
		add(words.Capital(rule.CountedAs), "yes", yes)
		add(words.Capital(rule.NotCountedAs), "no", figure.Rows-yes)
	default:
		add("Counted", "counted", figure.Rows)
	}
	add("Left out", "left out", left)
	heading := "The rows: " + words.Count(figure.Rows, "row") + words.Either(figure.Unknown == "", " in the figure", " of days that the records cover")
	if left > 0 {
		heading += ", " + words.Thousands(left) + " left out"
	}
	if !found.MayOpenRows && (figure.Unknown != "" || kit.IsHidden(figure)) {
		heading = "The rows" // how many there are is not shown
	}
	return heading, choices
}

// unlisted says what the list holds back and why.
func unlisted(found figures.Page) []string {
	var lines []string
	if found.OutsideN > 0 {
		lines = append(lines, "Listed here: "+words.Count(found.Total, "row")+" about children you may see. "+words.Count(found.OutsideN, "more row")+
			" of this kind count towards the figure and are not listed.")
	}
	if found.HiddenN > 0 {
		lines = append(lines, words.Count(found.HiddenN, "row")+" on this page say what is sensitive in itself: counted, without a name or number.")
	}
	return lines
}

func rowCaption(rule *rulebook.Rule, only string, total int) string {
	rows := words.Count(total, "row")
	switch only {
	case "yes":
		return rows + ": those that " + rule.CountedAs
	case "no":
		return rows + ": those that " + rule.NotCountedAs
	case "counted":
		return rows + " counted"
	case "left out":
		return rows + " left out, with the reason"
	}
	return rows + ": all that " + rule.ID + " looked at"
}

// gives says whether a measure's rows have a day of a kind: arose, due or met.
func gives(rule *rulebook.Rule, stem string) bool {
	return rule.Gives(stem+"_on") || rule.Gives(stem+"_at")
}

// hasValues says whether each row has a value of its own.
func hasValues(rule *rulebook.Rule) bool {
	return rule.Statistic == rulebook.Mean || rule.Statistic == rulebook.Median || rule.Statistic == rulebook.Sum
}

func (p *figurePage) row(rule *rulebook.Rule, row figures.Row) rowView {
	v := rowView{
		Who: kit.ChildWords(row.Child), On: words.ShortDate(row.On), Category: row.CategoryLabel, AgeBand: row.AgeBand, Team: row.Team,
		Tag: rowTag(row), Reason: row.Why, Late: lateWords(row), Detail: words.Capital(row.Detail),
		From: fromWords(rule, row), Due: stampWords(rule, row.Due), Done: doneWords(rule, row),
	}
	if outsideRecords(row.LeftOut) {
		v.Reason = "" // its tag says it
	}
	if row.Child.Hidden {
		v.On, v.Category, v.AgeBand, v.Team = notShown, notShown, notShown, notShown
	} else if row.Child.ID != "" && row.Child.Kind == "" {
		v.Child = p.Child(row.Child.ID)
	}
	if row.Clock != nil {
		v.Clock = p.Link("/clock", "duty", row.Clock.Duty, "about", row.Subject, "occasion", row.Clock.Occasion)
	}
	if hasValues(rule) && row.Value != nil {
		v.Value = words.InUnit(*row.Value, rule.Unit)
	}
	return v
}

// notShown stands for what is held of a restricted record, so that nobody takes it for missing.
const notShown = "Not shown"

// fromWords writes the day that a row is counted from, which is not shown of a restricted record.
func fromWords(rule *rulebook.Rule, row figures.Row) string {
	switch {
	case row.Child.Hidden:
		return notShown
	case row.Arose.IsZero():
		return "Not known"
	}
	return stampWords(rule, row.Arose)
}

// stampWords writes a day for the list, with its hour where the measure counts hours; blank where there is none.
func stampWords(rule *rulebook.Rule, at time.Time) string {
	switch {
	case at.IsZero():
		return ""
	case rule.Timed:
		return words.ShortDate(kit.Today(at)) + ", " + words.ClockTime(at)
	}
	return words.ShortDate(at)
}

// doneWords says on which day what a row asks about was done or, where it was due, that nothing recorded by the day it was judged on shows it.
func doneWords(rule *rulebook.Rule, row figures.Row) string {
	if !row.Met.IsZero() || row.Due.IsZero() || row.LeftOut != "" {
		return stampWords(rule, row.Met)
	}
	day := row.To
	if rule.Timed {
		day = kit.Today(row.To.Add(-1))
	}
	return "Nothing recorded by " + words.ShortDate(day)
}

// lateWords says how late what a row asks about was, or that it was not.
func lateWords(row figures.Row) string {
	switch {
	case row.LateWords != "":
		return words.Capital(row.LateWords)
	case row.LeftOut != "":
		return "Not judged"
	case row.Due.IsZero():
		return "Not known"
	case row.Met.IsZero():
		return "Not due yet"
	}
	return "In time"
}

// outsideRecords says whether a row was left out because the records do not cover its day.
func outsideRecords(reason string) bool {
	switch figures.TrustLevel(reason) {
	case figures.NotKnownYet, figures.BeforeRecords, figures.NothingFeeds:
		return true
	case figures.Sound, figures.Care, figures.Weak:
	}
	return false
}

// rowTag gives the state of a row. Whether to count is good or bad depends on the measure, so it has no colour of its own.
func rowTag(row figures.Row) kit.Tag {
	switch {
	case outsideRecords(row.LeftOut):
		return kit.StatusTag(row.LeftOut)
	case row.LeftOut != "" && kit.CannotTell(row.LeftOut):
		return kit.Tag{Class: "unknown", Shape: "question", Word: "Cannot tell"}
	case row.LeftOut != "":
		return kit.Tag{Class: "unknown", Shape: "bar", Word: "Left out"}
	case row.Counted != nil && !*row.Counted:
		return kit.Tag{Class: "priority", Shape: "cross", Word: "Not counted"}
	}
	return kit.Tag{Class: "priority", Shape: "tick", Word: "Counted"}
}
