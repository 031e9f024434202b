// Package incoming keeps what somebody has sent and nobody has decided of: each upload in a folder of its own under the data directory, because what a
// council holds is not written elsewhere on the disk, until it is imported, given up or a day old. Only who sent it sees it.
package incoming

import (
	"cmp"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"heed/internal/access"
	"heed/internal/door"
)

// kept is how long an upload is kept for whoever sent it to decide.
const kept = 24 * time.Hour

// file holds what is said of an upload. It is written once the upload is all there.
const file = "upload.json"

// ErrNone is what is said of an upload that is another's, too old or not there: which of these is nobody's business.
var ErrNone = fmt.Errorf("there is no such upload: %w", door.ErrNotFound)

// Upload is what is kept of every upload, whatever was sent. A kind of upload holds it, with what else is to be known of it.
type Upload struct {
	ID, Authority, By string
	At                time.Time

	folder string
}

func (u *Upload) upload() *Upload { return u }

// Any is an upload of some kind: whatever holds an [Upload].
type Any interface{ upload() *Upload }

// Kind is one kind of upload.
type Kind struct {
	// Folder is where those of the kind lie in the data directory. It fits [door.IncomingFolders].
	Folder string
	// Action is what they are sent for.
	Action access.Action
}

// New makes room for an upload of the actor's. It is not kept until Save. detail is what the access log says of it where it is refused.
func (k Kind) New(ctx context.Context, s *door.Session, detail string) (Upload, error) {
	if err := s.Allow(ctx, k.Action, detail); err != nil {
		return Upload{}, err
	}
	if err := sweep(s.Dir(), s.Now(), false); err != nil {
		return Upload{}, err
	}
	u := Upload{ID: strings.ToLower(rand.Text()), Authority: s.Who.Authority, By: s.Who.By(), At: s.Now()}
	u.folder = filepath.Join(s.Dir(), k.Folder, u.ID)
	if err := os.MkdirAll(u.folder, 0o700); err != nil {
		return Upload{}, fmt.Errorf("making room for an upload: %w", err)
	}
	return u, nil
}

// Find reads an upload of the actor's into one of its kind, or gives ErrNone.
func (k Kind) Find(s *door.Session, id string, into Any) error {
	if id == "" || strings.Trim(id, "abcdefghijklmnopqrstuvwxyz234567") != "" {
		return ErrNone
	}
	err := read(filepath.Join(s.Dir(), k.Folder, id), into)
	if errors.Is(err, fs.ErrNotExist) || err == nil && !k.of(into, s) {
		return ErrNone
	}
	return err
}

// List gives the actor's uploads of a kind that wait to be decided of, the latest first.
func List[T any, U interface {
	*T
	Any
}](k Kind, s *door.Session,
) ([]U, error) {
	all, err := folders(s.Dir(), k.Folder)
	if err != nil {
		return nil, fmt.Errorf("looking for uploads: %w", err)
	}
	var list []U
	for _, folder := range all {
		u := U(new(T))
		if err := read(folder, u); err == nil && k.of(u, s) {
			list = append(list, u)
		}
	}
	slices.SortFunc(list, func(a, b U) int {
		return cmp.Or(b.upload().At.Compare(a.upload().At), strings.Compare(a.upload().ID, b.upload().ID))
	})
	return list, nil
}

// of says whether an upload is the actor's to decide of.
func (k Kind) of(u Any, s *door.Session) bool {
	one := u.upload()
	return one.Authority == s.Who.Authority && one.By == s.Who.By() && s.May(k.Action) && s.Now().Before(one.Until())
}

// Until is when the upload is removed where nobody has decided of it.
func (u *Upload) Until() time.Time { return u.At.Add(kept) }

// Path gives the path of what has a name in the upload's folder.
func (u *Upload) Path(names ...string) string {
	return filepath.Join(append([]string{u.folder}, names...)...)
}

// Save keeps an upload with all that is said of it.
func Save(u Any) error { return u.upload().Write(file, u) }

// Write writes a file of the upload whole, or not at all.
func (u *Upload) Write(name string, value any) error {
	text, err := json.Marshal(value)
	if err != nil {
		return err
	}
	path := u.Path(name)
	if err := writeFile(path+".new", text); err != nil {
		return fmt.Errorf("keeping an upload: %w", err)
	}
	if err := os.Rename(path+".new", path); err != nil {
		return fmt.Errorf("keeping an upload: %w", err)
	}
	return errors.Join(Sync(u.folder), Sync(filepath.Dir(u.folder)))
}

// writeFile writes a file, for its owner alone, that is on the disk when it returns.
func writeFile(path string, text []byte) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600) //nolint:gosec // the folder is one of ours
	if err != nil {
		return err
	}
	_, err = f.Write(text)
	return errors.Join(err, f.Sync(), f.Close())
}

// Sync sees to it that what has been made, renamed or removed in a folder is so on the disk, whatever happens to the machine next.
func Sync(folder string) error {
	f, err := os.Open(folder) //nolint:gosec // the folder is one of ours
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// Discard removes the upload from the disk. There need be none. From its first step on the upload is not found any more, so that nobody meets half of
// one.
func (u *Upload) Discard() error {
	if err := os.Remove(u.Path(file)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("removing an upload: %w", err)
	}
	if err := os.RemoveAll(u.folder); err != nil {
		return fmt.Errorf("removing an upload: %w", err)
	}
	return nil
}

func read(folder string, into Any) error {
	text, err := os.ReadFile(filepath.Join(folder, file)) //nolint:gosec // the folder is one of ours
	if err == nil {
		err = json.Unmarshal(text, into)
	}
	if err != nil {
		return fmt.Errorf("reading an upload: %w", err)
	}
	into.upload().folder = folder
	return nil
}

// folders gives those of the uploads of some kinds.
func folders(dir, kinds string) ([]string, error) {
	list, err := fs.Glob(os.DirFS(dir), kinds+"/*")
	for i, name := range list {
		list[i] = filepath.Join(dir, name)
	}
	return list, err
}

// Clear removes the uploads of every kind that were cut off when Heed last stopped, and those that nobody decided of within a day. It is called before
// any is taken in.
func Clear(d *door.Door) error { return sweep(d.Dir(), d.Now(), true) }

// ClearOld removes the uploads of every kind that nobody decided of within a day.
func ClearOld(d *door.Door) error { return sweep(d.Dir(), d.Now(), false) }

// sweep removes old uploads and, where nobody is sending any, those that were never saved.
func sweep(dir string, now time.Time, cutOff bool) error {
	all, err := folders(dir, door.IncomingFolders)
	if err != nil {
		return fmt.Errorf("clearing old uploads: %w", err)
	}
	var errs []error
	for _, folder := range all {
		var u Upload
		err := read(folder, &u)
		if stays := err == nil && now.Before(u.Until()); stays || err != nil && !cutOff {
			continue
		}
		errs = append(errs, os.RemoveAll(folder))
	}
	return errors.Join(errs...)
}
