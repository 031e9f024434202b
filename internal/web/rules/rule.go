package rules

import (
	"net/http"
	"slices"
	"strings"

	"heed/internal/access"
	"heed/internal/rules"
	"heed/internal/web/kit"
	"heed/internal/words"
	"heed/rulebook"
)

// rulePage is one rule as it runs: its header, its SQL, its tests, and who relies on it.
type rulePage struct {
	kit.Frame
	Kind, ID, Heading, About, Why string
	// Broken says why the rule fails; whatever rests on it is shown as broken too.
	Broken   string
	Facts    []kit.Fact
	Settings []settingView
	Reads    []readView
	UsedBy   []ruleLine
	SQL      string
	Tests    []testView
	// Results leads to what the rule gives: a figure, or a list of clocks.
	Results, ResultsWords string
	// Judged are the figures that judge a duty.
	Judged []kit.Judged
}

// settingView is a local number as it stands: what the council has set, or the rule's own where it has set none.
type settingView struct{ Name, Value, Basis string }

// readView is a record type or view that a rule reads. A record type has no page of its own.
type readView struct{ Name, Href string }

func one(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	found, err := rules.Find(r.Context(), s.Door.Session(s.Actor(r)), r.PathValue("id"))
	if err != nil {
		return err
	}
	return s.Render(w, "rule", rulePageOf(s, r, found))
}

func rulePageOf(s *kit.Site, r *http.Request, found rules.Page) rulePage {
	rule := found.Rule
	page := rulePage{
		Frame: s.Plain(r, rule.Title), Kind: string(rule.Kind), ID: rule.ID, Heading: rule.Title, About: rule.About, Why: rule.Why,
		Broken: found.Broken, SQL: rule.SQL, Facts: ruleFacts(found), Tests: testViews(rule, s.Door.Catalogue()),
	}
	page.Crumbs = []kit.Crumb{{Text: "Rules", Href: "/rules"}}
	switch rule.Kind {
	case rulebook.Measure:
		page.Results, page.ResultsWords = page.Figure(rule.ID), "See the figure and its rows"
	case rulebook.Duty:
		page.Results, page.ResultsWords = page.Link("/clocks", "duty", rule.ID), "See its clocks"
	case rulebook.Check, rulebook.View:
	}
	if rule.Kind == rulebook.Duty && !s.May(page.Actor, access.ListClocks) {
		page.Results = ""
	}
	page.Judged = page.JudgedBy(found.Judges)
	for _, user := range found.UsedBy {
		page.UsedBy = append(page.UsedBy, line(page.Frame, user, ""))
	}
	for _, name := range rule.Reads {
		read := readView{Name: name}
		if t := s.Door.Catalogue().Type(name); t != nil {
			read.Name = t.Title
		}
		if slices.Contains(found.Views, name) {
			read = readView{s.Door.Book().Rule(name).Title, page.Rule(name)}
		}
		page.Reads = append(page.Reads, read)
	}
	for _, setting := range found.Settings {
		page.Settings = append(page.Settings, settingView{
			Name: words.Capital(strings.ReplaceAll(setting.Name, "_", " ")), Value: setting.Value,
			Basis: words.Either(setting.Own, "Set by your council. ", "Heed’s default: your council has set none. ") + setting.Basis,
		})
	}
	return page
}

// ruleFacts is a rule's header in words, and how its numbers stand.
func ruleFacts(found rules.Page) []kit.Fact {
	rule := found.Rule
	var facts []kit.Fact
	add := func(label, value string) {
		if value != "" {
			facts = append(facts, kit.Fact{Label: label, Value: value})
		}
	}
	if rule.Kind != rulebook.View {
		for _, fact := range kit.BasisFacts(rule) {
			if fact.Label != "Local number" { // its own table says how it stands
				facts = append(facts, fact)
			}
		}
	}
	add("Area", words.Capital(rule.Area))
	add("Each row is about", "A "+rule.Subject)
	switch rule.Kind {
	case rulebook.Duty:
		add("Whose clock it is", ownerWords(rule.Owner))
		add("Shows as due soon", warnWords(rule))
		facts = append(facts, kit.HarmFacts(rule, found.Gap.Value, found.Gap.Basis)...)
	case rulebook.Measure:
		add("Worked out as", kit.StatisticWords(rule))
		add("Covers", kit.CoverWords(rule))
		add("Which way is better", kit.PolarityWords(rule))
		add("Unit", unitWords(rule.Unit))
		add("Population", words.Capital(rule.Population))
		add("Sliced by", words.Capital(rule.Category))
		add("Published series it follows", words.Capital(found.Follows))
		add("Where it differs", rule.Published.Differs)
	case rulebook.Check, rulebook.View:
	}
	add("Version", words.Thousands(rule.Version)+", checksum "+rule.Digest)
	add("File", "rulebook/"+rule.File)
	return facts
}

func unitWords(unit string) string {
	if unit == "%" {
		return "Per cent"
	}
	return words.Capital(unit)
}

func ownerWords(owner string) string {
	if owner == "allocated_worker" {
		return "The worker allocated to the child"
	}
	return words.Capital(owner)
}

func warnWords(rule *rulebook.Rule) string {
	if rule.Warn.N == 0 {
		return "5 working days before it is due"
	}
	return rule.Warn.String() + " before it is due"
}
