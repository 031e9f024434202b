package catalogue

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"strconv"
)

// SourceFault is one fault in a catalogue file.
type SourceFault struct {
	// File is the path within the catalogue, Line counts from 1.
	File string
	Line int
	// ID names the record type, the field (type.field) or the code list at fault.
	ID      string
	Message string
}

// Error gives the fault as file:line: id: message.
func (f *SourceFault) Error() string {
	return f.File + ":" + strconv.Itoa(f.Line) + ": " + f.ID + ": " + f.Message
}

type source struct {
	path string
	text []byte
}

// readSources reads every file below types and codes in the order of their paths.
func readSources(fsys fs.FS) ([]source, error) {
	var sources []source
	for _, root := range []string{"codes", "types"} {
		err := fs.WalkDir(fsys, root, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			text, err := fs.ReadFile(fsys, path)
			sources = append(sources, source{path, text})
			return err
		})
		if err != nil {
			return nil, fmt.Errorf("reading the catalogue: %w", err)
		}
	}
	return sources, nil
}

// hashSources hashes each path and text with its length before it, so that no
// two different sets of files give the same bytes.
func hashSources(sources []source) string {
	h := sha256.New()
	for _, s := range sources {
		fmt.Fprintf(h, "%d %s %d ", len(s.path), s.path, len(s.text))
		h.Write(s.text)
	}
	return hex.EncodeToString(h.Sum(nil))
}
