package accounts

import (
	"net/http"
	"net/url"

	"heed/internal/account"
	"heed/internal/web/kit"
	"heed/internal/words"
)

// listPage lists the accounts of the council.
type listPage struct {
	kit.Frame
	Counted string
	// Review says when who has what is to be looked at again, blank where nothing is known of it, and Late that it should have been.
	Review   string
	Late     bool
	Accounts []accountView
}

// accountView is one account in the list.
type accountView struct {
	Name, Href, Email, Standing string
	Roles                       []string
	Waiting                     string
}

func keeper(s *kit.Site, r *http.Request) account.Keeper {
	return account.Keeper{Session: s.Door.Session(s.Actor(r)), SignIn: s.SignIn}
}

func list(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	all, err := keeper(s, r).List(r.Context())
	if err != nil {
		return err
	}
	page := listPage{Frame: s.Plain(r, "Accounts")}
	open := 0
	for _, e := range all {
		v := accountView{Name: e.Name, Href: hrefOf(e.ID), Email: e.Email, Standing: words.Capital(string(e.Standing))}
		for _, who := range e.Now {
			v.Roles = append(v.Roles, kit.CapacityWords(who))
		}
		if e.Waiting > 0 {
			v.Waiting = "Waits for a second person: " + words.Thousands(e.Waiting)
		}
		if e.Standing == account.Open {
			open++
		}
		page.Accounts = append(page.Accounts, v)
	}
	due, err := keeper(s, r).ReviewDue(r.Context())
	if err != nil {
		return err
	}
	page.Review, page.Late = reviewWords(due), due.Late
	page.Counted = words.Count(open, "account may", "accounts may") + " sign in today, of " + words.Thousands(len(all)) + "."
	if s.SignIn == nil {
		page.Counted = "This is a demonstration: anyone may sign in as anyone, without an account."
	}
	return s.Render(w, "accounts", page)
}

func hrefOf(id string) string { return "/accounts/" + url.PathEscape(id) }
