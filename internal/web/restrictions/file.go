package restrictions

import (
	"errors"
	"net/http"
	"strconv"
	"time"

	"heed/internal/door"
	"heed/internal/restriction"
	"heed/internal/web/kit"
)

// filePage is what is decided about one child's record. It says nothing else of the child.
type filePage struct {
	kit.Frame
	Child, Href string
	// Now is the restriction that holds today, nil where none does.
	Now *restrictionView
	// Before are those that hold no more, or not yet.
	Before []restrictionView
	Grants []grantView
	// Restrict and Give are the fields of the two forms.
	Restrict, Give []kit.Input
}

// restrictionView is a restriction with what can be done to it.
type restrictionView struct {
	Why, When, By, Review, Lifted string
	// Child and From name it in a form, and Version says as what it was read.
	Child, From                string
	Version                    int
	MayLift, MayAgree, MayKeep bool
}

// grantView is a grant with what can be done to it.
type grantView struct {
	Who, Why, When, Given, Agreed string
	Child, Worker, From           string
	Version                       int
	MayAgree, MayEnd              bool
}

func show(s *kit.Site, w http.ResponseWriter, r *http.Request) error { return showFile(s, w, r, nil) }

func showFile(s *kit.Site, w http.ResponseWriter, r *http.Request, faults kit.Faults) error {
	ctx, k := r.Context(), keeper(s, r)
	f, err := k.Find(ctx, r.PathValue("id"))
	if err != nil {
		return err
	}
	names, err := k.StaffNames(ctx)
	if err != nil {
		return err
	}
	today := k.Day().Format(time.DateOnly)
	page := filePage{Frame: s.Plain(r, "Restricted record: "+f.Child), Child: f.Child, Href: hrefOf(f.Child)}
	page.Crumbs = []kit.Crumb{{Text: "Restricted records", Href: "/restrictions"}}
	page.Faults = faults
	for _, one := range f.All {
		v := restrictionOf(one, names, today, s.Actor(r))
		if one.Holds(today) && page.Now == nil {
			page.Now = &v
			continue
		}
		page.Before = append(page.Before, v)
	}
	for _, g := range f.Grants {
		page.Grants = append(page.Grants, grantOf(g, names, today, s.Actor(r)))
	}
	page.Restrict, page.Give = restrictFields(r), grantFields(r)
	for _, list := range [][]kit.Input{page.Restrict, page.Give} {
		faults.Beside(list)
	}
	return s.RenderStatus(w, faults.Status(), "restriction", page)
}

func restrictionOf(one door.Restriction, names map[string]string, today string, who door.Actor) restrictionView {
	v := restrictionView{
		Why: one.Reason, When: spanWords(one.From, one.Until), By: nameOf(names, one.By), Child: one.Child, From: one.From, Version: one.Version,
	}
	if one.Holds(today) {
		v.Review = reviewWords(one, today)
	}
	waits := restriction.Waits(one, today)
	switch {
	case one.Lifted():
		v.Lifted = "Lifted from " + kit.DayWords(one.LiftedOn) + " on, by " + nameOf(names, one.LiftedBy) + " and " + nameOf(names, one.LiftAgreedBy)
	case waits:
		v.Lifted = nameOf(names, one.LiftedBy) + " has asked to lift it. It holds until a second person agrees"
	}
	v.MayLift, v.MayKeep = one.LiftedOn == "" && one.Holds(today), waits
	v.MayAgree = waits && door.PersonOf(one.LiftedBy) != door.PersonOf(who.By())
	return v
}

func grantOf(g door.Grant, names map[string]string, today string, who door.Actor) grantView {
	waits := restriction.GrantWaits(g, today)
	v := grantView{
		Who: nameOf(names, g.Worker), Why: g.Reason, When: spanWords(g.From, g.Until), Given: nameOf(names, g.GivenBy),
		Child: g.Child, Worker: g.Worker, From: g.From, Version: g.Version, MayEnd: !g.Over(today),
	}
	switch {
	case g.AgreedBy != "":
		v.Agreed = nameOf(names, g.AgreedBy)
	case waits:
		v.Agreed = "Waits for a second person"
	case g.Agreed():
		v.Agreed = "No second person needed"
	default:
		v.Agreed = "Nobody agreed"
	}
	v.MayAgree = waits && door.PersonOf(g.GivenBy) != door.PersonOf(who.By()) && g.Worker != who.ID
	return v
}

