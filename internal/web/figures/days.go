package figures

import (
	"net/http"
	"net/url"
	"time"

	"heed/internal/access"
	"heed/internal/door"
	"heed/internal/figures"
	"heed/internal/web/kit"
	"heed/internal/words"
	"heed/rulebook"
)

// daysForm is what the address says of the days asked about instead of a measure's own period: as typed, as read, and what is wrong with it.
type daysForm struct {
	From, To string
	over     figures.Span
	faults   kit.Faults
}

// readDays reads the days of an address. A measure that has no figure of them refuses with its reason and what can be asked.
func readDays(values url.Values, today time.Time, r *rulebook.Rule) daysForm {
	f := daysForm{From: values.Get(kit.ParamFrom), To: values.Get(kit.ParamTo)}
	if r == nil || f.From == "" && f.To == "" {
		return f // what is no measure has no page either
	}
	from := f.day(kit.ParamFrom, "The first day", f.From, today)
	to := f.day(kit.ParamTo, "The last day", f.To, today)
	if len(f.faults) > 0 {
		return f
	}
	if from.After(to) {
		f.faults.Add(kit.ParamFrom, "The first day must not be after the last day")
		return f
	}
	if asAt := values.Get(kit.ParamAsAt); asAt != "" {
		if day, ok := kit.ParseDate(asAt); !ok || !day.Equal(to) {
			f.faults.Add(kit.ParamTo, "A figure over some days is as at the last of them: leave the day asked about blank, or make it "+words.LongDate(to))
			return f
		}
	}
	if why := r.RefusesDays(from, to); why != "" {
		f.faults.Add(kit.ParamFrom, "There is no figure of these days: "+why)
		return f
	}
	f.over = figures.Days(from, to)
	return f
}

// day reads one of the two days.
func (f *daysForm) day(name, label, typed string, today time.Time) time.Time {
	day, ok := kit.ParseDate(typed)
	switch {
	case typed == "":
		f.faults.Add(name, label+" is missing: enter it too")
	case !ok:
		f.faults.Add(name, label+" must be a date, such as 31 October 2026")
	case day.After(today):
		f.faults.Add(name, label+" must be today or in the past")
	case day.Year() < 1990:
		f.faults.Add(name, label+" must be 1990 or later")
	}
	return day
}

// question asks about the last of the days, where some are asked about.
func (f daysForm) question(q door.Question) door.Question {
	if !f.over.IsZero() {
		q.AsAt = f.over.To
	}
	return q
}

// pairs are the names and values of the days, for a link that keeps them.
func (f daysForm) pairs() []string {
	if f.over.IsZero() {
		return nil
	}
	return []string{kit.ParamFrom, f.over.From().Format(time.DateOnly), kit.ParamTo, f.over.To.Format(time.DateOnly)}
}

// daysView is the form that asks for a figure over days of one's own, and what it says of a figure that is.
type daysView struct {
	Action               string
	FromTyped, ToTyped   string
	FromFault, ToFault   string
	Kept                 []kit.Pair
	Words, Begins, Whole string
	Open                 bool
	// None stands in place of the form and says why there are no days to ask for.
	None string
}

// noDays is said of a figure of a single day.
const noDays = "This figure says how things stood at the end of one day, so it has no days from and to. For another day, change the day above."

// daysOf makes the form for a figure, or says of one of a single day that it has no period. It is nil for who sees totals only.
func daysOf(s *kit.Site, f kit.Frame, r *rulebook.Rule, form daysForm) *daysView {
	switch {
	case len(form.faults) > 0:
	case !s.May(f.Actor, access.ReadFigureRows):
		return nil
	case r.Period == rulebook.Snapshot:
		return &daysView{None: noDays}
	}
	kept := url.Values{}
	if known := f.Kept.Get(kit.ParamKnownAt); known != "" {
		kept.Set(kit.ParamKnownAt, known)
	}
	action := "/figures/" + url.PathEscape(r.ID)
	v := &daysView{
		Action: action, FromTyped: typedDay(form.From), ToTyped: typedDay(form.To), FromFault: form.faults.On(kit.ParamFrom), ToFault: form.faults.On(kit.ParamTo),
		Kept: kit.Pairs(kept), Whole: kit.WithQuery(action, kept), Open: len(form.faults) > 0,
	}
	if !form.over.IsZero() {
		v.Words = "Over the days that were asked about, " + words.LongDate(form.over.From()) + " to " + words.LongDate(form.over.To) +
			", and not over the period that this figure has of itself"
	}
	return v
}

// typedDay turns a date of a link back into one that a person would type, and leaves what it cannot read alone.
func typedDay(typed string) string {
	if day, ok := kit.ParseDate(typed); ok {
		return words.LongDate(day)
	}
	return typed
}

// daysPage is the form alone, with what is wrong with it: no figure, so that nobody takes one of other days for it.
type daysPage struct {
	kit.Frame
	Days *daysView
	Back string
}

func badDays(s *kit.Site, w http.ResponseWriter, r *http.Request, rule *rulebook.Rule, form daysForm) error {
	page := daysPage{Frame: s.Plain(r, "Choose the days"), Back: "/figures/" + url.PathEscape(rule.ID)}
	page.Faults, page.Days = form.faults, daysOf(s, page.Frame, rule, form)
	return s.RenderStatus(w, http.StatusBadRequest, "days", page)
}
