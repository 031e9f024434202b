package kit

import (
	"net/http"
	"net/url"
	"strings"
	"time"

	"heed/internal/access"
	"heed/internal/clocks"
	"heed/internal/door"
	"heed/internal/words"
)

// The names under which a page's address holds its question.
const (
	ParamAsAt    = "as_at"
	ParamKnownAt = "known_at"
	// ParamFrom and ParamTo are the days of a figure that is asked about over days of one's own.
	ParamFrom = "from"
	ParamTo   = "to"
)

// QuestionError is a question that cannot be read. Its page shows the question's form and no figure at all, so that nobody
// takes today's numbers for those of the day they meant.
type QuestionError struct{ faults Faults }

func (e *QuestionError) Error() string { return "the dates in the address cannot be read" }

// Faults says what is wrong with each date, for a page that has a form of its own for them.
func (e *QuestionError) Faults() Faults { return e.faults }

// Question reads the day asked about and the moment whose knowledge is used. A handler returns its error as it is.
func (s *Site) Question(r *http.Request) (door.Question, error) {
	var q door.Question
	var faults Faults
	now := s.Now()
	values := r.URL.Query()
	if typed := values.Get(ParamAsAt); typed != "" {
		day, ok := ParseDate(typed)
		switch {
		case !ok:
			faults.Add(ParamAsAt, "As at must be a date, such as 31 October 2026")
		case day.After(Today(now)):
			faults.Add(ParamAsAt, "As at must be today or in the past")
		case day.Year() < 1990:
			faults.Add(ParamAsAt, "As at must be 1990 or later")
		default:
			q.AsAt = day
		}
	}
	if typed := values.Get(ParamKnownAt); typed != "" {
		at, ok := parseMoment(typed)
		switch {
		case !ok:
			faults.Add(ParamKnownAt, "Known at must be a date, such as 31 October 2026")
		case at.After(endOfDay(Today(now))):
			faults.Add(ParamKnownAt, "Known at must be today or in the past")
		default:
			q.KnownAt = at
		}
	}
	if len(faults) > 0 {
		return door.Question{}, &QuestionError{faults}
	}
	return q, nil
}

// parseMoment reads a known-at: a day means its end; a link may hold the exact instant.
func parseMoment(typed string) (time.Time, bool) {
	if at, err := time.Parse(time.RFC3339, typed); err == nil {
		return at.UTC(), true
	}
	day, ok := ParseDate(typed)
	return endOfDay(day), ok
}

// Pair is a name and a value of an address.
type Pair struct{ Name, Value string }

// asofView is the line that says what day a page is about and with whose knowledge, and the form that changes it.
type asofView struct {
	AsAt, KnownAt, LastImport string
	// Runs says how far the records run where they end before today, and not after the day asked about; TodayLink leads to today where nobody asked for
	// a day.
	Runs, TodayLink, CoverLink string
	// Waiting says how many clocks are not known yet today, and WaitingLink lists them; both are blank for whom none are counted.
	Waiting, WaitingLink string
	// NoneWaits says that they were counted and there is none.
	NoneWaits bool
	// Quarterly says that the day is the end of a quarter, whatever day was typed, as the reader sees totals only.
	Quarterly bool
	// Past says that the question is not simply now, so that the page can say so loudly.
	Past bool
	// ImportFaults are those of all the imports of the last day on which there were any; Imports says how many these are where it is more than one.
	ImportFaults int
	Imports      string
	// FindingsLink leads from a home page to what the checks found, blank elsewhere and for who may not see that.
	FindingsLink string
	// Refreshing says up to when answers are complete while later entries are being worked in, blank where none are.
	Refreshing            string
	ImportLink            string
	Action, NowLink       string
	AsAtTyped, KnownTyped string
	AsAtFault, KnownFault string
	Kept                  []Pair
	// Open unfolds the form.
	Open bool
}

// asof makes the line for a page that has been answered.
func (s *Site) asof(r *http.Request, asked door.Asked) *asofView {
	now := s.Now()
	v := s.asofForm(r, nil)
	v.AsAt = words.WeekdayDate(asked.AsAt)
	if asked.Today {
		v.AsAt += " (today)"
	}
	v.KnownAt = "now, all that is recorded"
	if !asked.KnownNow {
		v.KnownAt = KnownWords(asked.KnownAt, now)
	}
	v.Quarterly = asked.Quarterly
	v.Past = !asked.Today && !asked.Latest && !asked.Quarterly || !asked.KnownNow && !asked.Quarterly
	if asked.Beyond {
		v.Runs, v.CoverLink = runsWords(asked, Today(now)), WithQuery("/coverage", knownOf(r))
		s.waiting(r, asked, v)
	}
	if asked.Latest {
		v.TodayLink = WithQuery(r.URL.Path, withToday(r.URL.Query(), Today(now)))
	}
	v.LastImport = "none yet"
	if !asked.LastImport.IsZero() {
		v.LastImport = Moment(asked.LastImport, now)
	}
	if !asked.CompleteTo.IsZero() {
		v.Refreshing = "Newer entries are being worked in: this page is complete to " + Moment(asked.CompleteTo, now)
	}
	v.ImportFaults = asked.LastImportFaults
	if asked.LastImportBatch != "" && s.May(s.Actor(r), access.ReadImports) {
		v.ImportLink = ImportHref(asked.LastImportBatch)
	}
	if asked.LastImports > 1 {
		v.Imports = words.Thousands(asked.LastImports) + " imports that day"
		if v.ImportLink != "" {
			v.ImportLink = WithQuery("/imports", knownOf(r)) + "#list"
		}
	}
	if r.URL.Path == "/" && s.May(s.Actor(r), access.ListFindings) {
		v.FindingsLink = WithQuery("/findings", questionOf(r))
	}
	return v
}

