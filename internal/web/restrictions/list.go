package restrictions

import (
	"cmp"
	"net/http"
	"net/url"
	"time"

	"heed/internal/door"
	"heed/internal/restriction"
	"heed/internal/web/kit"
	"heed/internal/words"
)

// listPage lists what is restricted today, and what was opened in an emergency.
type listPage struct {
	kit.Frame
	Counted  string
	Files    []fileView
	Openings []openingView
}

// fileView is one restricted record in the list.
type fileView struct {
	Child, Href, Why, When, Review string
	Grants                         []string
	Waiting                        string
}

// openingView is one record that was opened in an emergency.
type openingView struct {
	Child, Href, Who, When, Review string
	Waits                          bool
}

// openingsShown is how many openings the list has at most, the latest first: those to be reviewed are among them or on the home page.
const openingsShown = 100

func keeper(s *kit.Site, r *http.Request) restriction.Keeper {
	return restriction.Keeper{Session: s.Door.Session(s.Actor(r))}
}

func hrefOf(child string) string { return "/restrictions/" + url.PathEscape(child) }

func list(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	ctx, k := r.Context(), keeper(s, r)
	files, err := k.List(ctx)
	if err != nil {
		return err
	}
	openings, err := k.Openings(ctx)
	if err != nil {
		return err
	}
	names, err := k.StaffNames(ctx)
	if err != nil {
		return err
	}
	page := listPage{Frame: s.Plain(r, "Restricted records"), Counted: words.Count(len(files), "record is", "records are") + " restricted today."}
	today := k.Day().Format(time.DateOnly)
	for _, f := range files {
		page.Files = append(page.Files, fileOf(f, names, today))
	}
	for _, o := range openings[:min(len(openings), openingsShown)] {
		page.Openings = append(page.Openings, openingOf(s, o, names))
	}
	return s.Render(w, "restrictions", page)
}

func fileOf(f restriction.File, names map[string]string, today string) fileView {
	v := fileView{Child: f.Child, Href: hrefOf(f.Child), Why: f.Now.Reason, When: spanWords(f.Now.From, f.Now.Until), Review: reviewWords(*f.Now, today)}
	waiting := 0
	for _, g := range f.Grants {
		switch {
		case restriction.GrantWaits(g, today):
			waiting++
		case g.Holds(today):
			v.Grants = append(v.Grants, nameOf(names, g.Worker)+", "+words.LowerFirst(spanWords(g.From, g.Until)))
		}
	}
	if restriction.Waits(*f.Now, today) {
		waiting++
	}
	if waiting > 0 {
		v.Waiting = "Waits for a second person: " + words.Thousands(waiting)
	}
	return v
}

func openingOf(s *kit.Site, o door.Opening, names map[string]string) openingView {
	v := openingView{
		Child: o.Child, Href: "/emergencies/" + url.PathEscape(o.ID), Who: nameOf(names, o.By) + ", " + string(o.Role),
		When: words.Capital(kit.MomentWords(o.At)) + ", to " + kit.MomentWords(o.Over()), Waits: !o.Reviewed(),
	}
	if o.Holds(s.Now()) {
		v.When += ": it is open now"
	}
	if o.Reviewed() {
		v.Review = s.Door.Catalogue().List("emergency-outcome").Label(o.Outcome) + ", by " + nameOf(names, o.ReviewedBy)
	}
	return v
}

// nameOf names a person by what a record has of them, which stands alone where nobody is known by it.
func nameOf(names map[string]string, id string) string {
	if id == "" {
		return "Whoever runs Heed’s commands"
	}
	return cmp.Or(names[id], id)
}

// spanWords says from when to when something holds. until is the first day on which it holds no more.
func spanWords(from, until string) string {
	if until != "" && until <= from {
		return "Taken back, from " + kit.DayWords(from) + " on"
	}
	text := "From " + kit.DayWords(from)
	if day, err := time.Parse(time.DateOnly, until); err == nil {
		text += " to " + words.LongDate(day.AddDate(0, 0, -1))
	}
	return text
}

// reviewWords says when a restriction is to be looked at again, or was to be.
func reviewWords(r door.Restriction, today string) string {
	switch {
	case r.ReviewOn == "":
		return ""
	case r.ReviewOn <= today:
		return "Was to be looked at again on " + kit.DayWords(r.ReviewOn)
	}
	return "To be looked at again on " + kit.DayWords(r.ReviewOn)
}
