package figures

import (
	"io"
	"net/http"
	"net/url"
	"path"
	"strings"
	"time"

	"heed/internal/access"
	"heed/internal/figures"
	"heed/internal/web/kit"
	"heed/internal/words"
	"heed/rulebook"
)

// figurePage is one figure with all that it takes to trust it, or not to: what it is of, what is left out, how it moved, where it
// differs, the rows it was worked out from, and the rule.
type figurePage struct {
	kit.Frame
	// Broken says why there is no figure: a rule that fails is shown as broken, never as nought.
	Broken      string
	Value, Unit string
	// Unknown says that the records do not tell the figure: Value and UnknownWords say why, and Last what was last known, nil where nothing was.
	Unknown      bool
	UnknownWords string
	Last         *kit.LastKnown
	// Sentence says what the figure is of, and Rest how many of those did not count.
	Sentence, Rest      string
	Change, ChangeShape string
	Polarity            string
	Narrowed            *narrowedView
	KnownThen           *knownThenView
	Trust               kit.Trust
	Doubts              []doubtView
	Touched             touchedView
	Claims              *claimsView
	Part                *kit.Filter
	Trend               *trendView
	Beside              *besideView
	Comparators         []comparatorView
	Slices              []sliceView
	// Breakdowns lead to the figure by each dimension, with the population behind it.
	Breakdowns                  []kit.Crumb
	SliceNote, PopulationSource string
	Rows                        rowsView
	How                         howView

	// Days asks for a figure over days of one's own, nil where there is none.
	Days *daysView

	mayExport, mayFind bool
	over               []string // the days asked about, as the address holds them
}

// touchedView says how many rows a finding touches, blank where none does, and where the findings are.
type touchedView struct{ Words, Href string }

// narrowedView says that only part of the figure is shown, and leads back to the whole.
type narrowedView struct{ Words, Whole string }

// knownThenView is what the figure read with what was known when its day ended.
type knownThenView struct{ Words, Href string }

// doubtView is how many rows are left out for one reason.
type doubtView struct{ Count, Reason, Href string }

// comparatorView is a value to compare with, with its source.
type comparatorView struct{ Label, Value, Note, Source string }

// figureForm is what the address says beside the question: which part of the figure, and which of its rows.
type figureForm struct {
	Slice figures.Slice
	// Only is "", "yes", "no", "counted" or "left out".
	Only string
	Page int
	Days daysForm
}

func readFigureForm(values url.Values) figureForm {
	form := figureForm{Page: kit.PageNumber(values)}
	if dimension, value, found := strings.Cut(values.Get("slice"), ":"); found && value != "" {
		form.Slice = figures.Slice{Dimension: dimension, Value: value}
	}
	switch only := values.Get("only"); only {
	case "yes", "no", "counted", "left out":
		form.Only = only
	}
	return form
}

// slice is the form's part of the figure as the address holds it.
func (f figureForm) slice() string {
	if f.Slice.Dimension == "" {
		return ""
	}
	return f.Slice.Dimension + ":" + f.Slice.Value
}

func one(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	q, err := s.Question(r)
	if err != nil {
		return err
	}
	form, rule := readFigureForm(r.URL.Query()), s.Door.Book().Rule(r.PathValue("id"))
	if form.Days = readDays(r.URL.Query(), kit.Today(s.Now()), rule); len(form.Days.faults) > 0 {
		return badDays(s, w, r, rule, form.Days)
	}
	filter := figures.Filter{Slice: form.Slice, Over: form.Days.over, Only: form.Only, Page: form.Page, PerPage: kit.PageSize}
	found, err := figures.Find(r.Context(), s.Door.Session(s.Actor(r)).At(form.Days.question(q)), r.PathValue("id"), filter)
	if err != nil {
		return err
	}
	return s.Render(w, "figure", figurePageOf(s, r, found, form))
}

func figurePageOf(s *kit.Site, r *http.Request, found figures.Page, form figureForm) figurePage {
	rule, figure := found.Rule, found.Figure
	page := figurePage{Frame: s.Frame(r, rule.Title, found.Asked), Broken: found.Broken, Polarity: kit.PolarityWords(rule)}
	if page.over = form.Days.pairs(); page.over != nil {
		page.Kept.Set(kit.ParamAsAt, found.AsAt.Format(time.DateOnly))
	}
	page.Crumbs, page.mayExport = []kit.Crumb{{Text: "Figures", Href: page.Link("/figures")}}, s.May(page.Actor, access.Export)
	page.mayFind = s.May(page.Actor, access.ListFindings)
	page.How = page.how(rule, found.Duties, found.Follows)
	if found.Broken != "" {
		return page
	}
	page.Value, page.Unit = words.ValueParts(rule, figure.Value)
	if page.Days = daysOf(s, page.Frame, rule, form.Days); page.Days != nil {
		page.Days.Begins = found.BeginsWords()
	}
	page.Sentence, page.Rest = strings.TrimSuffix(found.Sentence, "."), kit.RestWords(rule, figure)
	if kit.IsHidden(figure) {
		page.Value, page.Unit = kit.HiddenMark, ""
	}
	if figure.Unknown != "" {
		page.Unknown, page.UnknownWords, page.Last = true, figures.UnknownWords(figure), kit.LastKnownOf(rule, figure)
		page.Value, page.Unit = figures.UnknownLabel(figure), ""
	}
	page.Change = kit.AgoWords(rule, found.Change, found.YearAgo)
	page.ChangeShape = kit.ChangeShape(found.Change)
	page.PopulationSource = figure.PopulationSource
	page.rely(found, form)
	page.Part = page.part(found, form)
	page.Trend = page.trend(found)
	page.Beside = page.beside(found)
	for _, c := range found.Comparators {
		note := c.Note
		c.Note = "" // it stands below the value
		page.Comparators = append(page.Comparators, comparatorView{c.Label, kit.ComparatorValue(rule, c), note, c.Source})
	}
	page.Claims = claims(found)
	page.Slices, page.SliceNote = page.slices(found, form)
	for _, table := range found.Slices {
		page.Breakdowns = append(page.Breakdowns, kit.Crumb{Text: "By " + words.LowerFirst(table.Title), Href: page.own(rule, "/breakdown", "by", table.Dimension)})
	}
	page.Rows = page.rows(r, found, form)
	return page
}

