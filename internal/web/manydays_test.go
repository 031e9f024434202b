package web_test

import (
	"fmt"
	"io"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"

	"heed/internal/door"
	"heed/internal/web/htmlcheck"
)

// Of many days asked for at once, by one person or by several, some are answered and the others are asked to come again; the day that is kept
// ready is answered to everybody.
func TestManyDaysAskedForAtOnceAreAnsweredOrAskedToComeAgain(t *testing.T) {
	t.Parallel()
	w, heed := small(t)
	people := []door.Actor{heed.Actor(t, "W8"), heed.Actor(t, "W13"), heed.Actor(t, "W1"), heed.Actor(t, "member-1")}
	for name, several := range map[string]bool{"one person": false, "several people": true} {
		var answered atomic.Int64
		var wait sync.WaitGroup
		for n := range 24 {
			who := people[0]
			if several {
				who = people[n%len(people)]
			}
			reader := w.as(t, who)
			wait.Go(func() {
				status, header, body := reader.askDay(fmt.Sprintf("/clocks?as_at=2026-%02d-%02d", 1+n%9, 3+n))
				switch {
				case status == http.StatusOK, status == http.StatusForbidden && who.ID == "member-1":
					answered.Add(1)
				case status != http.StatusServiceUnavailable || header.Get("Retry-After") == "" || header.Get("Refresh") != "":
					t.Errorf("%s, as %s: status %d, %v", name, who.Role, status, header)
				}
				if faults := htmlcheck.Parse(t, body).Faults(); len(faults) > 0 {
					t.Errorf("%s, as %s: %q", name, who.Role, faults)
				}
			})
		}
		if status, body := w.as(t, people[1]).get("/"); status != http.StatusOK {
			t.Errorf("%s: today: status %d: %s", name, status, body)
		}
		wait.Wait()
		if answered.Load() == 0 {
			t.Errorf("%s: no day was answered", name)
		}
	}
}

// askDay asks without ending the test, as many do so at once.
func (r reader) askDay(path string) (int, http.Header, string) {
	request, err := http.NewRequestWithContext(r.t.Context(), http.MethodGet, r.w.server.URL+path, nil)
	if err != nil {
		r.t.Error(err)
		return 0, nil, ""
	}
	answer, err := r.client.Do(request)
	if err != nil {
		r.t.Error(err)
		return 0, nil, ""
	}
	defer func() { _ = answer.Body.Close() }()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		r.t.Error(err)
	}
	return answer.StatusCode, answer.Header, string(body)
}
