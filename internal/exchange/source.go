package exchange

import (
	"archive/zip"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"heed/internal/exchange/format"
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

// list gives the files below a path that the user named, and the faults of what
// it does not open.
func list(named string) ([]*format.File, []Fault, error) {
	info, err := os.Stat(named)
	if err != nil {
		return nil, nil, err
	}
	if !info.IsDir() {
		dir, base := filepath.Split(named)
		return expand([]*format.File{{Root: dir, Name: base, Shown: base, Size: info.Size(), Direct: true}})
	}
	var found []*format.File
	var faults []Fault
	err = fs.WalkDir(os.DirFS(named), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && name != "." && strings.HasPrefix(d.Name(), ".") {
			faults = append(faults, intake.FileUnread(name, "a hidden folder"))
			return fs.SkipDir
		}
		if d.IsDir() {
			return nil
		}
		info, err := os.Stat(filepath.Join(named, filepath.FromSlash(name)))
		if err != nil || !info.Mode().IsRegular() {
			faults = append(faults, intake.FileUnread(name, "not a file that can be opened"))
			return nil //nolint:nilerr // it becomes a fault
		}
		if found = append(found, &format.File{Root: named, Name: name, Shown: name, Size: info.Size()}); len(found) > maxFiles {
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
func expand(named []*format.File) ([]*format.File, []Fault, error) {
	var all []*format.File
	var faults []Fault
	for _, e := range named {
		head, err := e.Head()
		if err != nil {
			return nil, nil, err
		}
		if !format.IsZip(head) {
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
				File: e.Shown, Expected: "a zip file of a return", Found: err.Error(),
				Do: "Import the CSV or XML files themselves, in a folder.",
			}
		}
		all = append(all, inner...)
	}
	return all, faults, nil
}

var errWorkbook = errors.New("a workbook or document, not CSV or XML")

// unzip lists the files of a zip file. Zip files in it are not opened.
func unzip(e *format.File) ([]*format.File, error) {
	file := filepath.Join(e.Root, filepath.FromSlash(e.Name))
	z, err := zip.OpenReader(file)
	if err != nil {
		return nil, err
	}
	defer z.Close()
	var all []*format.File
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
		shown := path.Join(e.Shown, path.Clean("/"+strings.ReplaceAll(f.Name, `\`, "/")))
		all = append(all, &format.File{Root: file, Zipped: true, Name: f.Name, Shown: shown, Size: int64(size)})
	}
	slices.SortFunc(all, func(a, b *format.File) int { return strings.Compare(a.Shown, b.Shown) })
	return all, nil
}
