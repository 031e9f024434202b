package format

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"strings"

	"heed/internal/exchange/outline"
	"heed/internal/exchange/parquetrows"
	"heed/internal/exchange/sheet"
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

	head    []byte
	heading []string
	root    *string
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

// Base is the file's name without its folders.
func (f *File) Base() string { return path.Base(f.Shown) }

// Ext is what follows the last dot of the file's name, with the dot, in small letters.
func (f *File) Ext() string { return strings.ToLower(path.Ext(f.Shown)) }

// Stem is the file's name without its folders and what Ext gives.
func (f *File) Stem() string { return strings.TrimSuffix(f.Base(), path.Ext(f.Shown)) }

// open opens the file. Package zip gives no more of a file than its size says.
func (f *File) open() (io.ReadCloser, error) {
	if !f.Zipped {
		return os.Open(filepath.Join(f.Root, filepath.FromSlash(f.Name)))
	}
	z, err := zip.OpenReader(f.Root)
	if err != nil {
		return nil, err
	}
	for _, member := range z.File {
		if member.Name == f.Name {
			in, err := member.Open()
			if err != nil {
				return nil, errors.Join(err, z.Close())
			}
			return &zipped{Reader: in, in: in, z: z}, nil
		}
	}
	return nil, errors.Join(fmt.Errorf("%s is no longer in the zip file", f.Shown), z.Close())
}

type zipped struct {
	io.Reader
	in io.Closer
	z  io.Closer
}

// Close closes the file and the zip file around it.
func (z *zipped) Close() error { return errors.Join(z.in.Close(), z.z.Close()) }

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
	head, err := f.Head()
	if err != nil {
		return Text, err
	}
	text := bytes.TrimSpace(bytes.TrimPrefix(head, []byte("\ufeff")))
	switch {
	case bytes.HasPrefix(text, []byte("<")):
		return XML, nil
	case bytes.HasPrefix(head, []byte(parquetrows.Magic)):
		return Parquet, nil
	case IsZip(text):
		return Zip, nil
	}
	return Text, nil
}

// Heading gives the cells of the first row of a CSV file, without the space around them. Its errors are those of
// sheet.Heading, or say that the file cannot be opened.
func (f *File) Heading() ([]string, error) {
	if f.heading != nil {
		return f.heading, nil
	}
	in, err := f.open()
	if err != nil {
		return nil, err
	}
	defer in.Close()
	f.heading, err = sheet.Heading(sheet.New(in))
	return f.heading, err
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

// maxInMemory is the largest file within a zip file that is held in memory, for those that are not read from their
// beginning on.
const maxInMemory = 512 << 20

var errTooLarge = errors.New("a file of more than half a gigabyte in a zip file: take it out of the zip file")

// ReaderAt is a file that can be read at any place.
type ReaderAt interface {
	io.ReaderAt
	io.Closer
}

// openAt opens the file to be read at any place. One in a zip file is held in memory, and is an error if it is too large.
func (f *File) openAt() (ReaderAt, error) {
	if !f.Zipped {
		return os.Open(filepath.Join(f.Root, filepath.FromSlash(f.Name)))
	}
	if f.Size > maxInMemory {
		return nil, errTooLarge
	}
	in, err := f.open()
	if err != nil {
		return nil, err
	}
	text, err := io.ReadAll(in)
	if err := errors.Join(err, in.Close()); err != nil {
		return nil, err
	}
	return inMemory{bytes.NewReader(text)}, nil
}

// inMemory is a file that is held in memory.
type inMemory struct{ *bytes.Reader }

// Close does nothing.
func (inMemory) Close() error { return nil }
