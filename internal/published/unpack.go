package published

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"path"
	"path/filepath"
	"strings"
)

// Part is one CSV file, as it was sent or out of an archive.
type Part struct {
	Name string
	Text []byte
}

// mostParts is how many files of an archive are read.
const mostParts = 200

var errTooLarge = fmt.Errorf("it holds more than %d MB", MaxBytes>>20)

// Unpack gives the CSV files that a file is or holds: a release is downloaded as a zip file with its data sets in one folder and what explains them in
// another. What describes columns and is no data is left out.
func Unpack(name string, in io.Reader) ([]Part, error) {
	file := filepath.Base(name)
	raw, err := readWhole(in, MaxBytes)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", file, err)
	}
	if bytes.HasPrefix(raw, []byte{0x1f, 0x8b}) {
		packed, err := gzip.NewReader(bytes.NewReader(raw))
		if err == nil {
			raw, err = readWhole(packed, MaxBytes)
		}
		if err != nil {
			return nil, fmt.Errorf("%s cannot be unpacked: %w", file, err)
		}
		file = strings.TrimSuffix(strings.TrimSuffix(file, ".gz"), ".GZ")
	}
	if !bytes.HasPrefix(raw, []byte("PK\x03\x04")) {
		return []Part{{file, raw}}, nil
	}
	archive, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		return nil, fmt.Errorf("%s cannot be unpacked: %w", file, err)
	}
	return partsOf(file, archive, raw)
}

func partsOf(file string, archive *zip.Reader, raw []byte) ([]Part, error) {
	var parts []Part
	left := int64(MaxBytes)
	for _, f := range archive.File {
		if f.Name == "[Content_Types].xml" {
			return []Part{{file, raw}}, nil // a workbook, which Read refuses with what to do
		}
		if !isData(f.Name) {
			continue
		}
		if len(parts) == mostParts {
			return nil, fmt.Errorf("%s holds more than %d CSV files: import them in parts", file, mostParts)
		}
		text, err := readPart(f, left)
		if err != nil {
			return nil, fmt.Errorf("%s: %s cannot be unpacked: %w", file, path.Base(f.Name), err)
		}
		left -= int64(len(text))
		parts = append(parts, Part{path.Base(f.Name), text})
	}
	if len(parts) == 0 {
		return nil, fmt.Errorf("%s holds no CSV file of data", file)
	}
	return parts, nil
}

// isData says whether a file of an archive is one of data.
func isData(name string) bool {
	name = strings.ToLower(strings.ReplaceAll(name, `\`, "/"))
	base := path.Base(name)
	return strings.HasSuffix(base, ".csv") && !strings.HasSuffix(base, ".meta.csv") && !strings.HasPrefix(base, ".") && !strings.HasPrefix(name, "__macosx/") &&
		!strings.Contains(name, "data-guidance/")
}

func readPart(f *zip.File, most int64) (text []byte, err error) {
	in, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	return readWhole(in, most)
}

func readWhole(in io.Reader, most int64) ([]byte, error) {
	raw, err := io.ReadAll(io.LimitReader(in, most+1))
	if err == nil && int64(len(raw)) > most {
		err = errTooLarge
	}
	return raw, err
}
