package restrictions

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"

	"heed/internal/restriction"
	"heed/internal/web/kit"
	"heed/internal/words"
)

// emergencyPage asks somebody on duty why they open a restricted record, and for how long. It is the same whether or not there is a child of the number.
type emergencyPage struct {
	kit.Frame
	Child, Href string
	Fields      []kit.Input
}

func askEmergency(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	return showEmergency(s, w, r, nil)
}

func showEmergency(s *kit.Site, w http.ResponseWriter, r *http.Request, faults kit.Faults) error {
	page := emergencyPage{Frame: s.Plain(r, "Open a restricted record in an emergency"), Child: r.PathValue("id"), Href: childHref(r.PathValue("id")) + "/emergency"}
	page.Faults = faults
	var hours []kit.Option
	for n := 1; n <= restriction.LongestHours; n++ {
		text := strconv.Itoa(n)
		hours = append(hours, kit.Option{Value: text, Label: words.Count(n, "hour", "hours"), Selected: r.PostFormValue("hours") == text})
	}
	page.Fields = []kit.Input{
		{Name: "reason", Label: "What is the emergency?", Hint: "Say what may happen to the child, and what you need to know. Whoever reviews this reads it", Value: r.PostFormValue("reason")},
		{Name: "hours", Label: "For how long", Hint: "You can close it before", Choices: hours},
	}
	page.Fields = faults.Beside(page.Fields)
	return s.RenderStatus(w, faults.Status(), "emergency", page)
}

func childHref(child string) string { return "/children/" + url.PathEscape(child) }

func openEmergency(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	hours, _ := strconv.Atoi(r.PostFormValue("hours"))
	faults, err := keeper(s, r).OpenInEmergency(r.Context(), r.PathValue("id"), r.PostFormValue("reason"), hours)
	if err != nil {
		return err
	}
	if len(faults) > 0 {
		return showEmergency(s, w, r, kit.FaultsOf(faults, "reason"))
	}
	http.Redirect(w, r, childHref(r.PathValue("id")), http.StatusSeeOther) //nolint:gosec // a path of this server
	return nil
}

func endEmergency(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	if err := keeper(s, r).End(r.Context(), r.PathValue("id")); err != nil {
		return err
	}
	http.Redirect(w, r, "/", http.StatusSeeOther)
	return nil
}

// reviewPage is one opening in an emergency, to be reviewed by somebody else than who made it.
type reviewPage struct {
	kit.Frame
	Opening                                 openingView
	FileHref, Reason, Ended, Notes, EndHref string
	// Open says that the record is still open, and Own that the reader opened it, so that somebody else reviews it.
	Open, Own bool
	Fields    []kit.Input
}

func showReview(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	return showReviewWith(s, w, r, nil)
}

func showReviewWith(s *kit.Site, w http.ResponseWriter, r *http.Request, faults kit.Faults) error {
	ctx, k := r.Context(), keeper(s, r)
	o, err := k.Opening(ctx, r.PathValue("id"))
	if err != nil {
		return err
	}
	names, err := k.StaffNames(ctx)
	if err != nil {
		return err
	}
	v := openingOf(s, o, names)
	page := reviewPage{
		Frame: s.Plain(r, "Opened in an emergency"), Opening: v, FileHref: hrefOf(o.Child), Reason: o.Reason, Notes: o.Notes,
		EndHref: v.Href + "/end", Open: o.Holds(s.Now()), Own: k.Made(o),
	}
	page.Crumbs = []kit.Crumb{{Text: "Restricted records", Href: "/restrictions"}}
	page.Faults = faults
	if !o.Ended.IsZero() {
		page.Ended = "Closed early by " + nameOf(names, o.EndedBy)
	}
	page.Fields = []kit.Input{
		{Name: "outcome", Label: "What did the review find?", Choices: s.Codes("emergency-outcome", r.PostFormValue("outcome"))},
		{Name: "notes", Label: "What did you ask, and what was done?", Hint: "The access log says what was opened", Value: r.PostFormValue("notes")},
	}
	page.Fields = faults.Beside(page.Fields)
	return s.RenderStatus(w, faults.Status(), "emergencyreview", page)
}

func review(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	faults, err := keeper(s, r).Review(r.Context(), r.PathValue("id"), r.PostFormValue("outcome"), r.PostFormValue("notes"))
	switch {
	case errors.Is(err, restriction.ErrSamePerson):
		return showReviewWith(s, w, r, kit.Faults{{Field: "review", Message: "Somebody else than who opened the record must review it"}})
	case err != nil:
		return err
	case len(faults) > 0:
		return showReviewWith(s, w, r, kit.FaultsOf(faults, "outcome"))
	}
	http.Redirect(w, r, "/restrictions", http.StatusSeeOther)
	return nil
}
