//go:build e2e

package e2e

import (
	"fmt"
	"net/url"
	"strings"
	"sync"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
)

// watch notes what a page does that no page of Heed may do: ask another origin for anything, break the content security policy,
// fail to load a part of itself, or write to the console.
type watch struct {
	origin string

	mu     sync.Mutex
	leads  string // another origin to whose pages Heed sends people, blank where it sends them nowhere
	faults []string
	url    map[network.RequestID]string
}

// see takes an event of the browser. It runs on the goroutine that reads them and must be quick.
func (w *watch) see(event any) {
	w.mu.Lock()
	defer w.mu.Unlock()
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		w.url[e.RequestID] = e.Request.URL
		if !w.own(e.Request.URL) && (e.Type != network.ResourceTypeDocument || !isAt(e.Request.URL, w.leads)) {
			w.note("asks another origin for %s", e.Request.URL)
		}
	case *network.EventResponseReceived:
		if e.Type != network.ResourceTypeDocument && e.Response.Status >= 400 {
			w.note("%s is answered with %d", e.Response.URL, e.Response.Status)
		}
	case *network.EventLoadingFailed:
		if !e.Canceled {
			w.note("%s does not load: %s %s", w.url[e.RequestID], e.ErrorText, e.BlockedReason)
		}
	case *runtime.EventExceptionThrown:
		w.note("a script failed: %s", e.ExceptionDetails.Text)
	case *runtime.EventConsoleAPICalled:
		w.note("a script wrote to the console (%s)", e.Type)
	case *log.EventEntryAdded:
		// That a page itself is a refusal is the server's answer and no fault of the page: its status is checked by whoever opened it.
		if e.Entry.Source != log.EntrySourceNetwork || !strings.Contains(e.Entry.Text, "the server responded with a status of") {
			w.note("the console says: %s", e.Entry.Text)
		}
	}
}

func (w *watch) note(format string, args ...any) {
	w.faults = append(w.faults, fmt.Sprintf(format, args...))
}

// own says whether an address is on Heed's own origin, or is the browser's own blank page.
func (w *watch) own(address string) bool {
	return isAt(address, w.origin) || address == "about:blank"
}

func isAt(address, origin string) bool {
	u, err := url.Parse(address)
	return err == nil && u.Scheme+"://"+u.Host == origin
}

// mayLead says that pages of Heed may send people to those of another origin.
func (w *watch) mayLead(origin string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.leads = origin
}

// take gives what was noted since it was last asked.
func (w *watch) take() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	faults := w.faults
	w.faults = nil
	return faults
}
