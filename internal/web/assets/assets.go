// Package assets holds what a page loads besides its HTML: two style sheets, an icon and, for the one page that asks for a passkey, a script, embedded
// in the binary.
//
// govuk.css is GOV.UK Frontend, built by the recipe in build/ with a plain font stack and without the crest, the header and
// whatever needs a script. heed.css is the files of heed/ joined in name order. There is no font and no other script, and no file
// names a URL, so a page loads nothing from anywhere else and the content security policy can be strict.
//
// Each file is served under a path that holds a hash of its content. A browser may therefore keep it for ever, and a new
// build is seen at once.
package assets

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"mime"
	"path"
	"sync"
)

// Prefix is the start of the path of every asset. Mount [Handler] there.
const Prefix = "/assets/"

//go:embed govuk.css heed/*.css icon.svg passkey.js
var files embed.FS

// asset is one file as served: plain and gzipped, with the content hash that is part of its path.
type asset struct {
	hash        string
	contentType string
	plain       []byte
	gzipped     []byte
}

// table reads, hashes and compresses the assets once, when the first is asked for.
var table = sync.OnceValue(func() map[string]asset {
	t := map[string]asset{}
	for _, name := range []string{"govuk.css", "icon.svg", "passkey.js"} {
		t[name] = newAsset(name, read(name))
	}
	t["heed.css"] = newAsset("heed.css", heedCSS())
	return t
})

// Path returns the path of the named asset, such as /assets/3f2a9c01b7de/heed.css. It panics when there is no such asset: the
// name is written in a template, so a wrong one is a fault of the build, and html/template gives it back as an error.
func Path(name string) string {
	a, ok := table()[name]
	if !ok {
		panic(fmt.Sprintf("assets: no asset is called %q", name))
	}
	return Prefix + a.hash + "/" + name
}

// heedCSS joins Heed's own style sheets in name order, which is their order of precedence.
func heedCSS() []byte {
	names, err := fs.Glob(files, "heed/*.css")
	if err != nil {
		panic(err)
	}
	var joined bytes.Buffer
	for _, name := range names {
		joined.Write(read(name))
	}
	return joined.Bytes()
}

// read returns an embedded file. Its absence is a fault of the build, which no caller could mend.
func read(name string) []byte {
	content, err := files.ReadFile(name)
	if err != nil {
		panic(err)
	}
	return content
}

func newAsset(name string, content []byte) asset {
	sum := sha256.Sum256(content)
	var zipped bytes.Buffer
	// Neither error can happen: the level is a constant of the package, and a bytes.Buffer takes every write.
	w, err := gzip.NewWriterLevel(&zipped, gzip.BestCompression)
	if err != nil {
		panic(err)
	}
	if _, err := w.Write(content); err != nil {
		panic(err)
	}
	if err := w.Close(); err != nil {
		panic(err)
	}
	return asset{
		hash:        hex.EncodeToString(sum[:6]),
		contentType: mime.TypeByExtension(path.Ext(name)),
		plain:       content,
		gzipped:     zipped.Bytes(),
	}
}
