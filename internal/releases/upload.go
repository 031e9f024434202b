package releases

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"heed/internal/access"
	"heed/internal/door"
	"heed/internal/exchange"
	"heed/internal/exchange/apart"
	"heed/internal/incoming"
	"heed/internal/published"
)

// Upload is a file of published figures that somebody has sent and nobody has decided of: see [incoming.Upload].
type Upload struct {
	incoming.Upload

	Name string
	// Publication, Release and Choice are what was said of it.
	Publication, Release string
	Choice               published.Choice
}

// Uploads are the files of published figures.
var Uploads = incoming.Kind{Folder: "incoming-published", Action: access.ImportPublished}

// UploadBytes is how large an upload may be.
const UploadBytes = 64 << 20

// ErrTooLarge says that a file is larger than an upload may be.
var ErrTooLarge = fmt.Errorf("%w: the file is larger than %d MB", door.ErrInvalid, UploadBytes>>20)

// NewUpload takes a file in under the name under which it was sent.
func NewUpload(ctx context.Context, s *door.Session, name string, from io.Reader) (_ *Upload, err error) {
	of, err := Uploads.New(ctx, s, "upload of published figures")
	if err != nil {
		return nil, err
	}
	u := &Upload{Upload: of, Name: baseName(name)}
	defer func() {
		if err != nil {
			err = errors.Join(err, u.Discard())
		}
	}()
	out, err := os.OpenFile(u.sent(), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, fmt.Errorf("keeping an upload: %w", err)
	}
	n, err := io.Copy(out, io.LimitReader(from, UploadBytes+1))
	if err := errors.Join(err, out.Close()); err != nil {
		return nil, fmt.Errorf("keeping an upload: %w", err)
	}
	if n > UploadBytes {
		return nil, ErrTooLarge
	}
	return u, u.Save()
}

// baseName is a file's name without its folder, whatever system it was sent from.
func baseName(name string) string {
	name = filepath.Base(strings.ReplaceAll(name, `\`, "/"))
	name = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return -1
		}
		return r
	}, name)
	if strings.Trim(name, "./") == "" {
		return "sent.csv"
	}
	const most = 200
	if r := []rune(name); len(r) > most {
		name = string(r[len(r)-most:])
	}
	return name
}

func (u *Upload) sent() string { return u.Path("sent") }

// FindUpload gives an upload of the actor's, or ErrNotFound.
func FindUpload(s *door.Session, id string) (*Upload, error) {
	u := &Upload{}
	if err := Uploads.Find(s, id, u); err != nil {
		return nil, err
	}
	return u, nil
}

// Save keeps what was said of the upload.
func (u *Upload) Save() error { return incoming.Save(u) }

// Shown is what importing an upload would do with one CSV file.
type Shown struct {
	Imported

	// Refused says why it cannot be read, blank where it can.
	Refused string
}

// Preview reads the upload in a process of its own and says what importing it would do. Nothing is kept.
func (u *Upload) Preview(ctx context.Context, s *door.Session) ([]Shown, error) {
	results, err := u.read(ctx, s)
	if err != nil {
		return nil, err
	}
	var list []Shown
	for _, one := range results {
		if one.Refused != nil {
			list = append(list, Shown{Imported: Imported{Report: one.Report}, Refused: one.Refused.Error()})
			continue
		}
		imported, err := prepare(ctx, s, u.request(), one)
		if err != nil {
			return nil, err
		}
		list = append(list, Shown{Imported: imported})
	}
	return list, nil
}

// Import reads the upload again in a process of its own, keeps what can be read and removes the upload.
func (u *Upload) Import(ctx context.Context, s *door.Session) ([]Imported, error) {
	results, err := u.read(ctx, s)
	if err != nil {
		return nil, err
	}
	var readable []published.Result
	for _, one := range results {
		if one.Refused == nil {
			readable = append(readable, one)
		}
	}
	if len(readable) == 0 {
		return nil, fmt.Errorf("%w: none of it can be read", door.ErrInvalid)
	}
	done, err := keepAll(ctx, s, u.request(), readable)
	if err != nil {
		return done, err
	}
	return done, u.Discard()
}

func (u *Upload) request() Request {
	return Request{Publication: u.Publication, Release: u.Release, Choice: u.Choice}
}

// read reads the upload apart. What the reader wrote lies in the data folder and is gone at the end.
func (u *Upload) read(ctx context.Context, s *door.Session) (_ []published.Result, err error) {
	to, err := os.CreateTemp(s.Dir(), "reading-*")
	if err != nil {
		return nil, fmt.Errorf("making room for what the file holds: %w", err)
	}
	defer func() { err = errors.Join(err, to.Close(), os.Remove(to.Name())) }()
	named := u.Path("read", u.Name) // it is read under its own name
	if err := os.MkdirAll(filepath.Dir(named), 0o700); err != nil {
		return nil, fmt.Errorf("laying out an upload: %w", err)
	}
	if err := os.Link(u.sent(), named); err != nil && !errors.Is(err, fs.ErrExist) {
		return nil, fmt.Errorf("laying out an upload: %w", err)
	}
	results, err := apart.ReadPublished(ctx, named, u.Choice, to)
	if refused, ok := errors.AsType[*exchange.Refused](err); ok {
		return []published.Result{{Report: published.Report{File: u.Name}, Refused: refused}}, nil
	}
	return results, err
}
