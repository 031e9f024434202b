package main

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"heed/internal/door"
	"heed/internal/home"
	"heed/internal/signin"
	"heed/internal/web"
	"heed/internal/web/kit"
)

// serveCommand serves the pages to people with accounts.
type serveCommand struct {
	data
	Listen  string `default:"${listen}" placeholder:"ADDRESS" help:"The address to serve on; ${listen} if not given (HEED_LISTEN)."`
	URL     string `default:"${url}" placeholder:"URL" help:"The address under which people reach Heed, such as https://heed.example.gov.uk. Needed unless Heed is for this machine only (HEED_URL)."`
	TLSCert string `name:"tls-cert" default:"${tlscert}" placeholder:"FILE" help:"The certificate, with what leads up to its authority, to serve HTTPS (HEED_TLS_CERT)."`
	TLSKey  string `name:"tls-key" default:"${tlskey}" placeholder:"FILE" help:"The key of the certificate (HEED_TLS_KEY)."`
	Proxy   string `default:"${proxy}" placeholder:"ADDRESS" help:"The address from which a proxy on this machine sends requests to Heed, such as 127.0.0.1: it serves HTTPS, and says from where each request comes (HEED_PROXY)."`
	Metrics string `default:"${metrics}" placeholder:"ADDRESS" help:"An address of this machine, such as 127.0.0.1:9464, on which to give metrics to Prometheus; none if not given (HEED_METRICS)."`
	oidc
}

// Run serves until the process is told to stop. Requests that are under way are answered first.
func (c serveCommand) Run(s *session) (err error) {
	site, err := c.site()
	if err != nil {
		return err
	}
	provider, err := c.provider(s, site)
	if err != nil {
		return err
	}
	if err := c.exists(); err != nil {
		return err
	}
	if err := c.notDemonstration(); err != nil {
		return err
	}
	certificate, err := c.certificate()
	if err != nil {
		return err
	}
	listener, err := listen(s, c.Listen, "--listen 127.0.0.1:8081")
	if err != nil {
		return err
	}
	defer func() { _ = listener.Close() }() // serving has closed it already, if it came to that
	if c.URL == "" {
		site.Host = listener.Addr().String() // as the port may have been left to the machine
	}
	if certificate != nil {
		listener = tls.NewListener(listener, &tls.Config{Certificates: []tls.Certificate{*certificate}, MinVersion: tls.VersionTLS12, NextProtos: []string{"h2", "http/1.1"}})
	}
	log := slog.New(slog.NewJSONHandler(s.stderr, &slog.HandlerOptions{Level: slog.LevelInfo}))
	a, err := c.openLogging(s, log)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	store, err := c.openSignIn(s)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	if err := c.somebody(s, a); err != nil {
		return err
	}
	return c.serve(s, listener, store, kit.Config{
		Door: a, SignIn: store, Provider: provider, NoPasswords: c.OIDCOnly, URL: site.String(), Proxy: c.Proxy != "", Hosts: []string{strings.ToLower(site.Hostname())},
		Now: s.now, NewID: newID, Log: log,
	})
}

// serve serves pages and metrics. Where one cannot go on, all stop.
func (c serveCommand) serve(s *session, listener net.Listener, store *signin.Store, config kit.Config) error {
	metrics := newMetrics(config.Door, store)
	config.Watch = metrics.watch
	server, err := web.New(config)
	if err != nil {
		return err
	}
	defer server.Close() // before the door closes, which an import that still runs would need
	all, ctx := errgroup.WithContext(s.ctx)
	if c.Metrics != "" {
		own, err := listen(s, c.Metrics, "--metrics 127.0.0.1:9465")
		if err != nil {
			return err
		}
		_, _ = fmt.Fprintf(s.stdout, "Metrics are on http://%s%s.\n", own.Addr(), metricsPath)
		all.Go(func() error { return serveUntil(ctx, own, metrics.handler(), lastMetrics, config.Log) })
	}
	_, _ = fmt.Fprintf(s.stdout, "Heed serves %s on %s. Stop it with Ctrl-C.\n", config.URL, listener.Addr())
	all.Go(func() error { return serveUntil(ctx, listener, server.Handler(), lastPages, config.Log) })
	all.Go(func() error { tidy(ctx, store, config.Log); return nil })
	all.Go(func() error { warm(ctx, config.Door, config.Log); return nil })
	return all.Wait()
}

// How long what is under way may take to be answered once serving ends. A file of a large council, or a day that is not kept ready, takes some
// seconds. The service of the Debian package is given longer than these before it is killed.
const (
	lastPages   = 30 * time.Second
	lastMetrics = time.Second
)

