package door

import (
	"net/http"
	"slices"

	"heed/internal/access"
	"heed/internal/door"
	"heed/internal/web/kit"
	"heed/internal/words"
	"heed/rulebook"
)

// signInView is the page where a demonstration's reader chooses whom to be.
type signInView struct {
	kit.Frame
	Next     string
	Councils []councilView
}

// councilView is the people of one council who can be chosen.
type councilView struct {
	Code   string
	Groups []groupView
}

// groupView is people whose roles are of one kind. Folded says that they are shown once asked for.
type groupView struct {
	Caption string
	Folded  bool
	People  []personaView
}

// personaView is one person, with one line on what their role sees.
type personaView struct{ ID, Name, Role, Place, Sees string }

// roleLine says in one line what a role sees.
type roleLine struct {
	role access.Role
	line string
}

// nearest and leaders say what each role sees, in the order of the sign-in page. Every other role owns duties, and what it sees
// follows from them.
var (
	nearest = []roleLine{
		{access.SocialWorker, "Their own children: what is late and can still be done, today and this week."},
		{access.PersonalAdviser, "The care leavers they are allocated to."},
		{access.FamilySupportWorker, "The children they are allocated to."},
		{access.ReviewingOfficer, "The children whose reviews they chair."},
		{access.ConferenceChair, "The children whose conferences they chair."},
		{access.LookedAfterNurse, "What the nurse owes, and every looked after child."},
		{access.MissingCoordinator, "What the coordinator owes, and every child who has been missing in the last twelve months."},
	}
	leaders = []roleLine{
		{access.Director, "What has changed, eight key figures and what is late, by team. Record numbers, not names."},
		{access.HeadOfService, "The same of their own service, and what is their own to decide."},
		{access.TeamManager, "What is their own, work by worker, open cases with no worker, and what is late in the team."},
		{access.Analyst, "What to mend first: imports and their faults, findings, rules. Every record, without names."},
		{access.Inspector, "Everything, to read only, without names."},
		{access.Administrator, "Accounts: who may sign in, and as what. Never a child."},
		{access.ElectedMember, "Totals and trends. Never a child."},
		{access.Partner, "How often their own agency came, reported and answered. Never a child."},
	}
)

func signInPage(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	if s.SignIn != nil {
		return askPassword(s, w, r, nil)
	}
	page := signInView{Frame: s.Plain(r, "Sign in"), Next: kit.Local(r.URL.Query().Get("next"))}
	if s.Demo {
		var err error
		if page.Councils, err = councils(s, r); err != nil {
			return err
		}
	}
	return s.Render(w, "signin", page)
}

// councils lists the invented people of every council in the data: those nearest to a child, leaders and those who look on, and
// whoever else owns duties.
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
		of := " of " + authority.Name
		near, lead := groupOf("Nearest to the children"+of, people, nearest), groupOf("Leaders"+of+", and those who look on", people, leaders)
		others := groupOf("", people, ownersBesides(s.Door.Book()))
		others.Caption, others.Folded = words.Count(len(others.People), "other role", "other roles")+of+words.Either(len(others.People) == 1, " that owns duties", " that own duties"), true
		council := councilView{Code: authority.Code}
		for _, group := range []groupView{near, lead, others} {
			if len(group.People) > 0 {
				council.Groups = append(council.Groups, group)
			}
		}
		list = append(list, council)
	}
	return list, nil
}

// groupOf gives the people of some roles, in the order of the roles.
func groupOf(caption string, people []door.Actor, lines []roleLine) groupView {
	g := groupView{Caption: caption}
	for _, line := range lines {
		for _, p := range people {
			if p.Role == line.role {
				g.People = append(g.People, personaView{p.ID, p.Name, words.Capital(string(p.Role)), kit.Place(p), line.line})
			}
		}
	}
	return g
}

// ownersBesides says of every role that is neither near to children nor a leader which duties it owns: the first by its title, and
// how many more.
func ownersBesides(book *rulebook.Book) []roleLine {
	owned := map[access.Role][]string{}
	for _, r := range book.Kind(rulebook.Duty) {
		role := access.Role(r.Owner)
		owned[role] = append(owned[role], r.Title)
	}
	var lines []roleLine
	for _, role := range access.Roles {
		titles := owned[role]
		if len(titles) == 0 || slices.ContainsFunc(slices.Concat(nearest, leaders), func(l roleLine) bool { return l.role == role }) {
			continue
		}
		line := titles[0]
		if more := len(titles) - 1; more > 0 {
			line += ", and " + words.Count(more, "more duty", "more duties")
		}
		lines = append(lines, roleLine{role, line + "."})
	}
	return lines
}

// signInAs begins a session as the person chosen. Only a demonstration lets anyone do so.
func signInAs(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	if s.SignIn != nil {
		return tryPassword(s, w, r)
	}
	if !s.Demo {
		return s.Door.Session(door.Nobody()).Refuse(r.Context(), "sign in", "", "", "nobody signs in here by choosing whom to be")
	}
	actor, err := s.Door.FindActor(r.PostFormValue("authority"), r.PostFormValue("person"))
	if err != nil {
		return err
	}
	if err := s.BeginSession(r, actor); err != nil {
		return err
	}
	http.Redirect(w, r, kit.Local(r.PostFormValue("next")), http.StatusSeeOther)
	return nil
}

func signOut(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	if err := s.EndSession(r); err != nil {
		return err
	}
	http.Redirect(w, r, words.Either(s.Provider != nil, "/sign-in?out=yes", "/sign-in"), http.StatusSeeOther)
	return nil
}
