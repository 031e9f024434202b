package door

import (
	"net/http"

	"heed/internal/access"
	"heed/internal/door"
	"heed/internal/web/kit"
	"heed/internal/words"
)

// signInView is the page where a demonstration's reader chooses whom to be.
type signInView struct {
	kit.Frame
	Next     string
	Councils []councilView
}

// councilView is the people of one council who can be chosen.
type councilView struct {
	Code, Caption string
	People        []personaView
}

// personaView is one person, with one line on what their role sees.
type personaView struct{ ID, Name, Role, Place, Sees string }

// sees says in one line what a role sees, in the order of the sign-in page.
var sees = []struct {
	role access.Role
	line string
}{
	{access.Director, "Eight key figures and everything overdue, by team. Record numbers, not names."},
	{access.HeadOfService, "The same for their own service."},
	{access.TeamManager, "Work by worker, children with no worker, and all that is overdue in the team."},
	{access.SocialWorker, "Their own children: what is overdue, due soon and waiting."},
	{access.PersonalAdviser, "The care leavers they are allocated to."},
	{access.FamilySupportWorker, "The children they are allocated to."},
	{access.ReviewingOfficer, "The children whose reviews they chair."},
	{access.ConferenceChair, "The children whose conferences they chair."},
	{access.LookedAfterNurse, "Every looked after child, for their health."},
	{access.MissingCoordinator, "Every child who has been missing in the last twelve months."},
	{access.Analyst, "Imports and their faults, the rules, and every record, without names."},
	{access.Inspector, "Everything, to read only, without names."},
	{access.ElectedMember, "Totals and trends. Never a child."},
	{access.Partner, "Totals and trends. Never a child."},
}

func signInPage(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	page := signInView{Frame: s.Plain(r, "Sign in"), Next: kit.Local(r.URL.Query().Get("next"))}
	if s.Demo {
		var err error
		if page.Councils, err = councils(s, r); err != nil {
			return err
		}
	}
	return s.Render(w, "signin", page)
}

// councils lists the invented people of every council in the data, leaders first.
func councils(s *kit.Site, r *http.Request) ([]councilView, error) {
	authorities, err := s.Door.Authorities(r.Context())
	if err != nil {
		return nil, err
	}
	var list []councilView
	for _, authority := range authorities {
		people, err := s.Door.Personas(r.Context(), authority.Code)
		if err != nil {
			return nil, err
		}
		council := councilView{Code: authority.Code, Caption: "People of " + authority.Name}
		for _, line := range sees {
			for _, p := range people {
				if p.Role == line.role {
					council.People = append(council.People, personaView{p.ID, p.Name, words.Capital(string(p.Role)), placeOf(p), line.line})
				}
			}
		}
		list = append(list, council)
	}
	return list, nil
}

// placeOf is where a person works: a head of service's service, otherwise a team.
func placeOf(p door.Actor) string {
	if p.Role == access.HeadOfService {
		return p.Service
	}
	return p.Team
}

// signInAs begins a session as the person chosen. Only a demonstration lets anyone do so.
func signInAs(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	if !s.Demo {
		return door.ErrForbidden
	}
	r.Body = http.MaxBytesReader(w, r.Body, 4096)
	actor, err := s.Door.FindActor(r.Context(), r.PostFormValue("authority"), r.PostFormValue("person"))
	if err != nil {
		return err
	}
	if err := s.BeginSession(r, actor); err != nil {
		return err
	}
	http.Redirect(w, r, kit.Local(r.PostFormValue("next")), http.StatusSeeOther) //nolint:gosec // local lets nothing lead elsewhere
	return nil
}

func signOut(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	if err := s.EndSession(r); err != nil {
		return err
	}
	http.Redirect(w, r, "/sign-in", http.StatusSeeOther)
	return nil
}
