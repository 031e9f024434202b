package format

import (
	"errors"

	"heed/catalogue"
	"heed/internal/exchange/intake"
)

// Match is a file that a format recognised, with what it recognised it as.
type Match[T any] struct {
	*File

	Is T
	// Titles is how many rows stand above its heading, and Sheet the sheet of a workbook that it is, blank for a file.
	Titles int
	Sheet  string
}

// Named is how faults name what was recognised.
func (m Match[T]) Named() string {
	if m.Sheet == "" {
		return m.Shown
	}
	return SheetName(m.File, m.Sheet)
}

// Files gives the files of some matches, each once.
func Files[T any](matches []Match[T]) []*File {
	var files []*File
	listed := map[*File]bool{}
	for _, m := range matches {
		if !listed[m.File] {
			files, listed[m.File] = append(files, m.File), true
		}
	}
	return files
}

// ByFolder puts together the matches of each folder, and each of those that are returns by themselves, in the order in which
// the first of each comes. single says which are; nil says that none is.
func ByFolder[T any](matches []Match[T], single func(T) bool) [][]Match[T] {
	var groups [][]Match[T]
	place := map[string]int{}
	for _, m := range matches {
		i, known := place[m.Folder()]
		alone := single != nil && single(m.Is)
		if alone || !known {
			i = len(groups)
			groups = append(groups, nil)
		}
		if !alone {
			place[m.Folder()] = i
		}
		groups[i] = append(groups[i], m)
	}
	return groups
}

// ReturnsOf makes a return of each group. Their errors are joined, beside the returns of the groups that have none.
func ReturnsOf[T any](groups [][]Match[T], makeReturn func([]Match[T]) (*Return, error)) ([]*Return, error) {
	var returns []*Return
	var errs []error
	for _, group := range groups {
		r, err := makeReturn(group)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		returns = append(returns, r)
	}
	return returns, errors.Join(errs...)
}

// Maker gives the New of a [Spec] for a constructor of one format.
func Maker[F Format](construct func(*catalogue.Catalogue, *intake.Normaliser) (F, error)) func(*catalogue.Catalogue, *intake.Normaliser) (Format, error) {
	return func(cat *catalogue.Catalogue, norm *intake.Normaliser) (Format, error) { return construct(cat, norm) }
}
