package imports

import (
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// mostName is how long the name of a file may be, in bytes.
const mostName = 150

// SafeName makes of the name under which a browser sent a file one that cannot lead out of its folder, and that is otherwise the same. A browser may send any name at all.
func SafeName(sent string) string {
	name := path.Base(strings.ReplaceAll(strings.ToValidUTF8(sent, "_"), `\`, "/"))
	name = strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) || strings.ContainsRune(`/\:*?"<>|`, r) {
			return '_'
		}
		return r
	}, name)
	name = strings.TrimLeft(name, ". ")
	for len(name) > mostName {
		_, size := utf8.DecodeRuneInString(name)
		name = name[size:]
	}
	if name == "" {
		return "file"
	}
	return name
}

// freeName gives a name that none of the files has.
func freeName(name string, files []UploadedFile) string {
	free := name
	for n := 2; slices.ContainsFunc(files, func(f UploadedFile) bool { return strings.EqualFold(f.Name, free) }); n++ {
		end := path.Ext(name)
		free = strings.TrimSuffix(name, end) + "-" + strconv.Itoa(n) + end
	}
	return free
}
