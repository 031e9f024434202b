package exchange

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"heed/internal/exchange/budget"
	"heed/internal/exchange/format"
	"heed/internal/exchange/intake"
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
		if found = append(found, &format.File{Root: named, Name: name, Shown: name, Size: info.Size()}); len(found) > budget.Files {
			return intake.Refuse(named, "a folder of returns or lists", format.ErrFiles, "")
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
		inner, err := format.Unzip(e)
		if errors.Is(err, format.ErrWorkbook) {
			all = append(all, e)
			continue
		}
		if err != nil {
			return nil, nil, intake.Refuse(e.Shown, "a zip file of a return", err, "Import the CSV or XML files themselves, in a folder.")
		}
		if all = append(all, inner...); len(all) > budget.Files {
			return nil, nil, intake.Refuse(e.Shown, "returns or lists", format.ErrFiles, "")
		}
	}
	return all, faults, nil
}
