package accounts

import (
	"errors"
	"net/http"

	"heed/internal/access"
	"heed/internal/account"
	"heed/internal/web/kit"
)

// newPage asks for what a new account needs.
type newPage struct {
	kit.Frame
	Fields []kit.Input
}

// invitedPage shows a link that works once, this once.
type invitedPage struct {
	kit.Frame
	Name, Href, Link, Until string
}

// fieldsOf are the fields of an account.
func fieldsOf(s *kit.Site, r *http.Request) []kit.Input {
	value := r.PostFormValue
	return []kit.Input{
		{Name: "name", Label: "Name", Value: value("name")},
		{Name: "email", Label: "E-mail address", Hint: "By which the person signs in", Type: "email", Value: value("email")},
		{Name: "worker_id", Label: "Number in the list of staff", Hint: "Leave it blank for somebody who is not in it. The account ends with the day on which the list says that they leave", Short: true, Value: value("worker_id")},
		{Name: "agency", Label: "Agency", Hint: "For a partner only", Choices: s.Codes("agency", value("agency"))},
		{Name: "last_on", Label: "Last day", Hint: "For example, 31 March 2026. Leave it blank where there is none", Short: true, Value: value("last_on")},
	}
}

// roleFields are the fields of a role.
func roleFields(s *kit.Site, r *http.Request) []kit.Input {
	value := r.PostFormValue
	return []kit.Input{
		{Name: "role", Label: "Role", Choices: s.Codes("account-role", value("role"))},
		{Name: "team_id", Label: "Team", Hint: "The number of the team. Leave it blank to follow the list of staff, from the day of each move", Short: true, Value: value("team_id")},
		{Name: "service", Label: "Service", Hint: "For a head of service. Leave it blank to follow the team", Value: value("service")},
		{Name: "role_from", Label: "First day of the role", Hint: "For example, 31 March 2026. Today, where it is blank", Short: true, Value: value("role_from")},
		{Name: "role_to", Label: "Last day of the role", Hint: "For example, 31 March 2026. Leave it blank where there is none. An inspector’s role ends by itself after three months", Short: true, Value: value("role_to")},
	}
}

func askNew(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	return showNew(s, w, r, nil)
}

func showNew(s *kit.Site, w http.ResponseWriter, r *http.Request, faults kit.Faults) error {
	page := newPage{Frame: s.Plain(r, "Make an account"), Fields: append(fieldsOf(s, r), roleFields(s, r)...)}
	page.Crumbs = []kit.Crumb{{Text: "Accounts", Href: "/accounts"}}
	page.Faults = faults
	page.Fields = faults.Beside(page.Fields)
	return s.RenderStatus(w, faults.Status(), "accountnew", page)
}

func accountFrom(r *http.Request) account.New {
	return account.New{
		Name: r.PostFormValue("name"), Email: r.PostFormValue("email"), WorkerID: r.PostFormValue("worker_id"), Agency: r.PostFormValue("agency"),
		To: kit.DayFrom(r, "last_on"),
	}
}

func roleFrom(r *http.Request) account.Role {
	return account.Role{
		Role: access.Role(r.PostFormValue("role")), TeamID: r.PostFormValue("team_id"), Service: r.PostFormValue("service"),
		From: kit.DayFrom(r, "role_from"), To: kit.DayFrom(r, "role_to"),
	}
}

func makeNew(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	k := keeper(s, r)
	n := accountFrom(r)
	n.Role = roleFrom(r)
	id, faults, err := k.Create(r.Context(), n)
	if err != nil {
		return err
	}
	if len(faults) > 0 {
		return showNew(s, w, r, kit.FaultsOf(faults, "name"))
	}
	return showLink(s, w, r, k, id)
}

// showLink makes a link by which the person gets what they sign in with, and shows it.
func showLink(s *kit.Site, w http.ResponseWriter, r *http.Request, k account.Keeper, id string) error {
	one, err := k.FindAccount(r.Context(), id)
	if err != nil {
		return err
	}
	page := invitedPage{Frame: s.Plain(r, "A link for "+one.Name), Name: one.Name, Href: hrefOf(id)}
	page.Crumbs = []kit.Crumb{{Text: "Accounts", Href: "/accounts"}, {Text: one.Name, Href: hrefOf(id)}}
	if s.SignIn != nil {
		link, err := k.Invite(r.Context(), id)
		if err != nil {
			return err
		}
		page.Link = s.URL + "/link/" + link.Token
		page.Until = kit.MomentWords(link.Until)
	}
	return s.Render(w, "accountlink", page)
}

func invite(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	err := showLink(s, w, r, keeper(s, r), r.PathValue("id"))
	if errors.Is(err, account.ErrWide) {
		return showAccount(s, w, r, kit.Faults{{Field: "link", Message: "Whoever has this link could see every child, keep accounts, or open a restricted record by name. So whoever runs Heed’s commands makes it, by heed setup --link"}})
	}
	return err
}

func forget(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	if err := keeper(s, r).Forget(r.Context(), r.PathValue("id")); err != nil {
		return err
	}
	return back(w, r)
}

// back goes back to the account.
func back(w http.ResponseWriter, r *http.Request) error {
	http.Redirect(w, r, hrefOf(r.PathValue("id")), http.StatusSeeOther) //nolint:gosec // a path of this server
	return nil
}
