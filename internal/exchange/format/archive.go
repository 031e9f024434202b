package format

import (
	"archive/zip"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"sync"

	"heed/internal/exchange/budget"
	"heed/internal/exchange/intake"
)

// ErrWorkbook is the error of a zip file that is a workbook or a document of another kind.
var ErrWorkbook = errors.New("a workbook or document, not CSV or XML")

// archive is a zip file. Its list of files is read once; the file itself is open while any of its files is.
type archive struct {
	path    string
	members map[string]*zip.File

	mu    sync.Mutex
	file  *os.File
	users int
	// listing is how much may still be read of the list, and below 0 once it has been read.
	listing int
}

// The errors of a zip file whose files cannot be unpacked.
var (
	errLocked = errors.New("a zip file that is protected by a password")
	errMethod = errors.New("a zip file that is packed in a way that Heed cannot unpack")
)

var errListing = budget.Over("a list of files of more than 16 megabytes in the zip file", doFewer)

const (
	doFewer = "Put the files of the return or lists alone into a folder or a zip file, and import that."
	doThem  = "Import the CSV or XML files themselves, in a folder."
)

// Unzip lists the files of a zip file, by name. Zip files in it are not opened. The error is [ErrWorkbook] where it is a workbook
// by itself, and a *budget.ExceededError where it holds too much.
func Unzip(f *File) (files []*File, err error) {
	a := &archive{path: f.diskPath(), members: map[string]*zip.File{}, listing: budget.ListingBytes}
	in, err := a.enter()
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, a.leave()) }()
	info, err := in.Stat()
	if err != nil {
		return nil, err
	}
	z, err := zip.NewReader(a, info.Size())
	if err != nil {
		return nil, err
	}
	a.listing = -1
	members := slices.DeleteFunc(slices.Clone(z.File), func(m *zip.File) bool { return m.FileInfo().IsDir() })
	if slices.ContainsFunc(members, func(m *zip.File) bool {
		return strings.EqualFold(m.Name, "[Content_Types].xml") || m.Name == "META-INF/manifest.xml" // that of OpenDocument
	}) {
		return nil, ErrWorkbook
	}
	if err := checkMembers(members, info.Size()); err != nil {
		return nil, err
	}
	taken := map[string]bool{f.Shown: true} // which a file without a name would be shown as
	for _, m := range members {
		shown := path.Join(f.Shown, path.Clean("/"+strings.ReplaceAll(m.Name, `\`, "/")))
		if taken[shown] {
			return nil, errors.New("two files of one name, or a file without a name")
		}
		a.members[m.Name], taken[shown] = m, true
		files = append(files, &File{Root: a.path, Zipped: true, Name: m.Name, Shown: shown, Size: int64(m.UncompressedSize64), in: a})
	}
	slices.SortFunc(files, func(a, b *File) int { return strings.Compare(a.Shown, b.Shown) })
	return files, nil
}

// checkMembers refuses what was made to fill a machine: too many files, too large ones, and such as lie over one another, which
// take more room together than there is.
func checkMembers(members []*zip.File, size int64) error {
	if len(members) > budget.Files {
		return ErrFiles
	}
	var total, packed uint64
	for _, m := range members {
		if err := checkPacking(m); err != nil {
			return err
		}
		holds := m.UncompressedSize64
		if total += holds; total > budget.ArchiveBytes || holds > budget.ArchiveBytes {
			return budget.Over("more than 2 gigabytes of files in the zip file", "Import it in parts.")
		}
		if holds > budget.SmallBytes && holds/budget.Ratio > m.CompressedSize64 {
			return budget.Over("a file that is over 200 times as large as its zip", doThem)
		}
		if len(m.Name) > budget.NameBytes {
			return budget.Over("a name of a file of more than 500 characters", doFewer)
		}
		if packed += m.CompressedSize64; packed > uint64(max(size, 0)) {
			return errors.New("files that lie over one another")
		}
	}
	if total > budget.SmallBytes && total/budget.Ratio > uint64(max(size, 0)) {
		return budget.Over("files that are together over 200 times as large as the zip file", doThem)
	}
	return nil
}

// checkPacking refuses a file that cannot be unpacked, by what the list of the zip file says of it.
func checkPacking(m *zip.File) error {
	const encrypted = 0x1 // by section 4.4.4 of the zip specification
	switch {
	case m.Flags&encrypted != 0:
		return errLocked
	case m.Method != zip.Store && m.Method != zip.Deflate:
		return errMethod
	}
	return nil
}

// ErrFiles is the error of too many files.
var ErrFiles = budget.Over("more than 20,000 files", doFewer)

// ReadAt reads from the zip file while it is open. A place before its beginning, which the list of a damaged one may name, is no error of the disk.
func (a *archive) ReadAt(p []byte, at int64) (int, error) {
	if at < 0 {
		return 0, zip.ErrFormat
	}
	if a.listing >= 0 {
		if a.listing -= len(p); a.listing < 0 {
			a.listing = 0
			return 0, errListing
		}
	}
	return a.file.ReadAt(p, at)
}

// enter opens the zip file, where nobody has it open.
func (a *archive) enter() (_ *os.File, err error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.users == 0 {
		if a.file, err = os.Open(a.path); err != nil {
			return nil, err
		}
	}
	a.users++
	return a.file, nil
}

// leave closes the zip file, where nobody else has it open.
func (a *archive) leave() error {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.users--; a.users > 0 {
		return nil
	}
	return a.file.Close()
}

// open opens a file of the archive. Package zip gives no more of a file than its size says.
func (a *archive) open(f *File) (io.ReadCloser, error) {
	if _, err := a.enter(); err != nil {
		return nil, err
	}
	in, err := a.members[f.Name].Open()
	if err != nil {
		return nil, errors.Join(unpacking(f, err), a.leave())
	}
	return &zipped{in, a, f}, nil
}

// unpacking makes a refusal of an error that unpacking a file gave, unless it is the disk's.
func unpacking(f *File, err error) error {
	if _, disk := errors.AsType[*fs.PathError](err); disk {
		return err
	}
	return &intake.Refused{
		File: f.Shown, Expected: "a file that can be unpacked", Found: "one that is damaged in its zip file",
		Do: "Make the zip file again and import that, or import its files themselves, in a folder.",
	}
}

type zipped struct {
	io.ReadCloser

	from *archive
	file *File
}

// Read unpacks the file. It gives a *intake.Refused where that cannot be done.
func (z *zipped) Read(p []byte) (int, error) {
	n, err := z.ReadCloser.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		err = unpacking(z.file, err)
	}
	return n, err
}

// Close closes the file, and the zip file around it where no other of its files is open.
func (z *zipped) Close() error { return errors.Join(z.ReadCloser.Close(), z.from.leave()) }