// KnownWords names the moment whose knowledge is used: "the end of 31 October 2026".
func KnownWords(at, now time.Time) string {
	if at.Equal(endOfDay(Today(at))) {
		return "the end of " + words.LongDate(Today(at))
	}
	return Moment(at, now)
}

// waiting counts the clocks of which it is not known today whether they were kept. It is asked with all that is known only: what was not known at some
// earlier moment is on the page of what the records cover. A page is not lost where they cannot be counted.
func (s *Site) waiting(r *http.Request, asked door.Asked, v *asofView) {
	if !asked.KnownNow {
		return
	}
	n, counted, err := s.Door.Session(s.Actor(r)).NotKnownYet(r.Context())
	if err != nil {
		s.Log.WarnContext(r.Context(), "counting the clocks that are not known yet", "err", err.Error())
	}
	if v.NoneWaits = counted && n == 0; counted && n > 0 {
		today := s.Door.Today().Format(time.DateOnly)
		v.Waiting = words.Count(n, "clock")
		v.WaitingLink = WithQuery("/clocks", url.Values{"status": {string(clocks.NotKnownYet)}, "every": {"yes"}, "due_to": {today}, ParamAsAt: {today}})
	}
}

// asofForm makes the form that changes the question and keeps everything else in the address.
func (s *Site) asofForm(r *http.Request, faults Faults) *asofView {
	values := r.URL.Query()
	v := &asofView{
		Action: r.URL.Path, AsAtTyped: TypedDate(values.Get(ParamAsAt)), KnownTyped: TypedDate(values.Get(ParamKnownAt)),
		AsAtFault: faults.On(ParamAsAt), KnownFault: faults.On(ParamKnownAt), Open: len(faults) > 0,
	}
	rest := url.Values{}
	for name, all := range values {
		switch name {
		case ParamAsAt, ParamKnownAt, ParamFrom, ParamTo, "page": // another day is another figure than that of the days asked about
			continue
		}
		rest[name] = all
	}
	v.Kept = Pairs(rest)
	v.NowLink = WithQuery(r.URL.Path, rest)
	return v
}

// TypedDate turns a date of a link back into one that a person would type, and leaves what it cannot read alone.
func TypedDate(value string) string {
	if at, err := time.Parse(time.RFC3339, value); err == nil {
		return words.LongDate(Today(at))
	}
	if d, err := time.Parse(time.DateOnly, value); err == nil {
		return words.LongDate(d)
	}
	return value
}

// QuestionPage holds the question's form alone, with what is wrong with it.
type QuestionPage struct{ Frame }

// QuestionPage makes the page of a question that cannot be read.
func (s *Site) QuestionPage(r *http.Request, err *QuestionError) QuestionPage {
	page := QuestionPage{s.Plain(r, "Choose the day")}
	page.Faults = err.faults
	page.Asof = s.asofForm(r, err.faults)
	return page
}

// runsWords says in one line how far the records run: "Your returns run to 31 March 2026 and your lists to yesterday."
func runsWords(asked door.Asked, today time.Time) string {
	var parts []string
	for i, run := range asked.Runs {
		if i > 0 && run.To.Equal(asked.Runs[i-1].To) {
			continue // it is named with those before it
		}
		var sources []string
		for _, other := range asked.Runs[i:] {
			if !other.To.Equal(run.To) {
				break
			}
			sources = append(sources, "your "+other.Source)
		}
		verb := words.Either(len(sources) > 1 || strings.HasSuffix(run.Source, "s"), " run to ", " runs to ")
		parts = append(parts, words.Join(sources)+words.Either(len(parts) == 0, verb, " to ")+runDay(run.To, today))
	}
	return words.Capital(words.Join(parts)) + "."
}

// runDay names a day as people do.
func runDay(day, today time.Time) string {
	switch {
	case day.Equal(today):
		return "today"
	case day.Equal(today.AddDate(0, 0, -1)):
		return "yesterday"
	}
	return words.LongDate(day)
}

func withToday(values url.Values, today time.Time) url.Values {
	values.Set(ParamAsAt, today.Format(time.DateOnly))
	values.Del("page")
	return values
}

// knownOf gives the part of a request's question that says with whose knowledge it is asked.
func knownOf(r *http.Request) url.Values {
	values := questionOf(r)
	values.Del(ParamAsAt)
	return values
}
