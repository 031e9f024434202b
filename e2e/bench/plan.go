package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"
)

// pages are the pages of the mix by kind of person.
var pages = map[string][]string{
	"director":       {"/", "/clocks", "/clocks?status=overdue", "/figures", "/rules", "/access-log"},
	"team manager":   {"/", "/clocks", "/clocks?status=overdue", "/figures"},
	"social worker":  {"/", "/clocks"},
	"analyst":        {"/", "/imports", "/rules", "/figures"},
	"elected member": {"/", "/figures"},
}

// linked are the kinds of page that links on those lead to.
var linked = []struct{ name, pattern string }{
	{"figure", `href="(/figures/[a-z0-9-]+)`},
	{"child", `href="(/children/[^"/?]+)`},
	{"rule", `href="(/rules/[a-z0-9_-]+)`},
}

// visit is one page to be asked for by one person.
type visit struct {
	who        persona
	name, path string
}

// plan signs in as each kind of person and gathers pages to ask for, with children and figures found by their own links.
func plan(ctx context.Context, base string) ([]visit, error) {
	people, err := personas(ctx, base)
	if err != nil {
		return nil, err
	}
	var visits []visit
	for _, p := range people {
		client, err := signIn(ctx, base, p)
		if err != nil {
			return nil, err
		}
		own, err := planOf(ctx, client, base, p)
		if err != nil {
			return nil, err
		}
		visits = append(visits, own...)
	}
	return visits, nil
}

// planOf gives the pages that one person asks for, with what links on them lead to.
func planOf(ctx context.Context, client *http.Client, base string, p persona) (visits []visit, err error) {
	for _, path := range pages[p.kind] {
		visits = append(visits, visit{p, p.kind + " " + strings.Split(path, "?")[0], path})
	}
	for _, link := range linked {
		found, err := links(ctx, client, base, pages[p.kind], link.pattern)
		if err != nil {
			return nil, err
		}
		for _, path := range found {
			visits = append(visits, visit{p, p.kind + " " + link.name, path})
		}
	}
	return visits, nil
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

// persona is somebody whom the demonstration lets anyone be, and the form that signs in as them.
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
	found := map[string]bool{}
	for _, m := range personaRow.FindAllStringSubmatch(body, -1) {
		for kind := range pages {
			if !strings.EqualFold(regexp.MustCompile(`<[^>]*>`).ReplaceAllString(m[1], ""), kind) {
				continue // such as a supervising social worker
			}
			if found[kind] {
				continue // one of each asks for all
			}
			found[kind] = true
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

// browsers keeps the connections of all who ask, as their browsers would.
var browsers = &http.Transport{MaxIdleConnsPerHost: 64}

// signIn gives a client that is signed in and has opened no page yet.
func signIn(ctx context.Context, base string, p persona) (*http.Client, error) {
	jar, err := cookiejar.New(nil)
	if err != nil {
		return nil, err
	}
	stay := func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	client := &http.Client{Transport: browsers, Jar: jar, Timeout: 30 * time.Second, CheckRedirect: stay}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, base+"/sign-in", strings.NewReader(p.form.Encode()))
	if err != nil {
		return nil, err
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	_, err = fetch(client, request, http.StatusSeeOther)
	return client, err
}

func get(ctx context.Context, client *http.Client, address string) (string, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return "", err
	}
	return fetch(client, request, http.StatusOK)
}

func fetch(client *http.Client, request *http.Request, want int) (body string, err error) {
	response, err := client.Do(request)
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, response.Body.Close()) }()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		return "", err
	}
	if response.StatusCode != want {
		return "", fmt.Errorf("%s: %s", request.URL.Path, response.Status)
	}
	return string(text), nil
}
