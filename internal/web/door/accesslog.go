package door

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"heed/internal/access"
	"heed/internal/door"
	"heed/internal/web/kit"
	"heed/internal/words"
)

// accessLogPage shows who looked at what, and who was refused.
type accessLogPage struct {
	kit.Frame
	Filter   kit.Filter
	Caption  string
	Narrowed bool
	Rows     []accessRow
	// Newer and Older lead through the log. It is too long to count.
	Newer, Older string
}

type accessRow struct {
	At, Who, For   string
	Role           string
	Action, Detail string
	About, Href    string
	Tag            kit.Tag
	Reason         string
}

// onlyRefused is the answer that a reader chooses to see nothing but refusals.
const onlyRefused = "refused"

// accessLogForm narrows the log by who looked, at which child, when, and whether they were refused.
type accessLogForm struct {
	Who, Child string
	From, To   time.Time
	Refused    bool
	typed      url.Values
	Page       int
}

func (f *accessLogForm) read(values url.Values) kit.Faults {
	var faults kit.Faults
	f.typed, f.Page = values, kit.PageNumber(values)
	f.Who, f.Child = strings.TrimSpace(values.Get("who")), strings.TrimSpace(values.Get("child"))
	f.Refused = values.Get("answer") == onlyRefused
	day := func(name, label string) time.Time {
		typed := strings.TrimSpace(values.Get(name))
		if typed == "" {
			return time.Time{}
		}
		d, ok := kit.ParseDate(typed)
		if !ok {
			faults.Add(name, label+" must be a date, such as 31 October 2026")
		}
		return d
	}
	f.From, f.To = day("from", "From"), day("to", "To")
	if !f.From.IsZero() && !f.To.IsZero() && f.To.Before(f.From) {
		faults.Add("to", "To must be the same day as From or later")
	}
	return faults
}

// filter gives what the door is asked for. Both days are within it.
func (f accessLogForm) filter() door.AccessFilter {
	a := door.AccessFilter{Who: f.Who, Subject: f.Child, Refused: f.Refused, Page: f.Page, PerPage: kit.PageSize}
	if !f.From.IsZero() {
		a.Since = startOfDay(f.From)
	}
	if !f.To.IsZero() {
		a.Until = startOfDay(f.To.AddDate(0, 0, 1))
	}
	return a
}

// startOfDay gives the instant at which a civil day begins in London.
func startOfDay(day time.Time) time.Time {
	return time.Date(day.Year(), day.Month(), day.Day(), 0, 0, 0, 0, words.London).UTC()
}

func accessLog(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	var form accessLogForm
	faults := form.read(r.URL.Query())
	page := accessLogPage{Frame: s.Plain(r, "Access log"), Filter: form.view(faults)}
	page.Faults = faults
	if len(faults) > 0 {
		return s.RenderStatus(w, http.StatusBadRequest, "accesslog", page)
	}
	found, err := door.AccessLog(r.Context(), s.Door.Session(s.Actor(r)), form.filter())
	if err != nil {
		return err
	}
	page.Caption = "Who looked at what, the latest first"
	page.Narrowed = form.Who != "" || form.Child != "" || form.Refused || !form.From.IsZero() || !form.To.IsZero()
	if form.Page > 1 {
		page.Newer = pageLinkTo(r.URL, form.Page-1)
	}
	if found.More {
		page.Older = pageLinkTo(r.URL, form.Page+1)
	}
	for _, a := range found.Entries {
		page.Rows = append(page.Rows, page.row(a, s.May(page.Actor, access.ManageAccounts)))
	}
	return s.Render(w, "accesslog", page)
}

func (f accessLogForm) view(faults kit.Faults) kit.Filter {
	text := func(name, label, hint string) kit.Text {
		return kit.Text{Name: name, Label: label, Hint: hint, Value: f.typed.Get(name), Fault: faults.On(name)}
	}
	return kit.Filter{
		Action: "/access-log", Heading: "Show only", ClearLink: "/access-log",
		Selects: []kit.Select{{Name: "answer", Label: "Answer", Options: []kit.Option{
			{Value: "", Label: "Allowed and refused", Selected: !f.Refused}, {Value: onlyRefused, Label: "Refused only", Selected: f.Refused},
		}}},
		Texts: []kit.Text{
			text("who", "Who looked", "A part of their name, or their number in the list of staff. What colleagues did for them is found too, and says so"),
			text("child", "Which child", "The council’s number for the child. Exports that held the child are found too"),
			text("from", "From", "Such as 31 October 2026"),
			text("to", "To", "That day is included"),
		},
	}
}

func (p *accessLogPage) row(a door.AccessEntry, accounts bool) accessRow {
	row := accessRow{
		At: a.At.In(words.London).Format("2 Jan 2006, 15:04:05"), Who: kit.LogName(a.Name, door.PersonOf(a.Who)), Role: words.Capital(a.Role),
		Action: words.Capital(a.Action), Detail: a.Detail, Tag: kit.Tag{Class: "met", Shape: "tick", Word: "Allowed"}, Reason: a.Reason,
	}
	if whom := door.WhomOf(a.Who); whom != "" {
		row.For = kit.LogName(a.ForName, whom)
	}
	row.About, row.Href = p.LogSubject(a.About, accounts)
	if !a.Allowed {
		row.Tag = kit.Tag{Class: "overdue", Shape: "cross", Word: "Refused"}
	}
	return row
}

// pageLinkTo is the address of another page of a list.
func pageLinkTo(at *url.URL, page int) string {
	values := at.Query()
	values.Set("page", strconv.Itoa(page))
	return kit.WithQuery(at.Path, values)
}
