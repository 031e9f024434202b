//go:build e2e

package e2e

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// chrome is the one browser of a run. Each tab has cookies of its own.
type chrome struct {
	ctx  context.Context //nolint:containedctx // a chromedp context is a handle to the browser
	stop context.CancelFunc
}

var theChrome = sync.OnceValues(startChrome)

var startedChrome atomic.Pointer[chrome]

var errNoChromium = errors.New("Chromium is not installed: make browser installs it") //nolint:staticcheck // it begins with a name

// browser gives the browser that all tests share, started when the first asks.
func browser(t *testing.T) *chrome {
	t.Helper()
	c, err := theChrome()
	need(t, err)
	return c
}

// startChrome starts a browser with a new, empty profile that asks the network for nothing by itself.
func startChrome() (*chrome, error) {
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"} {
		if found, err := exec.LookPath(name); err == nil {
			path = found
			break
		}
	}
	if path == "" {
		return nil, errNoChromium
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-sync", true), chromedp.Flag("disable-quic", true), chromedp.Flag("no-first-run", true),
	)
	allocator, stopAllocator := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, stop := chromedp.NewContext(allocator)
	c := &chrome{ctx, func() { stop(); stopAllocator() }}
	if err := chromedp.Do(ctx); err != nil {
		c.stop()
		return nil, fmt.Errorf("starting %s: %w", path, err)
	}
	startedChrome.Store(c)
	return c, nil
}

func stopBrowser() error {
	c := startedChrome.Load()
	if c == nil {
		return nil
	}
	defer c.stop()
	ctx, cancel := context.WithTimeout(c.ctx, 10*time.Second)
	defer cancel()
	if err := chromedp.Cancel(ctx); err != nil {
		return fmt.Errorf("stopping the browser: %w", err)
	}
	return nil
}
