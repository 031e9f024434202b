package oversight

import (
	"net/http"
	"net/url"
	"time"

	"heed/internal/oversight"
	"heed/internal/web/kit"
	"heed/internal/words"
)

// seenPage is who has seen one child's record.
type seenPage struct {
	kit.Frame
	Heading string
	Viewers []viewerView
	Unseen  []unseenView
	// On is the day by which it is said who is allocated, and Unknown says that no list of allocations covers it.
	On      string
	Unknown bool
	// ChildHref leads back to the record, and LogHref to the entries themselves.
	ChildHref, LogHref string
}

type viewerView struct {
	Name, For, Role string
	First, Last     string
	Times           string
	Through         []string
	Ties            string
	Never           bool
	// Refused says how often and when last they were refused, blank where they never were.
	Refused string
}

type unseenView struct{ Name, Role, Since string }

func seen(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	found, err := oversight.Seen(r.Context(), s.Door.Session(s.Actor(r)), r.PathValue("id"))
	if err != nil {
		return err
	}
	child := kit.ChildWords(found.Child)
	page := seenPage{Frame: s.Plain(r, "Who has seen "+child), Heading: "Who has seen the record of " + words.LowerFirst(child)}
	if found.Child.Name != "" {
		page.Heading = "Who has seen the record of " + child
	}
	page.On, page.Unknown = words.LongDate(found.On), !found.WorkersKnown
	page.ChildHref = page.Child(found.Child.ID)
	page.LogHref = kit.WithQuery("/access-log", url.Values{"child": {found.Child.ID}})
	page.Crumbs = []kit.Crumb{{Text: "Home", Href: page.Link("/")}, {Text: child, Href: page.ChildHref}}
	for _, v := range found.Viewers {
		page.Viewers = append(page.Viewers, viewOf(v))
	}
	for _, one := range found.Unseen {
		page.Unseen = append(page.Unseen, unseenView{one.Name, words.Capital(one.Role), words.LongDate(one.From)})
	}
	return s.Render(w, "seen", page)
}

func viewOf(v oversight.Viewer) viewerView {
	view := viewerView{
		Name: kit.LogName(v.Name, v.ID), Role: words.Capital(v.Role), Ties: v.Ties, Never: v.Never, First: moment(v.First), Last: moment(v.Last),
		Times: words.Count(v.Looks, "look"),
	}
	if v.Whom != "" {
		view.For = kit.LogName(v.ForName, v.Whom)
	}
	for _, one := range v.Through {
		view.Through = append(view.Through, words.Capital(one.What)+", "+times(one.N))
	}
	if v.Refused > 0 {
		view.Refused = "Refused " + times(v.Refused) + ", last on " + moment(v.LastRefused)
	}
	return view
}

func times(n int) string {
	switch n {
	case 1:
		return "once"
	case 2:
		return "twice"
	}
	return words.Count(n, "time")
}

// moment writes a moment in London, blank where there is none.
func moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(words.London).Format("2 Jan 2006, 15:04")
}