func restrictFields(r *http.Request) []kit.Input {
	value := r.PostFormValue
	return []kit.Input{
		{Name: "reason", Label: "Why", Hint: "Those who answer for restricted records read it, and whoever may open the record", Value: value("reason")},
		{Name: "started_on", Label: "First day", Hint: "For example, 31 March 2026. Today, where it is blank", Short: true, Value: value("started_on")},
		{Name: "ended_on", Label: "Last day", Hint: "Leave it blank where none is known", Short: true, Value: value("ended_on")},
		{Name: "review_on", Label: "To be looked at again on", Hint: "Needed where there is no last day", Short: true, Value: value("review_on")},
	}
}

func grantFields(r *http.Request) []kit.Input {
	value := r.PostFormValue
	return []kit.Input{
		{Name: "worker_id", Label: "Who", Hint: "The person’s number in the list of staff or, for somebody who is not in it, that of their account", Short: true, Value: value("worker_id")},
		{Name: "grant_reason", Label: "Why they need to open it", Value: value("grant_reason")},
		{Name: "grant_from", Label: "First day of the grant", Hint: "For example, 31 March 2026. Today, where it is blank", Short: true, Value: value("grant_from")},
		{Name: "grant_to", Label: "Last day of the grant", Hint: "At most a year after the first", Short: true, Value: value("grant_to")},
	}
}

func restrict(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	faults, err := keeper(s, r).Restrict(r.Context(), restriction.New{
		Child: r.PathValue("id"), Reason: r.PostFormValue("reason"), From: kit.DayFrom(r, "started_on"), To: kit.DayFrom(r, "ended_on"), Review: kit.DayFrom(r, "review_on"),
	})
	if err == nil && len(faults) > 0 {
		return showFile(s, w, r, kit.FaultsOf(faults, "reason"))
	}
	return after(s, w, r, "reason", err)
}

// after goes back to the child's restriction, or says there what cannot be done by whom.
func after(s *kit.Site, w http.ResponseWriter, r *http.Request, field string, err error) error {
	switch {
	case errors.Is(err, restriction.ErrSamePerson):
		return showFile(s, w, r, kit.Faults{{Field: field, Message: "A second person must agree to this, who neither asked for it nor gets it"}})
	case err != nil:
		return err
	}
	http.Redirect(w, r, hrefOf(r.PathValue("id")), http.StatusSeeOther) //nolint:gosec // a path of this server
	return nil
}

func whichVersion(r *http.Request) int {
	version, _ := strconv.Atoi(r.PostFormValue("which_version"))
	return version
}

// whichRestriction reads which restriction a button stands beside, and as what it was read.
func whichRestriction(r *http.Request) door.Restriction {
	return door.Restriction{Child: r.PostFormValue("which_child"), From: r.PostFormValue("which_from"), Version: whichVersion(r)}
}

func whichGrant(r *http.Request) door.Grant {
	return door.Grant{Child: r.PostFormValue("which_child"), Worker: r.PostFormValue("which_worker"), From: r.PostFormValue("which_from"), Version: whichVersion(r)}
}

func lift(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	return after(s, w, r, "now", keeper(s, r).Lift(r.Context(), whichRestriction(r)))
}

func agreeLift(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	return after(s, w, r, "now", keeper(s, r).AgreeLift(r.Context(), whichRestriction(r)))
}

func keepOn(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	return after(s, w, r, "now", keeper(s, r).KeepOn(r.Context(), whichRestriction(r)))
}

func giveGrant(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	faults, err := keeper(s, r).Give(r.Context(), restriction.Grant{
		Child: r.PathValue("id"), Worker: r.PostFormValue("worker_id"), Reason: r.PostFormValue("grant_reason"),
		From: kit.DayFrom(r, "grant_from"), To: kit.DayFrom(r, "grant_to"),
	})
	if err == nil && len(faults) > 0 {
		return showFile(s, w, r, kit.FaultsOf(faults, "worker_id"))
	}
	return after(s, w, r, "grants", err)
}

func agreeGrant(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	return after(s, w, r, "grants", keeper(s, r).Agree(r.Context(), whichGrant(r)))
}

func endGrant(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	return after(s, w, r, "grants", keeper(s, r).EndGrant(r.Context(), whichGrant(r)))
}
