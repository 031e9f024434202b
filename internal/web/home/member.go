package home

import (
	"net/http"

	"heed/internal/home"
	"heed/internal/web/kit"
	"heed/internal/words"
)

// memberHomePage is for elected members: totals and trends, in plain words. It names and lists no child.
type memberHomePage struct {
	kit.Frame
	Heading string
	Cards   []kit.Card
	keptPage
	// RestHeading is above the promises that are folded.
	RestHeading string
	Rest        []keptRow
}

// keptPage is how often promises were kept in time, in the year to the end of a quarter and in the year before.
type keptPage struct {
	Year    string
	Waiting bool
	Rows    []keptRow
	// Hides says that a number is hidden, so that the page explains how.
	Hides bool
}

// keptRow is one promise, and how often it was kept in each year.
type keptRow struct {
	What, Who, Href, Why string
	Now, NowOf           string
	Then, ThenOf         string
}

// promisesShown is how many promises a member's home shows at once; the others are folded.
const promisesShown = 8

func memberHome(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	q, err := s.Question(r)
	if err != nil {
		return err
	}
	home, err := home.Member(r.Context(), s.Door.Session(s.Actor(r)).At(q))
	if err != nil {
		return err
	}
	page := memberHomePage{Frame: s.Frame(r, "How children are doing", home.Asked)}
	page.Heading = page.Title
	if page.Actor.AuthorityName != "" {
		page.Heading = "How children in " + page.Actor.AuthorityName + " are doing"
	}
	page.Cards = page.CardsOf(home.Figures)
	page.Year, page.Waiting = words.LongDate(home.QuarterEnd), home.Waiting
	for i, p := range home.Promises {
		row := page.row(p.Duty.Title, p.Duty.Why, p.Now, p.Then)
		row.Who, row.Href = kit.LimitWords(p.Duty.Force, p.Duty.Number), page.Rule(p.Duty.ID)
		if i < promisesShown {
			page.Rows = append(page.Rows, row)
		} else {
			page.Rest = append(page.Rest, row)
		}
	}
	if n := len(page.Rest); n > 0 {
		page.RestHeading = words.Count(n, "other promise")
	}
	return s.Render(w, "member", page)
}

// row makes the row of something that was kept or not.
func (p *keptPage) row(what, why string, now, then home.Kept) keptRow {
	row := keptRow{What: what, Why: why}
	row.Now, row.NowOf = keptWords(now)
	row.Then, row.ThenOf = keptWords(then)
	p.Hides = p.Hides || now.Hidden || then.Hidden
	return row
}

// keptWords says how often something was kept: 92%, 1,204 of 1,310.
func keptWords(k home.Kept) (share, of string) {
	switch percent, ok := k.Share(); {
	case k.Hidden:
		return kit.HiddenMark, ""
	case k.Unknown != "":
		return "Not known", words.Capital(k.Unknown)
	case !ok:
		return "None was due", ""
	default:
		return words.InUnit(percent, "%"), words.Thousands(k.InTime) + " of " + words.Thousands(k.Of)
	}
}
