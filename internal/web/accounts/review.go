package accounts

import (
	"cmp"
	"net/http"
	"time"

	"heed/internal/account"
	"heed/internal/door"
	"heed/internal/web/kit"
	"heed/internal/words"
)

// reviewPage shows somebody who reviews who has what all who may sign in.
type reviewPage struct {
	kit.Frame
	Due     string
	Holders []holderView
	Found   kit.Input
}

// holderView is somebody who may sign in, or will.
type holderView struct {
	Name, Href, Standing, SignedIn string
	// Has are the roles and absences of colleagues, each in words.
	Has []string
}

// reviewWords say when who has what is to be looked at again, blank where nothing is known of it.
func reviewWords(due account.Due) string {
	switch {
	case due.By.IsZero():
		return ""
	case due.Late:
		return "Who has what should have been reviewed by " + words.LongDate(due.By) + "."
	}
	return "Who has what is to be reviewed by " + words.LongDate(due.By) + "."
}

func askReview(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	return showReview(s, w, r, nil)
}

func showReview(s *kit.Site, w http.ResponseWriter, r *http.Request, faults kit.Faults) error {
	k := keeper(s, r)
	list, err := k.Holders(r.Context())
	if err != nil {
		return err
	}
	due, err := k.ReviewDue(r.Context())
	if err != nil {
		return err
	}
	names, err := k.StaffNames(r.Context())
	if err != nil {
		return err
	}
	page := reviewPage{Frame: s.Plain(r, "Review who has what"), Due: reviewWords(due)}
	page.Crumbs, page.Faults = []kit.Crumb{{Text: "Accounts", Href: "/accounts"}}, faults
	for _, h := range list {
		page.Holders = append(page.Holders, holderOf(h, names, s.Now()))
	}
	page.Found = kit.Input{
		Name: "found", Label: "What you found", Hint: "Such as which roles you ended, or that there was nothing to end", Value: r.PostFormValue("found"),
	}.At(faults)
	return s.RenderStatus(w, faults.Status(), "accountreview", page)
}

func holderOf(h account.Held, names map[string]string, now time.Time) holderView {
	v := holderView{Name: h.Name, Href: hrefOf(h.ID), Standing: words.Capital(string(h.Standing)), SignedIn: "Never"}
	if !h.SignedIn.IsZero() {
		v.SignedIn = kit.Moment(h.SignedIn, now)
	}
	for _, role := range h.Roles {
		v.Has = append(v.Has, roleWords(role)+", "+words.LowerFirst(spanWords(role.Span))+givenWords(role.Given, names))
	}
	for _, a := range h.Actings {
		v.Has = append(v.Has, words.Capital(string(a.Role))+", for "+cmp.Or(names[a.For], a.For)+", "+words.LowerFirst(spanWords(a.Span))+givenWords(a.Given, names))
	}
	return v
}

// givenWords say who gave something and who agreed to it.
func givenWords(g door.Given, names map[string]string) string {
	text := ", given by " + cmp.Or(names[g.GivenBy], g.GivenBy)
	switch g.AgreedBy {
	case "":
	case door.SetUp:
		text += " as Heed was set up"
	default:
		text += " and agreed by " + cmp.Or(names[g.AgreedBy], g.AgreedBy)
	}
	return text
}

func review(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	faults, err := keeper(s, r).Review(r.Context(), r.PostFormValue("found"))
	if err != nil {
		return err
	}
	if len(faults) > 0 {
		return showReview(s, w, r, kit.FaultsOf(faults, "found"))
	}
	http.Redirect(w, r, "/accounts", http.StatusSeeOther)
	return nil
}
