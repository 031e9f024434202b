package web_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"slices"
	"testing"
	"time"

	"heed/internal/testkit/hostile"
	"heed/internal/web/htmlcheck"
)

// asked is what came of asking pages again and again.
type asked struct {
	took   []time.Duration
	failed []string
}

// keepAsking asks pages as somebody else until the context is done.
func (r reader) keepAsking(ctx context.Context, pages ...string) (a asked) {
	for i := 0; ctx.Err() == nil; i++ {
		page := pages[i%len(pages)]
		began := time.Now()
		request, err := http.NewRequestWithContext(ctx, http.MethodGet, r.w.server.URL+page, nil)
		if err != nil {
			a.failed = append(a.failed, err.Error())
			return a
		}
		answer, err := r.client.Do(request)
		if ctx.Err() != nil {
			return a
		}
		if err == nil {
			_, err = io.Copy(io.Discard, answer.Body)
			_ = answer.Body.Close()
		}
		if err != nil || answer.StatusCode != http.StatusOK {
			a.failed = append(a.failed, fmt.Sprint(page, err, answer))
		}
		a.took = append(a.took, time.Since(began))
		time.Sleep(20 * time.Millisecond)
	}
	return a
}

// TestPagesAnswerWhileFilesThatWereMadeToStopHeedAreRead says how long pages take meanwhile; a bound on that is for whoever reads it, on a machine that does
// nothing else.
func TestPagesAnswerWhileFilesThatWereMadeToStopHeedAreRead(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes a minute: make test-long runs it")
	}
	w, heed := smallOwn(t)
	analyst, director := w.as(t, heed.Actor(t, "W13")), w.as(t, heed.Actor(t, "W8"))
	pages := []string{"/", "/clocks", "/figures", "/children/1004"}
	for _, page := range pages { // so that what is worked out once has been
		if status, _ := director.get(page); status != http.StatusOK {
			t.Fatalf("%s: status %d", page, status)
		}
	}
	for _, file := range hostile.Files() {
		path := file.Make(t)
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if len(text) > 20<<20 {
			continue // what sends it in a test holds it in memory several times
		}
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan asked, 1)
		go func() { ended <- director.keepAsking(ctx, pages...) }()
		status, body := analyst.upload(map[string]string{file.Name: string(text)})
		cancel()
		a := <-ended
		want := http.StatusOK
		if file.Want != "" {
			want = http.StatusUnprocessableEntity
		}
		if status != want || !htmlcheck.Parse(t, body).Has("h1") {
			t.Errorf("%s: status %d", file.Says, status)
		}
		if len(a.failed) > 0 {
			t.Errorf("%s: pages failed: %v", file.Says, a.failed)
		}
		if slices.Sort(a.took); len(a.took) > 0 {
			t.Logf("%s: %d pages, half within %v, 99 in 100 within %v", file.Says, len(a.took), a.took[len(a.took)/2], a.took[len(a.took)*99/100])
		}
	}
}
