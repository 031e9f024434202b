package main

import (
	"crypto/rand"
	"errors"
	"fmt"
	"heed/internal/door"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"
)

// data is the flag of every command that reads or writes data.
type data struct {
	Data string `name:"data" placeholder:"DIR" default:"${data}" help:"The folder that holds the data; ${data} if not given (HEED_DATA)."`
}

// authority is which authority a command is about.
type authority struct {
	Authority string `name:"authority" placeholder:"CODE" default:"${authority}" help:"The authority's three-digit DfE code, such as 208. Not needed where the data holds only one (HEED_AUTHORITY)."`
}

var authorityCode = regexp.MustCompile(`^\d{3}$`)

// named gives the authority that was named, blank where none was.
func (c authority) named() (string, error) {
	if c.Authority != "" && !authorityCode.MatchString(c.Authority) {
		return "", usagef("--authority %s is no authority: give its three-digit DfE code, such as 208", c.Authority)
	}
	return c.Authority, nil
}

// open opens the data folder, making it where there is none, with warnings going to standard error.
func (d data) open(s *session) (*door.Door, error) {
	return d.openLogging(s, slog.New(slog.NewTextHandler(s.stderr, &slog.HandlerOptions{Level: slog.LevelWarn})))
}

// openLogging is open with a log of the caller's.
func (d data) openLogging(s *session, log *slog.Logger) (*door.Door, error) {
	a, err := door.Open(s.ctx, door.Config{Dir: d.Data, Now: s.now, NewID: newID, Log: log})
	if err != nil {
		return nil, fmt.Errorf("opening the data in %s: %w", d.Data, err)
	}
	return a, nil
}

// newID makes an id that sorts by when it was made and that nobody can guess.
func newID() string {
	return time.Now().UTC().Format("20060102T150405") + "-" + strings.ToLower(rand.Text()[:8])
}

// exists gives an error where the folder holds no data.
func (d data) exists() error {
	if _, err := os.Stat(filepath.Join(d.Data, "heed.db")); errors.Is(err, fs.ErrNotExist) {
		return d.without("no data")
	}
	return nil
}

// notDemonstration refuses a folder of a demonstration, where real people have no place.
func (d data) notDemonstration() error {
	if _, err := os.Stat(filepath.Join(d.Data, door.DemonstrationFile)); err != nil {
		return nil //nolint:nilerr // there is none
	}
	return usagef("%s holds a demonstration, in which anyone may sign in as anyone: show it with heed demo --keep --data %[1]s, or give another folder with --data", d.Data)
}

// held gives the codes of the authorities that the folder holds data of.
func held(s *session, a *door.Door) ([]string, error) {
	list, err := a.Authorities(s.ctx)
	codes := make([]string, 0, len(list))
	for _, one := range list {
		codes = append(codes, one.Code)
	}
	return codes, err
}

// with runs work on what the folder holds of one authority. A folder or an authority without data is an error: the figure of
// a mistyped folder would otherwise be nought.
func with(s *session, d data, who authority, work func(*door.Door, door.Actor) error) (err error) {
	named, err := who.named()
	if err != nil {
		return err
	}
	if err := d.exists(); err != nil {
		return err
	}
	a, err := d.open(s)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	code, err := d.choose(s, a, named)
	if err != nil {
		return err
	}
	return work(a, s.operator(code))
}

// choose gives the authority that was named or, where none was, the only one there is.
func (d data) choose(s *session, a *door.Door, named string) (string, error) {
	codes, err := held(s, a)
	switch {
	case err != nil:
		return "", err
	case len(codes) == 0:
		return "", d.without("no data")
	case named == "" && len(codes) > 1:
		return "", usagef("%s holds the data of several authorities, %s: say which with --authority", d.Data, strings.Join(codes, ", "))
	case named == "":
		return codes[0], nil
	case !slices.Contains(codes, named):
		return "", d.without("nothing of authority " + named + ", only of " + strings.Join(codes, ", "))
	default:
		return named, nil
	}
}

func (d data) without(what string) error {
	return fmt.Errorf("%s holds %s: give another folder with --data, or import into it with heed import PATH --data %[1]s", d.Data, what)
}

// withNew is with for a command that may write the first record of an authority, which must then be named.
func withNew(s *session, d data, who authority, work func(*door.Door, door.Actor) error) (err error) {
	named, err := who.named()
	if named == "" || err != nil {
		return with(s, d, who, work)
	}
	a, err := d.open(s)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	return work(a, s.operator(named))
}
