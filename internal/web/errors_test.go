package web

import (
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"syscall"
	"testing"
	"time"

	"heed/internal/door"
	"heed/internal/testkit"
	"heed/internal/web/htmlcheck"
	"heed/internal/web/kit"
)

func TestAFailureSaysTrulyWhatBecameOfAWrite(t *testing.T) {
	t.Parallel()
	heed := testkit.Empty(t)
	s, err := New(kit.Config{
		Door: heed.Door, Now: func() time.Time { return testkit.Now }, NewID: func() string { return "fault-9" }, Log: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		t.Fatal(err)
	}
	conflict := fmt.Errorf("somebody else was first: %w", door.ErrConflict)
	for name, c := range map[string]struct {
		err       error
		says, not string
	}{
		"before anything was recorded":                {errors.New("the disk is full"), "Nothing was recorded", "is recorded"},
		"after it was recorded":                       {&door.CommittedError{Err: errors.New("the disk is full")}, "What you did is recorded", "Nothing"},
		"after it was recorded, with another's fault": {&door.CommittedError{Err: conflict}, "What you did is recorded", "Nothing"},
		"while it was being recorded":                 {fmt.Errorf("recording: %w", door.ErrUncertain), "cannot tell whether that was recorded", "Nothing"},
		"where the disk is full":                      {fmt.Errorf("recording: %w", syscall.ENOSPC), "There is no room left on the disk", "is recorded"},
		"somebody else was first":                     {conflict, "Nothing of yours was saved", "is recorded"},
	} {
		w := httptest.NewRecorder()
		s.fail(w, httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/imports", nil), c.err)
		body := htmlcheck.Parse(t, w.Body.String())
		if faults := body.Faults(); len(faults) > 0 {
			t.Errorf("%s: %q", name, faults)
		}
		words := body.One("main").Text()
		if !strings.Contains(words, c.says) || strings.Contains(words, c.not) {
			t.Errorf("%s the page says %q", name, words)
		}
		if w.Code < http.StatusBadRequest {
			t.Errorf("%s the status is %d", name, w.Code)
		}
	}
}

func TestWhereTooMuchIsBeingWorkedOutThePageSaysWhenToComeAgain(t *testing.T) {
	t.Parallel()
	s, err := New(kit.Config{
		Door: testkit.Empty(t).Door, Now: func() time.Time { return testkit.Now }, NewID: func() string { return "fault-9" }, Log: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		t.Fatal(err)
	}
	w := httptest.NewRecorder()
	s.fail(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/clocks", nil), fmt.Errorf("listing clocks: %w", door.ErrBusy))
	body := htmlcheck.Parse(t, w.Body.String())
	if w.Code != http.StatusServiceUnavailable || w.Header().Get("Retry-After") != "30" || len(body.Faults()) > 0 {
		t.Errorf("status %d, %v, %q", w.Code, w.Header(), body.Faults())
	}
	if words := body.One("main").Text(); !strings.Contains(words, "half a minute") || !strings.Contains(words, "Pages about today answer") {
		t.Errorf("the page says %q", words)
	}
}
