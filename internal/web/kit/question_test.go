package kit

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"
	"time"

	"heed/internal/door"
)

// noon is a moment in summer time, when London is an hour ahead.
var noon = time.Date(2026, 6, 18, 11, 0, 0, 0, time.UTC)

func asking(t *testing.T, path string) *http.Request {
	t.Helper()
	return httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, nil)
}

func clockless() *Site { return &Site{Config: Config{Now: func() time.Time { return noon }}} }

func TestADayIsReadAsPeopleTypeIt(t *testing.T) {
	t.Parallel()
	want := time.Date(2025, 10, 31, 0, 0, 0, 0, time.UTC)
	for _, typed := range []string{"2025-10-31", "31 October 2025", "31 Oct 2025", "31/10/2025", " 31  October 2025 ", "31.10.2025", "31/10/25"} {
		r := asking(t, "/clocks?as_at="+url.QueryEscape(typed))
		q, err := clockless().Question(r)
		if err != nil || !q.AsAt.Equal(want) {
			t.Errorf("%q: %v, %v", typed, q.AsAt, err)
		}
	}
}

func TestAKnownAtDayMeansItsEndInLondonAndALinkMayHoldTheInstant(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]time.Time{
		"31 March 2026":        time.Date(2026, 3, 31, 22, 59, 59, 999_999_999, time.UTC), // summer time has begun
		"31 January 2026":      time.Date(2026, 1, 31, 23, 59, 59, 999_999_999, time.UTC),
		"2026-02-03T04:05:06Z": time.Date(2026, 2, 3, 4, 5, 6, 0, time.UTC),
	} {
		q, err := clockless().Question(asking(t, "/?known_at="+url.QueryEscape(typed)))
		if err != nil || !q.KnownAt.Equal(want) {
			t.Errorf("%q: %v, %v, want %v", typed, q.KnownAt, err, want)
		}
	}
}

func TestADayThatCannotBeReadIsAFaultAndNeverToday(t *testing.T) {
	t.Parallel()
	for query, field := range map[string]string{
		"as_at=soon": "as_at", "as_at=31+February+2026": "as_at", "as_at=2026-13-01": "as_at", "as_at=19+June+2026": "as_at",
		"as_at=1+May+1889": "as_at", "known_at=yesterday": "known_at", "known_at=2026-06-19": "known_at",
	} {
		q, err := clockless().Question(asking(t, "/?"+query))
		var asked *QuestionError
		if !errors.As(err, &asked) || asked.faults.On(field) == "" || q != (door.Question{}) {
			t.Errorf("%s: %+v, %v", query, q, err)
		}
	}
	if q, err := clockless().Question(asking(t, "/")); err != nil || q != (door.Question{}) {
		t.Errorf("no day asked: %+v, %v", q, err)
	}
}

func TestAMomentIsToldAsPeopleInLondonSayIt(t *testing.T) {
	t.Parallel()
	for at, want := range map[string]string{
		"2026-06-18T05:42:00Z": "6:42am today",
		"2026-06-17T22:59:00Z": "11:59pm yesterday",
		"2026-06-17T23:00:00Z": "12:00am today",
		"2026-01-03T17:05:00Z": "5:05pm on 3 January 2026",
	} {
		moment0, err := time.Parse(time.RFC3339, at)
		if err != nil {
			t.Fatal(err)
		}
		if got := Moment(moment0, noon); got != want {
			t.Errorf("%s: %q, want %q", at, got, want)
		}
	}
}

func TestLinksKeepTheQuestionAndNothingElse(t *testing.T) {
	t.Parallel()
	f := Frame{Kept: questionOf(asking(t, "/clocks?as_at=2025-10-31&team=T1&page=3"))}
	for got, want := range map[string]string{
		f.Link("/clocks", "status", "overdue", "team", ""): "/clocks?as_at=2025-10-31&status=overdue",
		f.Child("566/910"):    "/children/566%2F910?as_at=2025-10-31",
		f.Figure("icpc-15wd"): "/figures/icpc-15wd?as_at=2025-10-31",
		Frame{}.Link("/"):     "/",
	} {
		if got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}
