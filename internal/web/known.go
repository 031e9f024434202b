package web

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"heed/internal/door"
)

var (
	// errForeignHost is a request for a name that is not this server's, as a page of another site sends that has its own name point here.
	errForeignHost = errors.New("the request is for another host")
	// errLongAddress is an address that is longer than any page's.
	errLongAddress = errors.New("the address is too long")
)

const (
	// longestAddress is the longest address that is answered. What a page repeats of its address, such as in the links to its other pages, is
	// so bounded too.
	longestAddress = 8 << 10
	// largestForm is the most that a form may send. An upload has a limit of its own.
	largestForm = 64 << 10
)

// known lets through only requests for a name that this server has, and with an address that a page can have.
func (s *Server) known(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case !s.knownHost(r.Host):
			s.fail(w, withoutAddress(r), errForeignHost)
		case len(r.RequestURI) > longestAddress:
			s.fail(w, withoutAddress(r), errLongAddress)
		default:
			next.ServeHTTP(w, r)
		}
	})
}

// knownHost says whether a Host header, with or without a port, names this machine to itself or is one of the names that the server was given.
func (s *Server) knownHost(host string) bool {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	host = strings.ToLower(strings.TrimSuffix(strings.TrimPrefix(strings.TrimSuffix(host, "]"), "["), "."))
	if ip := net.ParseIP(host); ip != nil && ip.IsLoopback() {
		return true
	}
	return host == "localhost" || slices.Contains(s.Hosts, host)
}

// readForm reads what a form sent, before a handler asks for it. It gives an http.MaxBytesError where that is too much, and ErrInvalid where it
// cannot be read.
func readForm(w http.ResponseWriter, r *http.Request) error {
	r.Body = http.MaxBytesReader(w, r.Body, largestForm)
	err := r.ParseForm()
	if err == nil {
		err = r.ParseMultipartForm(largestForm) //nolint:gosec // the body is bounded above
	}
	if err != nil && !errors.Is(err, http.ErrNotMultipart) {
		return fmt.Errorf("reading a form: %w (%w)", err, door.ErrInvalid)
	}
	return nil
}

// withoutAddress gives a request with nothing of its address, so that the page that refuses it repeats nothing.
func withoutAddress(r *http.Request) *http.Request {
	bare := r.Clone(r.Context())
	bare.URL = &url.URL{Path: "/"}
	return bare
}
