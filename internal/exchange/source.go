package exchange

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"heed/internal/exchange/intake"
)

// Limits of what is opened. A year of the largest authority is far below them.
const (
	maxFiles    = 20_000
	maxZipBytes = 8 << 30
	// A zip file whose content is this many times its size, and large, was made to
	// fill a machine.
	maxZipRatio = 200
	smallFile   = 16 << 20
)

// entry is one file, in a folder or a zip file.
type entry struct {
	root string // the folder or zip file on disk
	zip  bool
	name string // the path within root, with /
	// shown is the path as faults give it, below what the user named.
	shown string
	size  int64
	// direct is a file that the user named itself.
	direct bool
}

// dir is the folder that a file lies in, as faults would give it.
func (e entry) dir() string { return path.Dir(e.shown) }

func (e entry) base() string { return path.Base(e.shown) }

// open opens the file. Package zip gives no more of a file than its size says.
func (e entry) open() (io.ReadCloser, error) {
	if !e.zip {
		return os.Open(filepath.Join(e.root, filepath.FromSlash(e.name)))
	}
	z, err := zip.OpenReader(e.root)
	if err != nil {
		return nil, err
	}
	for _, f := range z.File {
		if f.Name == e.name {
			in, err := f.Open()
			if err != nil {
				return nil, errors.Join(err, z.Close())
			}
			return &zipped{Reader: in, in: in, z: z}, nil
		}
	}
	return nil, errors.Join(fmt.Errorf("%s is no longer in the zip file", e.shown), z.Close())
}

type zipped struct {
	io.Reader
	in io.Closer
	z  io.Closer
}

// Close closes the file and the zip file around it.
func (z *zipped) Close() error { return errors.Join(z.in.Close(), z.z.Close()) }

// head gives the first bytes of a file.
func (e entry) head() ([]byte, error) {
	in, err := e.open()
	if err != nil {
		return nil, err
	}
	defer in.Close()
	head := make([]byte, 4096)
	n, err := io.ReadFull(in, head)
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		err = nil
	}
	return head[:n], err
}

// list gives the files below a path that the user named, and the faults of what
// it does not open.
func list(named string) ([]entry, []Fault, error) {
	info, err := os.Stat(named)
	if err != nil {
		return nil, nil, err
	}
	if !info.IsDir() {
		dir, base := filepath.Split(named)
		return expand([]entry{{root: dir, name: base, shown: base, size: info.Size(), direct: true}})
	}
	var found []entry
	var faults []Fault
	err = fs.WalkDir(os.DirFS(named), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && name != "." && strings.HasPrefix(d.Name(), ".") {
			faults = append(faults, unread(name, "a hidden folder"))
			return fs.SkipDir
		}
		if d.IsDir() {
			return nil
		}
		info, err := os.Stat(filepath.Join(named, filepath.FromSlash(name)))
		if err != nil || !info.Mode().IsRegular() {
			faults = append(faults, unread(name, "not a file that can be opened"))
			return nil //nolint:nilerr // told as a fault
		}
		if found = append(found, entry{root: named, name: name, shown: name, size: info.Size()}); len(found) > maxFiles {
			return fmt.Errorf("%s has more than %d files", named, maxFiles)
		}
		return nil
	})
	if err != nil {
		return nil, nil, err
	}
	all, more, err := expand(found)
	return all, append(faults, more...), err
}

// expand puts the files of each zip file in its place.
func expand(entries []entry) ([]entry, []Fault, error) {
	var all []entry
	var faults []Fault
	for _, e := range entries {
		head, err := e.head()
		if err != nil {
			return nil, nil, err
		}
		if !bytes.HasPrefix(head, []byte("PK\x03\x04")) {
			all = append(all, e)
			continue
		}
		inner, err := unzip(e)
		if errors.Is(err, errWorkbook) {
			all = append(all, e)
			continue
		}
		if err != nil {
			return nil, nil, &Refused{
				File: e.shown, Expected: "a zip file of a return", Found: err.Error(),
				Do: "Import the CSV or XML files themselves, in a folder.",
			}
		}
		all = append(all, inner...)
	}
	return all, faults, nil
}

var errWorkbook = errors.New("a workbook or document, not CSV or XML")

// unzip lists the files of a zip file. Zip files in it are not opened.
func unzip(e entry) ([]entry, error) {
	file := filepath.Join(e.root, filepath.FromSlash(e.name))
	z, err := zip.OpenReader(file)
	if err != nil {
		return nil, err
	}
	defer z.Close()
	var all []entry
	var total uint64
	for _, f := range z.File {
		if f.Name == "[Content_Types].xml" {
			return nil, errWorkbook
		}
		if f.FileInfo().IsDir() {
			continue
		}
		size := f.UncompressedSize64
		if total += size; total > maxZipBytes || size > maxZipBytes {
			return nil, fmt.Errorf("more than %d gigabytes of files", maxZipBytes>>30)
		}
		if size > smallFile && size/maxZipRatio > f.CompressedSize64 {
			return nil, fmt.Errorf("a file that is over %d times as large as its zip", maxZipRatio)
		}
		if len(all) == maxFiles {
			return nil, fmt.Errorf("more than %d files", maxFiles)
		}
		shown := path.Join(e.shown, path.Clean("/"+strings.ReplaceAll(f.Name, `\`, "/")))
		all = append(all, entry{root: file, zip: true, name: f.Name, shown: shown, size: int64(size)})
	}
	slices.SortFunc(all, func(a, b entry) int { return strings.Compare(a.shown, b.shown) })
	return all, nil
}

// unread is the fault of a file that is passed over.
func unread(shown, reason string) Fault {
	return Fault{File: shown, ValueKind: "file", Reason: reason, Effect: intake.EffectFile}
}
