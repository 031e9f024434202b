package format

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path"
	"path/filepath"
	"strings"

	"heed/internal/exchange/budget"
	"heed/internal/exchange/outline"
	"heed/internal/exchange/parquetrows"
	"heed/internal/exchange/plaintext"
)

// File is one file, in a folder or a zip file. What its first bytes say is kept, so that formats that ask the same of it
// open it once between them. It is for one goroutine.
type File struct {
	// Root is the folder or, where Zipped is set, the zip file on disk; Name is the path within it, with /.
	Root   string
	Zipped bool
	Name   string
	// Shown is the path as faults give it, below what the user named.
	Shown string
	// Size is in bytes, unzipped.
	Size int64
	// Direct says that the user named the file itself.
	Direct bool

	in   *archive // where Zipped is set
	head []byte
	is   *Content
	top  *top
	book *book
	root *string
}

// Content is what a file's first bytes say that it holds.
type Content int

// The kinds of content. Whatever is none of the others is taken for text.
const (
	Text Content = iota
	XML
	Parquet
	// Zip is a zip file within a folder or another zip file: a workbook, or one that is not opened.
	Zip
)

// Dir is the folder that the file lies in, as faults would give it.
func (f *File) Dir() string { return path.Dir(f.Shown) }

// Folder tells the folder that the file lies in from every other, whatever the user named.
func (f *File) Folder() string {
	return path.Dir(path.Join(filepath.ToSlash(f.Root), strings.ReplaceAll(f.Name, `\`, "/")))
}

// Base is the file's name without its folders.
func (f *File) Base() string { return path.Base(f.Shown) }

// Ext is what follows the last dot of the file's name, with the dot, in small letters.
func (f *File) Ext() string { return strings.ToLower(path.Ext(f.Shown)) }

// Stem is the file's name without its folders and what Ext gives.
func (f *File) Stem() string { return strings.TrimSuffix(f.Base(), path.Ext(f.Shown)) }

// open opens the file.
func (f *File) open() (io.ReadCloser, error) {
	if f.in != nil {
		return f.in.open(f)
	}
	return os.Open(f.diskPath())
}

// diskPath is where on the disk a file that is in no zip file lies.
func (f *File) diskPath() string { return filepath.Join(f.Root, filepath.FromSlash(f.Name)) }

// headSize is how many bytes from its beginning say what a file is.
const headSize = 4096

// Head gives the first bytes of the file, at most 4,096.
func (f *File) Head() ([]byte, error) {
	if f.head != nil {
		return f.head, nil
	}
	in, err := f.open()
	if err != nil {
		return nil, err
	}
	defer in.Close()
	head := make([]byte, headSize)
	n, err := io.ReadFull(in, head)
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		err = nil
	}
	if err == nil {
		f.head = head[:n]
	}
	return head[:n], err
}

// IsZip says whether bytes begin a zip file.
func IsZip(head []byte) bool { return bytes.HasPrefix(head, []byte("PK\x03\x04")) }

// Content gives what the file's first bytes say that it holds.
func (f *File) Content() (Content, error) {
	if f.is != nil {
		return *f.is, nil
	}
	head, err := f.Head()
	if err != nil {
		return Text, err
	}
	is := contentOf(head)
	f.is = &is
	return is, nil
}

func contentOf(head []byte) Content {
	switch {
	case bytes.HasPrefix(head, []byte(parquetrows.Magic)):
		return Parquet
	case IsZip(head):
		return Zip
	case bytes.HasPrefix(bytes.TrimLeft(plaintext.Head(head), " \t\r\n\ufeff"), []byte("<")):
		return XML
	}
	return Text
}

// XMLRoot gives the name of the root element of an XML file, blank where it has none that can be read.
func (f *File) XMLRoot() (string, error) {
	if f.root != nil {
		return *f.root, nil
	}
	in, err := f.open()
	if err != nil {
		return "", err
	}
	defer in.Close()
	root := outline.RootOf(in)
	f.root = &root
	return root, nil
}

var errTooLarge = budget.Over("a workbook or Parquet file of more than 128 megabytes in a zip file", "Take it out of the zip file and import it by itself.")

// ReaderAt is a file that can be read at any place.
type ReaderAt interface {
	io.ReaderAt
	io.Closer
}

// openAt opens the file to be read at any place. One in a zip file is held in memory, and is an error if it is too large.
func (f *File) openAt(ctx context.Context) (ReaderAt, error) {
	if !f.Zipped {
		return os.Open(f.diskPath())
	}
	if f.Size > budget.InMemoryBytes {
		return nil, errTooLarge
	}
	in, err := f.open()
	if err != nil {
		return nil, err
	}
	text, err := io.ReadAll(checked{in, ctx})
	if err := errors.Join(err, in.Close()); err != nil {
		return nil, err
	}
	return inMemory{bytes.NewReader(text)}, nil
}

// inMemory is a file that is held in memory.
type inMemory struct{ *bytes.Reader }

// Close does nothing.
func (inMemory) Close() error { return nil }
