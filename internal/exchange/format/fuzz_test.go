package format

import (
	"archive/zip"
	"bytes"
	"errors"
	"hash/crc32"
	"io"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"heed/internal/exchange/budget"
	"heed/internal/exchange/intake/intaketest"
)

// longest is how much of a file a fuzz target of this package reads at once.
const longest = 32 << 10

// unzip writes a zip file, lists it, reads every file in it, and holds what that gives to what Unzip promises.
func unzip(t *testing.T, text []byte) {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "r.zip"), text, 0o600); err != nil {
		t.Fatal(err)
	}
	files, err := Unzip(&File{Root: dir, Name: "r.zip", Shown: "r.zip", Size: int64(len(text))})
	if err != nil {
		if len(files) > 0 || strings.Contains(err.Error(), dir) {
			t.Fatalf("%d files and %v", len(files), err)
		}
		return
	}
	shown, names := map[string]bool{}, map[string]bool{}
	var total int64
	search := NewSearch(t.Context(), Options{})
	for _, f := range files {
		if shown[f.Shown] || names[f.Name] || !strings.HasPrefix(f.Shown, "r.zip/") || f.Shown != path.Clean(f.Shown) || len(f.Name) > budget.NameBytes {
			t.Fatalf("a file is shown as %q", f.Shown)
		}
		shown[f.Shown], names[f.Name] = true, true
		if total += f.Size; f.Size < 0 || total > budget.ArchiveBytes || len(files) > budget.Files {
			t.Fatalf("%d files of %d bytes", len(files), total)
		}
		readMember(t, search, f)
	}
}

// readMember reads a file of a zip file to its end and at any place.
func readMember(t *testing.T, search *Search, f *File) {
	t.Helper()
	content, err := f.Content()
	if err != nil {
		intaketest.CheckRefused(t, err)
		return
	}
	in, err := search.Open(f)
	if err != nil {
		intaketest.CheckRefused(t, err)
		return
	}
	n, err := io.Copy(io.Discard, in)
	if n > f.Size {
		t.Fatalf("%s gives %d bytes of %d", f.Shown, n, f.Size)
	}
	if err != nil {
		intaketest.CheckRefused(t, err)
	} else if n != f.Size {
		t.Fatalf("%s gives %d bytes of %d, and no error", f.Shown, n, f.Size)
	}
	if err := in.Close(); err != nil {
		t.Fatal(err)
	}
	at, errAt := search.OpenAt(f)
	if (errAt == nil) != (err == nil) && !errors.Is(errAt, budget.ErrExceeded) {
		t.Fatalf("%s can be read in its order and not at any place: %v, %v", f.Shown, err, errAt)
	}
	if errAt == nil {
		_ = at.Close()
	}
	if _, err := f.XMLRoot(); err != nil && content == XML {
		intaketest.CheckRefused(t, err)
	}
	f.NamedYear()
	f.FolderYear()
}

// FuzzUnzip takes any file for a zip file.
func FuzzUnzip(f *testing.F) {
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, name := range []string{"2023-24/header.csv", "2023-24/", `2022\episodes.csv`, "c/d.xml"} {
		w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
		if err == nil && !strings.HasSuffix(name, "/") {
			_, err = io.WriteString(w, "CHILD,SEX\n1,1\n")
		}
		if err != nil {
			f.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		f.Fatal(err)
	}
	f.Add(out.Bytes())
	f.Add([]byte("PK\x05\x06" + string(make([]byte, 18))))
	f.Add([]byte("PK\x03\x04nothing"))
	f.Fuzz(func(t *testing.T, text []byte) {
		if len(text) > longest {
			t.Skip("long")
		}
		unzip(t, text)
	})
}

// FuzzMembers unzips a sound zip file of two files that may say anything of themselves: their names, sizes, sums, flags and ways of packing.
func FuzzMembers(f *testing.F) {
	f.Add("header.csv", "2024/episodes.csv", []byte("CHILD\n1\n"), uint32(8), uint16(0), uint16(0), true)
	f.Add("../../etc/x", `..\..\x`, []byte("\x4b\x4c\xe4\x02\x00"), uint32(3), uint16(8), uint16(0), false)
	f.Add("a/b.csv", `a\b.csv`, []byte("x"), uint32(1), uint16(0), uint16(0), true)
	f.Add("a.csv", "/a.csv", []byte("locked"), uint32(6), uint16(99), uint16(1), true)
	f.Add("[content_types].XML", "x", []byte(""), uint32(1<<31), uint16(0), uint16(0), true)
	f.Fuzz(func(t *testing.T, first, second string, text []byte, size uint32, method, flags uint16, summed bool) {
		if len(text)+len(first)+len(second) > longest {
			t.Skip("long")
		}
		unzip(t, archiveOf(t, text, size, method, flags, summed, first, second))
	})
}

// archiveOf writes a zip file of files that say of themselves what they are told to.
func archiveOf(t *testing.T, text []byte, size uint32, method, flags uint16, summed bool, names ...string) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, name := range names {
		h := &zip.FileHeader{Name: name, Method: method, Flags: flags, UncompressedSize64: uint64(size), CompressedSize64: uint64(len(text))}
		if summed {
			h.CRC32 = crc32.ChecksumIEEE(text)
		}
		w, err := z.CreateRaw(h)
		if err != nil {
			t.Skip("a file that package zip does not write: ", err)
		}
		if _, err := w.Write(text); err != nil {
			t.Skip("a folder that is given a text: ", err)
		}
	}
	if err := z.Close(); err != nil {
		t.Skip("a zip file that package zip does not write: ", err)
	}
	return out.Bytes()
}

