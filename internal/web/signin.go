package web

import (
	"net/http"

	"heed/internal/access"
	"heed/internal/app"
)

// signInView is the page where a demonstration's reader chooses whom to be.
type signInView struct {
	frame
	Next   string
	Groups []personaGroup
}

// personaGroup is the people of one role, with one line on what that role sees.
type personaGroup struct {
	Role, Sees string
	People     []app.Actor
}

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

func (s *Server) signInPage(w http.ResponseWriter, r *http.Request) error {
	page := signInView{frame: s.plain(r, "Sign in"), Next: local(r.URL.Query().Get("next"))}
	if s.demo {
		var err error
		if page.Groups, err = s.personas(r); err != nil {
			return err
		}
	}
	return s.render(w, "signin", page)
}

// personas lists the invented people of every authority in the data, by role.
func (s *Server) personas(r *http.Request) ([]personaGroup, error) {
	authorities, err := s.app.Authorities(r.Context())
	if err != nil {
		return nil, err
	}
	byRole := map[access.Role][]app.Actor{}
	for _, authority := range authorities {
		people, err := s.app.Personas(r.Context(), authority.Code)
		if err != nil {
			return nil, err
		}
		for _, p := range people {
			byRole[p.Role] = append(byRole[p.Role], p)
		}
	}
	var groups []personaGroup
	for _, line := range sees {
		if people := byRole[line.role]; len(people) > 0 {
			groups = append(groups, personaGroup{capital(string(line.role)), line.line, people})
		}
	}
	return groups, nil
}

// signInAs begins a session as the person chosen. Only a demonstration lets anyone do so.
func (s *Server) signInAs(w http.ResponseWriter, r *http.Request) error {
	if !s.demo {
		return app.ErrForbidden
	}
	r.Body = http.MaxBytesReader(w, r.Body, 4096)
	actor, err := s.app.FindActor(r.Context(), r.PostFormValue("authority"), r.PostFormValue("person"))
	if err != nil {
		return err
	}
	if err := s.sessions.RenewToken(r.Context()); err != nil { // a session known before sign-in must not become this one
		return err
	}
	s.sessions.Put(r.Context(), sessionAuthority, actor.Authority)
	s.sessions.Put(r.Context(), sessionActor, actor.ID)
	http.Redirect(w, r, local(r.PostFormValue("next")), http.StatusSeeOther)
	return nil
}

func (s *Server) signOut(w http.ResponseWriter, r *http.Request) error {
	if err := s.sessions.Destroy(r.Context()); err != nil {
		return err
	}
	http.Redirect(w, r, "/sign-in", http.StatusSeeOther)
	return nil
}