// site says under which address people reach Heed, and refuses what would carry passwords in the clear.
func (c serveCommand) site() (*url.URL, error) {
	if err := checkAddress("--listen", c.Listen); err != nil {
		return nil, err
	}
	if c.Metrics != "" {
		if err := checkAddress("--metrics", c.Metrics); err != nil {
			return nil, err
		}
		if !onThisMachine(c.Metrics) {
			return nil, usagef("--metrics %s: metrics are given to this machine only, since whoever reaches them is asked nothing: give --metrics 127.0.0.1:9464", c.Metrics)
		}
	}
	local := onThisMachine(c.Listen)
	secure := c.TLSCert != "" || c.TLSKey != ""
	switch {
	case secure && (c.TLSCert == "" || c.TLSKey == ""):
		return nil, usagef("HTTPS needs both: --tls-cert FILE and --tls-key FILE")
	case secure && c.Proxy != "":
		return nil, usagef("either Heed serves HTTPS itself, with --tls-cert and --tls-key, or the proxy does that --proxy names: not both")
	case !secure && !local:
		return nil, usagef("plain HTTP is served on this machine only, or passwords would go over the network for anybody to read: give --tls-cert and --tls-key, or let a proxy on this machine serve HTTPS and give --listen 127.0.0.1:8080 --proxy 127.0.0.1")
	case c.Proxy != "" && !isLoopback(c.Proxy):
		return nil, usagef("--proxy %s is no address of this machine: a proxy elsewhere would reach Heed over the network in the clear. Give --proxy 127.0.0.1", c.Proxy)
	case c.URL == "" && (secure || c.Proxy != ""):
		return nil, usagef("say under which address people reach Heed: --url https://heed.example.gov.uk")
	case c.URL == "":
		return url.Parse("http://" + c.Listen)
	}
	site, err := reached(c.URL)
	switch {
	case err != nil:
		return nil, err
	case site.Scheme == "https" && (secure || c.Proxy != ""), site.Scheme == "http" && !secure && c.Proxy == "" && onThisMachine(site.Host+portless(site)):
		return site, nil
	case site.Scheme == "https":
		return nil, usagef("--url %s needs HTTPS: give --tls-cert and --tls-key, or --proxy 127.0.0.1 where a proxy serves it", c.URL)
	}
	return nil, usagef("--url %s is not HTTPS: write it as https://", c.URL)
}

// reached reads the address under which people reach Heed.
func reached(given string) (*url.URL, error) {
	site, err := url.Parse(given)
	if err != nil || site.Host == "" || site.Path != "" && site.Path != "/" || site.RawQuery != "" || site.Fragment != "" || site.User != nil ||
		site.Scheme != "http" && site.Scheme != "https" {
		return nil, usagef("--url %s is no address of a server: write it as https://heed.example.gov.uk, with nothing behind it", given)
	}
	site.Path = ""
	return site, nil
}

// portless gives what an address lacks to have a port.
func portless(site *url.URL) string {
	if site.Port() == "" {
		return ":80"
	}
	return ""
}

func isLoopback(address string) bool {
	ip, err := netip.ParseAddr(address)
	return address == "localhost" || err == nil && ip.IsLoopback()
}

func (c serveCommand) certificate() (*tls.Certificate, error) {
	if c.TLSCert == "" {
		return nil, nil //nolint:nilnil // plain HTTP needs none
	}
	if info, err := os.Stat(c.TLSKey); err == nil && info.Mode().Perm()&0o007 != 0 {
		return nil, usagef("--tls-key %s can be read by anybody on this machine: chmod o= %[1]s", c.TLSKey)
	}
	pair, err := tls.LoadX509KeyPair(c.TLSCert, c.TLSKey)
	if err != nil {
		return nil, fmt.Errorf("reading the certificate: %w", err)
	}
	return &pair, nil
}

// somebody refuses to serve where nobody could sign in.
func (c serveCommand) somebody(s *session, a *door.Door) error {
	list, err := a.Authorities(s.ctx)
	if err != nil {
		return err
	}
	for _, one := range list {
		accounts, err := a.Session(door.System(one.Code)).Accounts(s.ctx)
		if err != nil {
			return err
		}
		if len(accounts.All()) > 0 {
			return nil
		}
	}
	return usagef("nobody has an account in %s yet: heed setup --data %[1]s --authority CODE --name NAME --email ADDRESS makes the first", c.Data)
}

// signInFile is the file of what people sign in with, in the data folder.
const signInFile = "heed-signin.db"

// openSignIn opens what proves who people are.
func (d data) openSignIn(s *session) (*signin.Store, error) {
	store, err := signin.Open(s.ctx, signin.Config{Path: filepath.Join(d.Data, signInFile), Now: s.now})
	if err != nil {
		return nil, fmt.Errorf("opening what people sign in with, in %s: %w", d.Data, err)
	}
	return store, nil
}

// tidy clears away, once an hour, what is over.
func tidy(ctx context.Context, store *signin.Store, log *slog.Logger) {
	every := time.NewTicker(time.Hour)
	defer every.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-every.C:
			if err := store.CleanUp(ctx); err != nil && ctx.Err() == nil {
				log.ErrorContext(ctx, "clearing away what is over of signing in", "err", err.Error())
			}
		}
	}
}

// warm makes every authority's answers of today ready, while pages are served already. What fails is tried again a minute later.
func warm(ctx context.Context, a *door.Door, log *slog.Logger) {
	for {
		list, err := a.Authorities(ctx)
		for _, one := range list {
			err = errors.Join(err, home.Warm(ctx, a, one.Code))
		}
		if err == nil {
			log.InfoContext(ctx, "today's answers are ready")
		}
		if err == nil || ctx.Err() != nil {
			return
		}
		log.ErrorContext(ctx, "making today's answers ready", "err", err.Error())
		select {
		case <-ctx.Done():
			return
		case <-time.After(time.Minute):
		}
	}
}
