package exchange

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

// maxParents is how much of the path that the user named is looked at.
const maxParents = 3

// yearOf gives the year that the nearest folder around a file names, or the file
// itself where the user named it.
func (e entry) yearOf() int {
	parts := strings.Split(e.shown, "/")
	if !e.direct {
		parts = parts[:len(parts)-1]
	}
	root := strings.Split(filepath.ToSlash(filepath.Clean(e.root)), "/")
	root = root[max(0, len(root)-maxParents):]
	parts = append(root, parts...)
	for _, part := range slices.Backward(parts) {
		if year := yearIn(part); year > 0 {
			return year
		}
	}
	return 0
}