// rely says whether the figure can be relied on, and why or why not.
func (p *figurePage) rely(found figures.Page, form figureForm) {
	rule, figure := found.Rule, found.Figure
	p.Trust = kit.TrustOf(found.Trust)
	for _, l := range figure.LeftOut {
		doubt := doubtView{Count: words.Thousands(l.N), Reason: l.Reason}
		if found.MayOpenRows {
			doubt.Href = p.own(rule, "", "slice", form.slice(), "only", "left out") + "#rows"
		}
		p.Doubts = append(p.Doubts, doubt)
	}
	p.Touched = touchedView{Words: found.TouchedWords()}
	if p.mayFind {
		p.Touched.Href = p.Link("/findings")
	}
	if form.Slice.Dimension != "" {
		p.Narrowed = &narrowedView{sliceWords(found.Slices, form.Slice), p.own(rule, "")}
	}
	if found.KnownThen != nil {
		p.KnownThen = p.knownThen(rule, *found.KnownThen, found.AsAt)
	}
}

// knownThen says what a figure read with what was known when its day ended, and leads to that figure.
func (p *figurePage) knownThen(rule *rulebook.Rule, then figures.Figure, day time.Time) *knownThenView {
	text := "By the end of " + words.LongDate(day) + " nothing that it counts had been recorded: all of it was recorded later."
	switch {
	case then.Unknown != "":
		text = "With only what had been recorded by the end of " + words.LongDate(day) + " it could not be told: the records that tell it came later."
	case then.Value != nil:
		text = "With only what had been recorded by the end of " + words.LongDate(day) + " it read " + kit.ValueWithUnit(rule, then.Value)
		if base := kit.BaseWords(rule, then); base != "" {
			text += " (" + base + ")"
		}
		text += ". The difference was recorded later."
	}
	iso := day.Format(time.DateOnly)
	values := url.Values{kit.ParamAsAt: {iso}, kit.ParamKnownAt: {iso}}
	for i := 0; i+1 < len(p.over); i += 2 {
		values.Set(p.over[i], p.over[i+1])
	}
	return &knownThenView{text, kit.WithQuery("/figures/"+rule.ID, values)}
}

// own gives an address of the figure of this page, with the present question and the days that were asked about.
func (p *figurePage) own(rule *rulebook.Rule, below string, namesAndValues ...string) string {
	return p.Link("/figures/"+rule.ID+below, append(namesAndValues, p.over...)...)
}

// part makes the form that narrows the figure to one part, nil where there are none. What day is asked about has its own form.
func (p *figurePage) part(found figures.Page, form figureForm) *kit.Filter {
	address := "/figures/" + found.Rule.ID
	choose := kit.Select{Name: "slice", Label: "Only", Options: []kit.Option{{Value: "", Label: "Everything", Selected: form.Slice.Dimension == ""}}}
	for _, table := range found.Slices {
		for _, row := range table.Rows {
			one := figures.Slice{Dimension: table.Dimension, Value: row.Value}
			choose.Options = append(choose.Options, kit.Option{Value: table.Dimension + ":" + row.Value, Label: table.Title + ": " + row.Label, Selected: one == form.Slice})
		}
	}
	if len(choose.Options) == 1 {
		return nil
	}
	return &kit.Filter{Action: address, Heading: "Show one part of this figure", ClearLink: p.own(found.Rule, ""), Selects: []kit.Select{choose}, Kept: p.keptInForm()}
}

// keptInForm is what a form of this page must not lose: the question and the days that were asked about.
func (p *figurePage) keptInForm() []kit.Pair {
	kept := kit.Pairs(p.Kept)
	for i := 0; i+1 < len(p.over); i += 2 {
		kept = append(kept, kit.Pair{Name: p.over[i], Value: p.over[i+1]})
	}
	return kept
}

// sliceWords names a part of a figure: Team: Assessment 1.
func sliceWords(tables []figures.SliceTable, slice figures.Slice) string {
	for _, table := range tables {
		if table.Dimension != slice.Dimension {
			continue
		}
		for _, row := range table.Rows {
			if row.Value == slice.Value {
				return table.Title + ": " + row.Label
			}
		}
	}
	return strings.ReplaceAll(slice.Dimension, "_", " ") + ": " + slice.Value
}

// exportRows gives every row of a figure as CSV or as a workbook, as its address ends. The use case logs it.
func exportRows(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	q, err := s.Question(r)
	if err != nil {
		return err
	}
	id, form := r.PathValue("id"), readFigureForm(r.URL.Query())
	rule := s.Door.Book().Rule(id)
	if form.Days = readDays(r.URL.Query(), kit.Today(s.Now()), rule); len(form.Days.faults) > 0 {
		return badDays(s, w, r, rule, form.Days)
	}
	name := kit.Anchor(id) + "-rows" + path.Ext(r.URL.Path)
	return s.Download(w, r, name, func(to io.Writer) error {
		filter := figures.Filter{Slice: form.Slice, Over: form.Days.over}
		return figures.Export(r.Context(), s.Door.Session(s.Actor(r)).At(form.Days.question(q)), id, filter, figures.RowsFile(to, name))
	})
}
