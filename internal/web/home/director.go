package home

import (
	"cmp"
	"context"
	"net/http"
	"time"

	"heed/internal/access"
	"heed/internal/door"
	"heed/internal/home"
	"heed/internal/restriction"
	"heed/internal/web/kit"
	"heed/internal/words"
)

// directorHomePage says what has changed, what needs a leader, how the service does, and where work piles up.
type directorHomePage struct {
	kit.Frame
	Heading      string
	ToReview     []emergencyView
	Changed      []changeView
	Waiting      bool
	NeedsHeading string
	Needs        []needView
	Own          ownView
	CardsHeading string
	Cards        []kit.Card
	// Empty are the key figures that count nobody of the reader's service.
	Empty []kit.Crumb
	Heat  heatView
}

// emergencyView is one restricted record that was opened in an emergency and is to be reviewed. It does not say whose.
type emergencyView struct{ Words, Href string }

// emergencies lists what was opened in an emergency and nobody has reviewed, for those who answer for it.
func emergencies(s *kit.Site, r *http.Request) (list []emergencyView, err error) {
	session := s.Door.Session(s.Actor(r))
	waiting, err := restriction.Waiting(r.Context(), session)
	if err != nil || len(waiting) == 0 {
		return nil, err
	}
	names, err := session.StaffNames(r.Context())
	if err != nil {
		return nil, err
	}
	for _, o := range waiting {
		v := emergencyView{Href: "/emergencies/" + o.ID}
		v.Words = cmp.Or(names[o.By], o.By) + ", " + string(o.Role) + ", opened a restricted record at " + kit.Moment(o.At, s.Now())
		if o.Holds(s.Now()) {
			v.Words += ". It is open until " + kit.Moment(o.Over(), s.Now())
		}
		list = append(list, v)
	}
	return list, nil
}

// needView is one decision that waits for this person.
type needView struct {
	Title, Detail, Href, Step string
	Tag                       kit.Tag
}

// changeView is one thing that has changed, with the parts of it.
type changeView struct {
	Words, Href, Step string
	Parts             []changeView
}

func directorHome(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	return leaderHome(s, w, r, "How children’s services are doing", home.Director)
}

// leaderHome shows the home of somebody who answers for many teams.
func leaderHome(s *kit.Site, w http.ResponseWriter, r *http.Request, heading string, find func(context.Context, *door.Session) (home.DirectorPage, error)) error {
	q, err := s.Question(r)
	if err != nil {
		return err
	}
	found, err := find(r.Context(), s.Door.Session(s.Actor(r)).At(q))
	if err != nil {
		return err
	}
	page := directorHomePage{Frame: s.Frame(r, "How children’s services are doing", found.Asked), Heading: heading, Waiting: found.Changed.Waiting}
	if page.ToReview, err = emergencies(s, r); err != nil {
		return err
	}
	page.Changed = changes(page.Frame, found.Changed.Lines)
	page.NeedsHeading = needsHeading(page.Actor.Role, len(found.Needs))
	for _, n := range found.Needs {
		page.Needs = append(page.Needs, need(page.Frame, n))
	}
	page.Own = ownOf(page.Frame, found.Own, found.All.Week.List.DueTo)
	page.Cards = page.CardsOf(found.Figures)
	page.CardsHeading = words.CountInWords(len(page.Cards), "key figure")
	for _, r := range found.Empty {
		page.Empty = append(page.Empty, kit.Crumb{Text: r.Title, Href: page.Figure(r.ID)})
	}
	page.Heat = heatOf(page.Frame, found.Heat, found.All.Gaps)
	return s.Render(w, "director", page)
}

// needsHeading says how many things wait for a leader. For who only looks, such as an inspector, they stand out.
func needsHeading(role access.Role, n int) string {
	if role == access.Inspector {
		return words.CountInWords(n, "thing stands out", "things stand out")
	}
	return words.CountInWords(n, "thing needs you", "things need you")
}

// need makes a decision's row. Its link keeps the question.
func need(f kit.Frame, n home.Need) needView {
	v := needView{Title: n.Title, Detail: n.Detail, Tag: kit.StatusTag(n.Tag)}
	switch {
	case n.Rule != "":
		v.Href, v.Step = f.Rule(n.Rule), "See the rule"
	case n.Clocks != nil:
		v.Href, v.Step = listOf(f, *n.Clocks), "See the list"
	default:
		v.Href, v.Step = importsOf(f, n.Imports), "See the faults"
	}
	return v
}

// changes puts each part under the line that it is a part of.
func changes(f kit.Frame, lines []home.Change) (list []changeView) {
	for _, line := range lines {
		v := changeView{Words: line.Words}
		switch {
		case line.Clocks != nil:
			v.Href, v.Step = listOf(f, *line.Clocks), "See "+words.Either(line.N == 1, "it", "the "+words.Thousands(line.N))
		case line.Rule != "":
			v.Href, v.Step = f.Rule(line.Rule), "Read the rule"
		case !line.Imports.On.IsZero():
			v.Href, v.Step = importsOf(f, line.Imports), words.Either(len(line.Imports.Batches) == 1, "See the import", "See the imports")
		}
		if line.Under && len(list) > 0 {
			list[len(list)-1].Parts = append(list[len(list)-1].Parts, v)
			continue
		}
		list = append(list, v)
	}
	return list
}

// importsOf is where the imports of a day are seen: the one that there was, or all of them.
func importsOf(f kit.Frame, day home.ImportDay) string {
	if len(day.Batches) == 1 {
		return kit.ImportHref(day.Batches[0].ID)
	}
	return f.Link("/imports", "on", day.On.Format(time.DateOnly))
}
