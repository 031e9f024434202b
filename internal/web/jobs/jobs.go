// Package jobs holds the page of those who keep the work that Heed does in the background.
package jobs

import (
	"cmp"
	"embed"
	"errors"
	"net/http"
	"net/url"
	"time"

	"heed/internal/access"
	"heed/internal/door"
	"heed/internal/jobs"
	"heed/internal/web/kit"
	"heed/internal/words"
)

//go:embed *.html
var templates embed.FS

// Section is these pages' routes and templates. Whoever opens one has proved lately who they are.
func Section() kit.Section {
	return kit.Section{
		Templates: templates,
		Pages:     map[string]any{"jobs": listPage{}},
		Routes: []kit.Route{
			kit.Asked(kit.Get("/jobs", access.ManageJobs, "background work", list)),
			kit.Asked(kit.Post("/jobs/{id}/cancel", access.ManageJobs, "background work cancelled", cancel)),
		},
	}
}

// listPage lists what runs, waits and was done of late.
type listPage struct {
	kit.Frame
	Counted string
	Jobs    []jobView
}

// jobView is one job in the list.
type jobView struct {
	What, At, By string
	Tag          kit.Tag
	// Says is how far the job has come, how long it took or why it was not done.
	Says string
	// Cancel is the address that stops it, blank where it is over.
	Cancel string
}

func list(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	return show(s, w, r, nil)
}

// show shows the list, with what was wrong in what the reader asked.
func show(s *kit.Site, w http.ResponseWriter, r *http.Request, faults kit.Faults) error {
	page := listPage{Frame: s.Plain(r, "Background work")}
	page.Faults = faults
	session := s.Door.Session(s.Actor(r))
	var all []jobs.Job
	if s.Jobs != nil {
		var err error
		if all, err = s.Jobs.List(r.Context(), session); err != nil {
			return err
		}
	}
	names, err := session.StaffNames(r.Context())
	if err != nil {
		return err
	}
	open := 0
	for _, j := range all {
		if !j.IsOver() {
			open++
		}
		page.Jobs = append(page.Jobs, viewOf(j, names, s.Now()))
	}
	page.Counted = words.Capital(words.CountInWords(open, "job runs or waits", "jobs run or wait")) + "."
	status := http.StatusOK
	if len(faults) > 0 {
		status = http.StatusConflict
	}
	return s.RenderStatus(w, status, "jobs", page)
}

func viewOf(j jobs.Job, names map[string]string, now time.Time) jobView {
	v := jobView{What: j.Kind.Words, At: kit.Moment(j.At, now), By: "Heed itself", Tag: tagOf(j.State), Says: saysOf(j)}
	if j.As.Account != "" {
		v.By = cmp.Or(names[j.As.Account], j.As.Account)
	}
	if j.As.For != "" {
		v.By += ", for " + cmp.Or(names[j.As.For], j.As.For)
	}
	if !j.IsOver() {
		v.Cancel = "/jobs/" + url.PathEscape(j.ID) + "/cancel"
	}
	return v
}

func tagOf(state jobs.State) kit.Tag {
	switch state {
	case jobs.Over:
		return kit.Tag{Class: "met", Shape: "tick", Word: "Finished"}
	case jobs.Failed:
		return kit.Tag{Class: "broken", Shape: "cross", Word: "Failed"}
	case jobs.Stopped:
		return kit.Tag{Class: "excused", Shape: "bar", Word: "Cancelled"}
	default:
		return kit.StatusTag(string(state))
	}
}

// saysOf says how far a job has come, how long it took, or why it was not done.
func saysOf(j jobs.Job) string {
	switch j.Why {
	case jobs.Refused:
		return "It could not be done as it was asked. Whoever asked is shown why."
	case jobs.Left:
		return "Whoever asked may no longer sign in as what they were."
	case jobs.Forbidden:
		return "Whoever asked may not do this."
	case jobs.Broken:
		return "The fault is in Heed or in the machine. The log says more, under the number " + j.ID + "."
	case jobs.Cancelled:
		return "Somebody stopped it."
	case jobs.Done:
	}
	if j.State == jobs.Over && !j.Ended.IsZero() {
		return "It took " + tookWords(j.Ended.Sub(j.Began)) + "."
	}
	return j.Doing()
}

// tookWords says how long something took.
func tookWords(took time.Duration) string {
	switch {
	case took < time.Second:
		return "less than a second"
	case took < time.Minute:
		return words.Count(int(took/time.Second), "second")
	}
	return words.Count(int(took/time.Minute), "minute")
}

// cancel stops a job, and shows the list.
func cancel(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	if s.Jobs == nil {
		return door.ErrNotFound
	}
	err := s.Jobs.Cancel(r.Context(), s.Door.Session(s.Actor(r)), r.PathValue("id"))
	if errors.Is(err, door.ErrConflict) {
		return show(s, w, r, kit.Faults{{Field: "jobs", Message: "That was over before it could be cancelled"}})
	}
	if err != nil {
		return err
	}
	http.Redirect(w, r, "/jobs", http.StatusSeeOther)
	return nil
}
