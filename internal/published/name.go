package published

import (
	"fmt"
	"hash/fnv"
	"path/filepath"
	"regexp"
	"strings"
)

var (
	copyMark  = regexp.MustCompile(`\s*\(\d+\)$`)
	years     = regexp.MustCompile(`[_\- ]*(from[_\- ]*)?\b?(19|20)\d{2}(\d{2})?([_\- ]*(to|and)?[_\- ]*((19|20)\d{2}(\d{2})?|\d{2}))?$`)
	notInSlug = regexp.MustCompile(`[^a-z0-9]+`)
)

// Stem is a file's name without its folder, its ending and the years it covers: two releases of one file share it.
func Stem(file string) string {
	name := strings.ToLower(filepath.Base(file))
	for _, ending := range []string{".gz", ".csv"} {
		name = strings.TrimSuffix(name, ending)
	}
	name = copyMark.ReplaceAllString(name, "")
	if short := years.ReplaceAllString(name, ""); short != "" {
		name = short
	}
	return name
}

// longestID is how long an id may be; what is longer ends in a hash.
const longestID = 90

// slug writes words as an id: lower case, digits and hyphens.
func slug(words string) string {
	id := strings.Trim(notInSlug.ReplaceAllString(strings.ToLower(words), "-"), "-")
	if len(id) <= longestID {
		return id
	}
	h := fnv.New32a()
	_, _ = h.Write([]byte(id))
	return fmt.Sprintf("%s-%08x", strings.TrimRight(id[:longestID-9], "-"), h.Sum32())
}

// words writes a column's name as people read it: "2 years or more percent".
func words(column string) string {
	text := strings.Join(strings.Fields(strings.NewReplacer("_", " ", ".", " ").Replace(column)), " ")
	if text == "" {
		return column
	}
	return strings.ToUpper(text[:1]) + text[1:]
}

// unitOf tells a unit from a column's name where the name says it, otherwise blank.
func unitOf(column string) string {
	name := strings.ToLower(column)
	switch {
	case strings.Contains(name, "10000") || strings.Contains(name, "10_000") || strings.Contains(name, "10k"):
		return "per 10,000"
	case strings.Contains(name, "percent") || strings.Contains(name, "_pct") || strings.Contains(name, "_pc_") || strings.HasSuffix(name, "_pc") ||
		strings.HasPrefix(name, "pct_") || strings.HasPrefix(name, "pc_"):
		return "%"
	}
	return ""
}

// StemID is a file's stem as an id, for an address.
func StemID(file string) string { return slug(Stem(file)) }
