package home

import (
	"net/http"
	"slices"
	"strings"

	"heed/internal/clocks"
	"heed/internal/home"
	"heed/internal/web/kit"
	"heed/internal/words"
)

// workerHomePage is the work of one person: what is late, what is next, and for which child.
type workerHomePage struct {
	kit.Frame
	Heading  string
	Counts   []kit.Count
	Children []childWork
	Needing  string
	Others   string
	Hidden   string
	// Untold are the clocks of children who need nothing but a date.
	Untold                    kit.ClockTable
	UntoldHeading, UntoldHref string
	Done                      []doneView
}

// childWork is what one child needs, most urgent first.
type childWork struct {
	Child    kit.Ref
	Status   string
	LastSeen string
	Clocks   []workView
}

// workView is one thing to do: what, when, why, and one next step.
type workView struct {
	Tag                     kit.Tag
	What, When, Why, Detail string
	Force                   string
	RuleHref                string
	StepHref                string
}

// doneView is how many were done in one way.
type doneView struct {
	Tag   kit.Tag
	Words string
}

func workerHome(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	q, err := s.Question(r)
	if err != nil {
		return err
	}
	home, err := home.Worker(r.Context(), s.Door.Session(s.Actor(r)).At(q))
	if err != nil {
		return err
	}
	page := workerHomePage{Frame: s.Frame(r, "Your work", home.Asked)}
	page.Heading = "Your work, " + firstName(page.Actor.Name)
	counts := map[clocks.Status]int{clocks.Overdue: home.Overdue, clocks.DueSoon: home.DueSoon, clocks.CannotTell: home.CannotTell}
	page.Counts = homeCounts(page.Frame, counts, page.Actor.ID, clocks.Overdue, clocks.DueSoon, clocks.CannotTell)
	page.fill(home.Work)
	if home.HiddenN > 0 {
		page.Hidden = words.Count(home.HiddenN, "more clock is", "more list are") + " about restricted records that you have no grant to open. Your manager can arrange one."
	}
	if home.OtherChildren > 0 {
		others := "Your other child has"
		if home.OtherChildren > 1 {
			others = "Your other " + words.Count(home.OtherChildren, "child", "children") + " have"
		}
		page.Others = others + " nothing overdue, due soon or waiting for a date."
	}
	page.Done = done(home.Done)
	return s.Render(w, "worker", page)
}

// untoldShown is how many clocks without a date the home page lists; the list of clocks has them all.
const untoldShown = 25

// fill sorts the children with work: those for whom something is late or near come first, with what and why; those for whom
// only a date is missing follow in a short list, so that old gaps do not bury what is due today.
func (p *workerHomePage) fill(work []home.WorkChild) {
	var untold []clocks.Clock
	for _, c := range work {
		if slices.ContainsFunc(c.Clocks, func(clock clocks.Clock) bool { return clock.Status != clocks.CannotTell }) {
			p.Children = append(p.Children, childWorkOf(p.Frame, c))
			continue
		}
		untold = append(untold, c.Clocks...)
	}
	p.Needing = needing(len(p.Children))
	if len(untold) > 0 {
		p.UntoldHeading = words.Count(len(work)-len(p.Children), "more child needs", "more children need") + " only a date that is missing"
		p.Untold = p.ClockTable(p.UntoldHeading, untold[:min(len(untold), untoldShown)])
		if len(untold) > untoldShown {
			p.UntoldHref = p.Link("/clocks", "owner", p.Actor.ID, "status", string(clocks.CannotTell))
		}
		p.Untold.HideOwner = true
	}
}

// needing is the heading of the children who need something.
func needing(n int) string {
	switch n {
	case 0:
		return "Nothing is overdue or due soon for your children"
	case 1:
		return "1 child needs something"
	}
	return words.Thousands(n) + " children need something, most urgent first"
}

// homeCounts are the totals of a home page, of one owner's clocks or, where that is blank, of everyone's. Each opens the list
// of clocks that it counts.
func homeCounts(f kit.Frame, counts map[clocks.Status]int, owner string, statuses ...clocks.Status) []kit.Count {
	var list []kit.Count
	for _, status := range statuses {
		for _, l := range kit.StatusLabels {
			if l.Status == status {
				list = append(list, kit.Count{N: counts[status], Label: l.Label, Class: l.Class, Href: f.Link("/clocks", "owner", owner, "status", string(status))})
			}
		}
	}
	return list
}

func childWorkOf(f kit.Frame, c home.WorkChild) childWork {
	work := childWork{Child: f.RefTo(c.Child), Status: c.Status}
	if !c.LastSeen.IsZero() {
		work.LastSeen = "Last seen " + words.LongDate(c.LastSeen)
	}
	for _, clock := range c.Clocks {
		work.Clocks = append(work.Clocks, workView{
			Tag: kit.ClockTag(clock), What: clock.DutyTitle, When: clock.Brief, Why: clock.Why, Detail: clock.Detail,
			Force: kit.LimitWords(clock.Force, clock.Number), RuleHref: f.Rule(clock.Duty), StepHref: work.Child.Href,
		})
	}
	return work
}

// done counts what was done, in time and late.
func done(met []clocks.Clock) []doneView {
	inTime, late := 0, 0
	for _, c := range met {
		if c.Status == clocks.MetLate {
			late++
		} else {
			inTime++
		}
	}
	var list []doneView
	if inTime > 0 {
		list = append(list, doneView{kit.StatusTag(clocks.Met), words.Thousands(inTime) + " in time"})
	}
	if late > 0 {
		list = append(list, doneView{kit.StatusTag(clocks.MetLate), words.Thousands(late) + " late"})
	}
	return list
}

func firstName(name string) string {
	first, _, _ := strings.Cut(strings.TrimSpace(name), " ")
	return first
}
