package imports

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"heed/internal/access"
	"heed/internal/door"
	"heed/internal/exchange"
)

// Incoming makes an empty folder under the data directory for files that are about to be imported: children's records are not
// written elsewhere on the disk. Whoever asks removes it when the import is done.
func Incoming(s *door.Session) (string, error) {
	if !s.May(access.Import) {
		return "", &door.ForbiddenError{Action: string(access.Import), Reason: "your role brings no data in"}
	}
	parent := filepath.Join(s.Dir(), "incoming")
	if err := os.MkdirAll(parent, 0o700); err != nil {
		return "", fmt.Errorf("making room for an upload: %w", err)
	}
	folder, err := os.MkdirTemp(parent, "upload-")
	if err != nil {
		return "", fmt.Errorf("making room for an upload: %w", err)
	}
	return folder, nil
}

// ClearIncoming removes uploads that were cut off when Heed last stopped. It is called before any is taken in.
func ClearIncoming(d *door.Door) error {
	if err := os.RemoveAll(filepath.Join(d.Dir(), "incoming")); err != nil {
		return fmt.Errorf("clearing old uploads: %w", err)
	}
	return nil
}

// Refusals gives the reasons for which files were refused, one for each, in words for whoever sent them. It is empty where an
// error is of another kind.
func Refusals(err error) []string {
	var reasons []string
	for _, refused := range refusals(err) {
		reason := refused.File + ": expected " + refused.Expected + ", found " + refused.Found + "."
		reasons = append(reasons, strings.TrimSpace(reason+" "+refused.Do))
	}
	return reasons
}

// refusals finds every refused file in an error and in those it joins.
func refusals(err error) []*exchange.Refused {
	if refused, ok := err.(*exchange.Refused); ok { //nolint:errorlint // each error of the tree is looked at by itself
		return []*exchange.Refused{refused}
	}
	switch e := err.(type) { //nolint:errorlint // as above
	case interface{ Unwrap() []error }:
		var all []*exchange.Refused
		for _, one := range e.Unwrap() {
			all = append(all, refusals(one)...)
		}
		return all
	case interface{ Unwrap() error }:
		return refusals(errors.Unwrap(err))
	}
	return nil
}
