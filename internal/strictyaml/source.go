package strictyaml

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
)

// Source is one file as it is written.
type Source struct {
	Path string
	Text []byte
}

// ReadSources reads every file below a directory in the order of their paths. Its error is fs.ErrNotExist where there is no
// such directory.
func ReadSources(fsys fs.FS, directory string) ([]Source, error) {
	var sources []Source
	err := fs.WalkDir(fsys, directory, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := fs.ReadFile(fsys, path)
		sources = append(sources, Source{path, text})
		return err
	})
	return sources, err
}

// Hash gives a SHA-256 in hex. It takes in each path and text with its length before it, so that no two different sets of
// files give the same bytes.
func Hash(sources []Source) string {
	h := sha256.New()
	for _, s := range sources {
		fmt.Fprintf(h, "%d %s %d ", len(s.Path), s.Path, len(s.Text))
		h.Write(s.Text)
	}
	return hex.EncodeToString(h.Sum(nil))
}
