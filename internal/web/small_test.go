package web_test

import (
	"bytes"
	"fmt"
	"io"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"heed/internal/imports"
	"heed/internal/jobs"
	"heed/internal/testkit"
	"heed/internal/web"
	"heed/internal/web/htmlcheck"
	"heed/internal/web/kit"
)

var theSmall testkit.Shared

// small is a server over the small council, whose children tests know by heart. All share its records and only read them.
func small(t *testing.T) (*world, *testkit.Heed) {
	t.Helper()
	heed := theSmall.Open(t)
	return serve(t, heed), heed
}

// smallOwn is a server over a small council of its own, for a test that writes.
func smallOwn(t *testing.T) (*world, *testkit.Heed) {
	t.Helper()
	heed := testkit.OpenCold(t)
	return serveWith(t, heed, background(t, heed)), heed
}

// background opens the background work of a Heed until the test ends.
func background(t *testing.T, heed *testkit.Heed) *jobs.Runner {
	t.Helper()
	runner, err := jobs.Open(t.Context(), jobs.Config{Door: heed.Door, Log: slog.New(slog.DiscardHandler), Kinds: imports.Jobs()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := runner.Close(); err != nil {
			t.Error(err)
		}
	})
	return runner
}

// serve gives a server without background work, as several of one Heed are.
func serve(t *testing.T, heed *testkit.Heed) *world {
	t.Helper()
	return serveWith(t, heed, nil)
}

func serveWith(t *testing.T, heed *testkit.Heed, runner *jobs.Runner) *world {
	t.Helper()
	var ids atomic.Int64
	log := &record{}
	pages, err := web.New(kit.Config{
		Door: heed.Door, Jobs: runner, Demo: true, Now: func() time.Time { return testkit.Now }, Log: slog.New(slog.NewTextHandler(log, nil)),
		NewID: func() string { return fmt.Sprintf("job-%d", ids.Add(1)) },
	})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(pages.Handler())
	t.Cleanup(func() {
		server.Close()
		pages.Close()
	})
	return &world{dir: heed.Dir, app: heed.Door, server: server, log: log, jobs: runner}
}

// upload sends files by the form of the imports page and gives the page that follows, which shows what importing them would do.
func (r reader) upload(files map[string]string, fields ...string) (status int, body string) {
	r.t.Helper()
	return r.send("/imports", files, fields...)
}

// imported uploads files and records them, as the page that follows offers, and gives the page after that.
func (r reader) imported(files map[string]string, fields ...string) (status int, body string) {
	r.t.Helper()
	_, body = r.upload(files, fields...)
	return r.record(body)
}

// record presses the button of a page that shows what an import would do, with boxes ticked, and gives the page that follows once it is done.
func (r reader) record(preview string, ticked ...string) (status int, body string) {
	r.t.Helper()
	form := url.Values{}
	for _, name := range ticked {
		form.Set(name, "yes")
	}
	action := htmlcheck.Parse(r.t, preview).One("main form[action^='/uploads/'][novalidate]").Attr("action")
	request, err := http.NewRequestWithContext(r.t.Context(), http.MethodPost, r.w.server.URL+action, strings.NewReader(form.Encode()))
	if err != nil {
		r.t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return r.settled(request)
}

// send sends files as a form does.
func (r reader) send(path string, files map[string]string, fields ...string) (status int, body string) {
	r.t.Helper()
	var sent bytes.Buffer
	form := multipart.NewWriter(&sent)
	for i := 0; i+1 < len(fields); i += 2 {
		if err := form.WriteField(fields[i], fields[i+1]); err != nil {
			r.t.Fatal(err)
		}
	}
	for name, content := range files {
		part, err := form.CreateFormFile("files", name)
		if err != nil {
			r.t.Fatal(err)
		}
		if _, err := io.WriteString(part, content); err != nil {
			r.t.Fatal(err)
		}
	}
	if err := form.Close(); err != nil {
		r.t.Fatal(err)
	}
	request, err := http.NewRequestWithContext(r.t.Context(), http.MethodPost, r.w.server.URL+path, &sent)
	if err != nil {
		r.t.Fatal(err)
	}
	request.Header.Set("Content-Type", form.FormDataContentType())
	return r.settled(request)
}

// settled sends a request, and asks again as a browser does while files are read or an import runs.
func (r reader) settled(request *http.Request) (status int, body string) {
	r.t.Helper()
	request.Header.Set("Sec-Fetch-Site", "same-origin")
	answer, err := r.client.Do(request)
	if err != nil {
		r.t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	page, err := io.ReadAll(answer.Body)
	if err != nil {
		r.t.Fatal(err)
	}
	for answer.Header.Get("Refresh") != "" {
		address := answer.Request.URL.String()
		time.Sleep(10 * time.Millisecond)
		if answer, page, err = r.again(address); err != nil {
			r.t.Fatal(err)
		}
	}
	return answer.StatusCode, string(page)
}

func (r reader) again(address string) (*http.Response, []byte, error) {
	request, err := http.NewRequestWithContext(r.t.Context(), http.MethodGet, address, nil)
	if err != nil {
		return nil, nil, err
	}
	answer, err := r.client.Do(request)
	if err != nil {
		return nil, nil, err
	}
	defer func() { _ = answer.Body.Close() }()
	page, err := io.ReadAll(answer.Body)
	return answer, page, err
}

// leading reads the number that words begin with.
func leading(t *testing.T, words string) int {
	t.Helper()
	first, _, _ := strings.Cut(words, " ")
	n, err := strconv.Atoi(strings.ReplaceAll(first, ",", ""))
	if err != nil {
		t.Fatalf("%q does not begin with a number", words)
	}
	return n
}
