package figures

import (
	"net/http"

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
	// Caption says which rows these are.
	Caption  string
	Choices  []choiceView
	Unlisted []string
	Rows     []rowView
	Valued   bool
	Value    string
	Category string
	Pager    *kit.Pager
	// Export is blank for readers who may not take rows away.
	Export string
}

// choiceView is a link that shows some of a list, with how many those are.
type choiceView struct {
	Label, Href string
	Current     bool
}

type rowView struct {
	// Child is the page of the child, blank where the reader may not open it; Who is how the child is called.
	Who, Child      string
	On              string
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
		Valued: hasValues(rule), Category: words.Capital(rule.Category),
	}
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
		v.Export = p.own(rule, "/rows.csv", "slice", form.slice())
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
		add("Counted", "yes", yes)
		add("Not counted", "no", figure.Rows-yes)
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
		lines = append(lines, words.Count(found.HiddenN, "row")+" on this page are of restricted records: counted, without a name or number.")
	}
	return lines
}

func rowCaption(rule *rulebook.Rule, only string, total int) string {
	rows := words.Count(total, "row")
	switch only {
	case "yes":
		return rows + " that count"
	case "no":
		return rows + " that are in the total and do not count"
	case "counted":
		return rows + " counted"
	case "left out":
		return rows + " left out, with the reason"
	}
	return rows + ": all that " + rule.ID + " looked at"
}

// hasValues says whether each row has a value of its own.
func hasValues(rule *rulebook.Rule) bool {
	return rule.Statistic == rulebook.Mean || rule.Statistic == rulebook.Median || rule.Statistic == rulebook.Sum
}

func (p *figurePage) row(rule *rulebook.Rule, row figures.Row) rowView {
	v := rowView{
		Who: kit.ChildWords(row.Child), On: words.ShortDate(row.On), Category: row.CategoryLabel, AgeBand: row.AgeBand, Team: row.Team,
		Tag: rowTag(row), Reason: row.LeftOut,
	}
	if outsideRecords(row.LeftOut) {
		v.Reason = "" // its tag says it
	}
	if !row.Child.Hidden && row.Child.ID != "" && row.Child.Kind == "" {
		v.Child = p.Child(row.Child.ID)
	}
	if hasValues(rule) && row.Value != nil {
		v.Value = words.InUnit(*row.Value, rule.Unit)
	}
	return v
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
