package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"sync"
	"syscall"
	"time"
)

// benchPages serves the data with the real binary and asks for its pages as several people at a steady rate.
func benchPages(ctx context.Context, w io.Writer, o options, data string) error {
	server, base, err := serve(ctx, o, data)
	if err != nil {
		return err
	}
	defer func() {
		_ = server.Process.Signal(syscall.SIGTERM)
		_ = server.Wait()
	}()
	asks, err := plan(ctx, base)
	if err != nil {
		return err
	}
	took, failed := storm(ctx, asks, o)
	say(w, "| memory of the server after %s at %d requests a second | %s |", o.load, o.rate, memory(server.Process.Pid))
	report(w, took, failed, o)
	return ctx.Err()
}

// serve starts the binary on a free port and waits until it says where it is.
func serve(ctx context.Context, o options, data string) (*exec.Cmd, string, error) {
	server := exec.CommandContext(ctx, o.binary, "demo", "--keep", "--data", data, "--listen", "127.0.0.1:0") //nolint:gosec // our own binary
	out, err := server.StdoutPipe()
	if err != nil {
		return nil, "", err
	}
	if err := server.Start(); err != nil {
		return nil, "", fmt.Errorf("starting %s: %w", o.binary, err)
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		return nil, "", fmt.Errorf("the server did not start: %w", err)
	}
	base := regexp.MustCompile(`http://[0-9.:]+`).FindString(line)
	if base == "" {
		return nil, "", fmt.Errorf("the server did not say where it is: %s", line)
	}
	return server, base, nil
}

// ask is one page asked for by one person.
type ask struct {
	name, url string
	client    *http.Client
}

// pages are the pages of the mix by kind of person; the name of a link that ends in … stands for the links found there.
var pages = map[string][]string{
	"director":      {"/", "/clocks", "/clocks?status=overdue", "/figures", "/rules", "/access-log"},
	"team manager":  {"/", "/clocks", "/clocks?status=overdue", "/figures"},
	"social worker": {"/", "/clocks"},
	"analyst":       {"/", "/imports", "/rules", "/figures"},
	"member":        {"/", "/figures"},
}

// plan signs in as each kind of person and gathers pages to ask for, with children and figures found by their own links.
func plan(ctx context.Context, base string) ([]ask, error) {
	people, err := personas(ctx, base)
	if err != nil {
		return nil, err
	}
	var asks []ask
	for _, p := range people {
		client, err := signIn(ctx, base, p)
		if err != nil {
			return nil, err
		}
		for _, path := range pages[p.kind] {
			asks = append(asks, ask{p.kind + " " + strings.Split(path, "?")[0], base + path, client})
		}
		for name, pattern := range map[string]string{"figure": `href="(/figures/[a-z0-9-]+)`, "child": `href="(/children/[^"/?]+)`, "rule": `href="(/rules/[a-z0-9_-]+)`} {
			found, err := links(ctx, client, base, pages[p.kind], pattern)
			if err != nil {
				return nil, err
			}
			for _, path := range found {
				asks = append(asks, ask{p.kind + " " + name, base + path, client})
			}
		}
	}
	return asks, nil
}

// links finds up to twelve paths on a person's pages.
func links(ctx context.Context, client *http.Client, base string, paths []string, pattern string) ([]string, error) {
	var found []string
	for _, path := range paths {
		body, err := get(ctx, client, base+path)
		if err != nil {
			return nil, err
		}
		for _, m := range regexp.MustCompile(pattern).FindAllStringSubmatch(body, -1) {
			if !slices.Contains(found, m[1]) && len(found) < 12 {
				found = append(found, m[1])
			}
		}
	}
	return found, nil
}

type persona struct {
	kind string
	form url.Values
}

var (
	personaRow  = regexp.MustCompile(`(?s)<th scope="row"[^>]*>(.*?)</th>.*?name="person" value="([^"]+)"`)
	hiddenInput = regexp.MustCompile(`type="hidden" name="([^"]+)" value="([^"]*)"`)
)

// personas reads the sign-in page for the people of the mix.
func personas(ctx context.Context, base string) ([]persona, error) {
	body, err := get(ctx, http.DefaultClient, base+"/sign-in")
	if err != nil {
		return nil, err
	}
	var list []persona
	for _, m := range personaRow.FindAllStringSubmatch(body, -1) {
		for kind := range pages {
			if !strings.Contains(strings.ToLower(m[1]), kind) {
				continue
			}
			form := url.Values{"person": {m[2]}}
			for _, input := range hiddenInput.FindAllStringSubmatch(body, -1) {
				form.Set(input[1], input[2])
			}
			list = append(list, persona{kind, form})
		}
	}
	if len(list) < len(pages) {
		return nil, fmt.Errorf("found %d of %d kinds of people on the sign-in page", len(list), len(pages))
	}
	return list, nil
}

func signIn(ctx context.Context, base string, p persona) (*http.Client, error) {
	jar, err := cookiejar.New(nil)
	if err != nil {
		return nil, err
	}
	client := &http.Client{Jar: jar, Timeout: 30 * time.Second}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, base+"/sign-in", strings.NewReader(p.form.Encode()))
	if err != nil {
		return nil, err
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	_, err = fetch(client, request)
	return client, err
}

func get(ctx context.Context, client *http.Client, address string) (string, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return "", err
	}
	return fetch(client, request)
}

func fetch(client *http.Client, request *http.Request) (body string, err error) {
	response, err := client.Do(request)
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, response.Body.Close()) }()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		return "", err
	}
	if response.StatusCode != http.StatusOK {
		return "", fmt.Errorf("%s: %s", request.URL.Path, response.Status)
	}
	return string(text), nil
}

// storm asks for the pages in turn at a steady rate, whether or not the ones before have been answered.
func storm(ctx context.Context, asks []ask, o options) (map[string][]time.Duration, []string) {
	var mu sync.Mutex
	var wait sync.WaitGroup
	took := map[string][]time.Duration{}
	var failed []string
	tick := time.NewTicker(time.Second / time.Duration(o.rate))
	defer tick.Stop()
	for n := range int(o.load.Seconds()) * o.rate {
		select {
		case <-ctx.Done():
			return took, failed
		case <-tick.C:
		}
		one := asks[n%len(asks)]
		wait.Go(func() {
			start := time.Now()
			_, err := get(ctx, one.client, one.url)
			mu.Lock()
			defer mu.Unlock()
			if err != nil {
				failed = append(failed, err.Error())
				return
			}
			took[one.name] = append(took[one.name], time.Since(start))
		})
	}
	wait.Wait()
	return took, failed
}

func report(w io.Writer, took map[string][]time.Duration, failed []string, o options) {
	say(w, "\n### Pages at %d requests a second for %s\n", o.rate, o.load)
	say(w, "| Who and page | Asked | p50 | p95 | p99 | Slowest |\n| --- | --- | --- | --- | --- | --- |")
	var all []time.Duration
	names := make([]string, 0, len(took))
	for name, list := range took {
		names = append(names, name)
		all = append(all, list...)
	}
	slices.Sort(names)
	row := func(name string, list []time.Duration) {
		say(w, "| %s | %d | %s | %s | %s | %s |", name, len(list), short(percentile(list, 50)), short(percentile(list, 95)), short(percentile(list, 99)), short(percentile(list, 100)))
	}
	for _, name := range names {
		row(name, took[name])
	}
	row("**all pages**", all)
	say(w, "\n%d requests failed.", len(failed))
	for _, message := range slices.Compact(slices.Sorted(slices.Values(failed))) {
		say(w, "- %s", message)
	}
}
