package imports

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"heed/internal/access"
	"heed/internal/door"
	"heed/internal/incoming"
	"heed/internal/words"
)

// Upload is files that somebody has sent and nobody has imported yet: see [incoming.Upload].
type Upload struct {
	incoming.Upload

	// Kind, Full, CompleteFrom and CompleteTo are what was said of the files: see [Request].
	Kind                     string
	Full                     bool
	CompleteFrom, CompleteTo time.Time
	// Take are the files or folders that who sent them has chosen, where a return has one thing twice.
	Take []string
	// Allowed are the kinds of objection that who sent them has overruled.
	Allowed []string
	// Changed says that what the import would do has changed since it was shown first, so that it was shown again.
	Changed bool
}

// Uploads are the files of imports.
var Uploads = incoming.Kind{Folder: "incoming", Action: access.Import}

// filesFolder holds the files until they are all there.
const filesFolder = "files"

// NewUpload makes an empty upload of the actor's. It is not kept until Save.
func NewUpload(ctx context.Context, s *door.Session) (*Upload, error) {
	of, err := Uploads.New(ctx, s, "upload")
	if err != nil {
		return nil, err
	}
	u := &Upload{Upload: of}
	if err := os.Mkdir(u.files(), 0o700); err != nil {
		return nil, fmt.Errorf("making room for an upload: %w", err)
	}
	return u, nil
}

// FindUpload gives an upload of the actor's, or ErrNotFound.
func FindUpload(s *door.Session, id string) (*Upload, error) {
	u := &Upload{}
	if err := Uploads.Find(s, id, u); err != nil {
		return nil, err
	}
	return u, nil
}

// ListUploads gives the actor's uploads that wait to be imported, the latest first.
func ListUploads(s *door.Session) ([]*Upload, error) { return incoming.List[Upload](Uploads, s) }

// Save keeps the upload.
func (u *Upload) Save() error { return incoming.Save(u) }

// UploadedFile is one file of an upload, by the name under which it was sent.
type UploadedFile struct {
	Name string
	Size int64
}

// Files lists the files, by name.
func (u *Upload) Files() ([]UploadedFile, error) {
	entries, err := os.ReadDir(u.files())
	if err != nil {
		return nil, fmt.Errorf("listing an upload: %w", err)
	}
	list := make([]UploadedFile, len(entries))
	for i, e := range entries {
		info, err := e.Info()
		if err != nil {
			return nil, fmt.Errorf("listing an upload: %w", err)
		}
		list[i] = UploadedFile{e.Name(), info.Size()}
	}
	return list, nil
}

func (u *Upload) files() string { return u.Path(filesFolder) }

// Add takes in a file, which is on the disk when it returns, under the name under which it was sent, in the place of the one called instead, which may be blank. One of the name of another that
// stays gets a number.
func (u *Upload) Add(sent, instead string, from io.Reader) (err error) {
	root, err := os.OpenRoot(u.Path()) // it holds every name within the folder, whatever a browser sends
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, root.Close()) }()
	const unfinished = "unfinished"
	out, err := root.OpenFile(unfinished, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, from)
	if err := errors.Join(err, out.Sync(), out.Close()); err != nil {
		return errors.Join(err, root.Remove(unfinished))
	}
	if instead != "" {
		if err := root.Remove(filepath.Join(filesFolder, SafeName(instead))); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return errors.Join(err, root.Remove(unfinished))
		}
	}
	files, err := u.Files()
	if err != nil {
		return err
	}
	return errors.Join(root.Rename(unfinished, filepath.Join(filesFolder, freeName(SafeName(sent), files))), incoming.Sync(u.files()))
}

// Remove leaves a file out. It gives ErrNotFound where the upload has none of the name.
func (u *Upload) Remove(name string) error {
	files, err := u.Files()
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(files, func(f UploadedFile) bool { return f.Name == name }) {
		return incoming.ErrNone
	}
	return os.Remove(filepath.Join(u.files(), name))
}

// request is what is to be imported, once it has been laid out under what it is called. Files sent together are looked at together: the tables of a return belong to one
// another.
func (u *Upload) request() (Request, error) {
	files, err := u.Files()
	if err != nil {
		return Request{}, err
	}
	r := Request{Apart: true, Kind: u.Kind, Take: u.Take, Full: u.Full, CompleteFrom: u.CompleteFrom, CompleteTo: u.CompleteTo}
	r.OtherAuthority = slices.Contains(u.Allowed, AnotherAuthority) || slices.Contains(u.Allowed, Strangers)
	if slices.Contains(u.Allowed, ManyWithdrawn) {
		r.MaxWithdrawn = 1
	}
	if len(files) == 1 {
		r.Paths = []string{filepath.Join(u.files(), files[0].Name)}
		return r, nil
	}
	// A return of many files goes by the name of its folder.
	called := u.Path("read", called(files))
	if err := os.RemoveAll(filepath.Dir(called)); err != nil {
		return r, err
	}
	if err := os.MkdirAll(called, 0o700); err != nil {
		return r, err
	}
	for _, f := range files {
		if err := os.Link(filepath.Join(u.files(), f.Name), filepath.Join(called, f.Name)); err != nil {
			return r, fmt.Errorf("laying out an upload: %w", err)
		}
	}
	r.Paths = []string{called}
	return r, nil
}

// mostCalled is how long a name made of files' names may be, in bytes.
const mostCalled = 180

// called names files together: header.csv, episodes.csv and 3 more files. A name with a year in it is left out, because folders' names tell the
// years of returns.
func called(files []UploadedFile) string {
	var names []string
	for _, f := range files[:min(len(files), 3)] {
		names = append(names, f.Name)
	}
	if more := len(files) - len(names); more > 0 {
		names = append(names[:min(len(names), 2)], words.Count(len(files)-2, "more file"))
	}
	name := words.Join(names)
	if len(name) > mostCalled || hasYear(name) {
		return words.Count(len(files), "file") + " sent together"
	}
	return name
}

// hasYear says whether two digits follow one another in a name, as they do in 23-24.
func hasYear(name string) bool {
	run := 0
	for _, r := range name {
		if run++; r < '0' || r > '9' {
			run = 0
		}
		if run == 2 {
			return true
		}
	}
	return false
}
