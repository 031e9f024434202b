package oversight

import (
	"net/http"
	"net/url"
	"strings"
	"time"

	"heed/internal/access"
	"heed/internal/door"
	"heed/internal/oversight"
	"heed/internal/web/kit"
	"heed/internal/words"
)

// odditiesHref is the address of the list.
const odditiesHref = "/access-log/oddities"

func hrefOf(ref oversight.Ref) string { return odditiesHref + "/" + url.PathEscape(ref.String()) }

// odditiesPage lists what is odd in the access log of a week.
type odditiesPage struct {
	kit.Frame
	Heading, Caption string
	Counts           []kit.Count
	Rows             []oddityRow
	Rules            []oversight.Rule
	// Earlier and Later lead to the weeks before and after, blank where there is none.
	Earlier, Later string
}

type oddityRow struct {
	Day, Who, Role   string
	Words, Href      string
	Children         string
	Open             bool
	Reviewed, Result string
}

func oddities(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	to, _ := kit.ParseDate(r.URL.Query().Get("to")) // today, where no day is asked for
	session := s.Door.Session(s.Actor(r))
	week, err := oversight.Oddities(r.Context(), session, to)
	if err != nil {
		return err
	}
	page := odditiesPage{
		Frame: s.Plain(r, "Oddities of the access log"), Rules: oversight.Rules(session),
		Heading: words.LongDate(week.From) + " to " + words.LongDate(week.To), Caption: "Looks that somebody is to look into, the latest first",
		Counts: []kit.Count{{N: len(week.Oddities), Label: "found", Href: "#list"}, {N: week.Open, Label: "not looked into yet", Href: "#list"}},
	}
	page.Crumbs = []kit.Crumb{{Text: "Access log", Href: "/access-log"}}
	page.Earlier = kit.WithQuery(odditiesHref, url.Values{"to": {week.From.AddDate(0, 0, -1).Format(time.DateOnly)}})
	if week.To.Before(session.Day()) {
		page.Later = kit.WithQuery(odditiesHref, url.Values{"to": {week.To.AddDate(0, 0, 7).Format(time.DateOnly)}})
	}
	for _, one := range week.Oddities {
		page.Rows = append(page.Rows, rowOf(s, one))
	}
	return s.Render(w, "oddities", page)
}

func rowOf(s *kit.Site, one oversight.Oddity) oddityRow {
	row := oddityRow{
		Day: words.LongDate(one.Day), Who: kit.LogName(one.Name, one.Who), Role: words.Capital(strings.Join(one.Roles, ", ")), Words: one.Words, Href: hrefOf(one.Ref),
		Open: one.Review == nil,
	}
	if one.Review != nil {
		row.Result = conclusionWords(s, one.Review.Conclusion)
		row.Reviewed = one.Review.By + ", " + words.LongDate(one.Review.On)
	}
	return row
}

func conclusionWords(s *kit.Site, code string) string {
	return s.Door.Catalogue().Lists["access-conclusion"].Label(code)
}

// oddityPage is one oddity with the entries that say so, and what was found.
type oddityPage struct {
	kit.Frame
	Href, Person, Roles, Day, Words string
	Own                             bool
	Entries                         []entryView
	// Result, Found and Reviewed are what was found, and by whom; they are blank where nobody has looked into it.
	Result, Found, Reviewed string
	Fields                  []kit.Input
}

type entryView struct {
	At, For     string
	Action      string
	Detail      string
	About, Href string
	Tag         kit.Tag
	Reason      string
}

func oddity(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	return showOddity(s, w, r, nil)
}

func showOddity(s *kit.Site, w http.ResponseWriter, r *http.Request, faults kit.Faults) error {
	ref, err := oversight.ParseRef(r.PathValue("id"))
	if err != nil {
		return err
	}
	one, err := oversight.FindOddity(r.Context(), s.Door.Session(s.Actor(r)), ref)
	if err != nil {
		return err
	}
	row := rowOf(s, one)
	page := oddityPage{
		Frame: s.Plain(r, row.Who+": "+words.LowerFirst(row.Words)), Href: row.Href, Person: row.Who, Roles: row.Role, Day: row.Day, Words: row.Words, Own: one.Own,
		Result: row.Result, Reviewed: row.Reviewed,
	}
	if one.Review != nil {
		page.Found = one.Review.Found
	}
	page.Crumbs = []kit.Crumb{{Text: "Access log", Href: "/access-log"}, {Text: "Oddities", Href: odditiesHref}}
	page.Faults = faults
	for _, e := range one.Entries {
		view := entryView{
			At: moment(e.At), Action: words.Capital(e.Action), Detail: e.Detail, Reason: e.Reason, For: forWords(e),
			Tag: kit.Tag{Class: "met", Shape: "tick", Word: "Allowed"},
		}
		view.About, view.Href = page.LogSubject(e.About, s.May(page.Actor, access.ManageAccounts))
		if !e.Allowed {
			view.Tag = kit.Tag{Class: "overdue", Shape: "cross", Word: "Refused"}
		}
		page.Entries = append(page.Entries, view)
	}
	page.fields(s, r)
	return s.RenderStatus(w, faults.Status(), "oddity", page)
}

// forWords says for whom an entry was done, blank where for nobody.
func forWords(e door.AccessEntry) string {
	whom := door.WhomOf(e.Who)
	if whom == "" {
		return ""
	}
	return kit.LogName(e.ForName, whom)
}

// fields fills in the form with what was sent.
func (p *oddityPage) fields(s *kit.Site, r *http.Request) {
	p.Fields = []kit.Input{
		{Name: "conclusion", Label: "Conclusion", Choices: s.Codes("access-conclusion", r.PostFormValue("conclusion"))},
		{Name: "found", Label: "What you found", Hint: "In a sentence or two, without the name of a child", Value: r.PostFormValue("found")},
	}
	p.Fields = p.Faults.Beside(p.Fields)
}

func lookInto(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	ref, err := oversight.ParseRef(r.PathValue("id"))
	if err != nil {
		return err
	}
	found, err := oversight.Sign(r.Context(), s.Door.Session(s.Actor(r)), ref, r.PostFormValue("conclusion"), r.PostFormValue("found"))
	if err != nil {
		return err
	}
	if len(found) > 0 {
		return showOddity(s, w, r, kit.FaultsOf(found, "found"))
	}
	http.Redirect(w, r, hrefOf(ref), http.StatusSeeOther) //nolint:gosec // a path of this server
	return nil
}