// FuzzYear reads the year in the name of any file and of the folder around it.
func FuzzYear(f *testing.F) {
	for _, seed := range []string{"ssda903 2023-24", "CIN_31032024", "202324 final", "return 23-24 v2", "2021/22", "1 Oct 2024", "mar-2019", "20240701 903", "99-00", "2088", "İ 2024"} {
		f.Add(seed, "returns")
		f.Add("header.csv", seed)
	}
	f.Fuzz(func(t *testing.T, name, folder string) {
		file := &File{Root: "/srv/files", Name: folder + "/" + name, Shown: folder + "/" + name}
		for _, named := range []NamedYear{file.NamedYear(), file.FolderYear()} {
			if named.Year != 0 && (named.Name == "" || named.Year < 0 || named.Year > 9999) {
				t.Fatalf("%q gives %+v", file.Name, named)
			}
			dated, err := Options{Today: time.Date(2024, 5, 1, 0, 0, 0, 0, time.UTC)}.YearOf(file, named, 0, false, "")
			if err != nil {
				intaketest.CheckRefused(t, err)
			} else if dated.Year < firstYear || dated.Year > 2025 || dated.From == "" {
				t.Fatalf("%q is of %+v", file.Name, dated)
			}
		}
		if !file.Matches("="+strings.Trim(file.Shown, "/")) && strings.Trim(file.Shown, "/") == file.Shown {
			t.Fatalf("%q is not named by its whole path", file.Shown)
		}
		_ = file.Matches(folder) // any pattern, well formed or not
	})
}

// FuzzHeading looks for a heading in any file of text, and for its root element where it is XML.
func FuzzHeading(f *testing.F) {
	f.Add([]byte("An invented council\n\nCHILD,SEX,DOB\n1,1,01/05/2010\n"))
	f.Add([]byte("\xff\xfeC\x00,\x00D\x00\n\x00"))
	f.Add([]byte("sep=;\nCHILD;\"SE\nX\"\n\"x\n"))
	f.Add([]byte("\n\n \n,,\n"))
	f.Add([]byte("<?xml version='1.0'?><Message/>"))
	f.Fuzz(func(t *testing.T, text []byte) {
		if len(text) > longest {
			t.Skip("long")
		}
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, "r.csv"), text, 0o600); err != nil {
			t.Fatal(err)
		}
		file := &File{Root: dir, Name: "r.csv", Shown: "r.csv", Size: int64(len(text))}
		seen := 0
		titles, err := file.FindHeading(func(heading []string) bool {
			seen++
			return len(heading) > 2
		})
		if seen > HeadingWithin || titles >= HeadingWithin || titles < -1 || err != nil && titles >= 0 {
			t.Fatalf("%d rows looked at, the heading below %d: %v", seen, titles, err)
		}
		if _, errFirst := file.Heading(); err != nil && errFirst == nil {
			t.Fatalf("the first row can be read, though: %v", err)
		}
	})
}
