package format

import (
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

var yearName = regexp.MustCompile(`(?:^|\D)((?:19|20)\d\d)(?:[-_ /]?((?:19|20)?\d\d))?(?:\D|$)`)

// yearIn gives the year to 31 March that a name holds: 2024 for 2024, 2023-24 and
// 2023-2024; 0 where it holds none.
func yearIn(name string) int {
	m := yearName.FindStringSubmatch(name)
	if m == nil {
		return 0
	}
	year, _ := strconv.Atoi(m[1])
	if second, err := strconv.Atoi(m[2]); err == nil && second%100 == (year+1)%100 {
		return year + 1
	}
	return year
}

// maxParents is how many folders of the path that the user named are looked at.
const maxParents = 3

// YearInPath gives the year to 31 March that the nearest folder around a file names, or the file itself where the user
// named it; 0 where none does.
func (f *File) YearInPath() int {
	parts := strings.Split(f.Shown, "/")
	if !f.Direct {
		parts = parts[:len(parts)-1]
	}
	root := strings.Split(filepath.ToSlash(filepath.Clean(f.Root)), "/")
	root = root[max(0, len(root)-maxParents):]
	parts = append(root, parts...)
	for _, part := range slices.Backward(parts) {
		if year := yearIn(part); year > 0 {
			return year
		}
	}
	return 0
}
