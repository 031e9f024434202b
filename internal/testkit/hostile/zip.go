package hostile

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strings"
)

// zips are zip files.
func zips() []File {
	rows := repeat("child_id,born_on\n", ",x\n", 3_900_000, "")
	return []File{
		{Says: "endless faults of 15 kilobytes", Name: "small.zip", Want: "more than 1,000,000 faults", Slow: true, write: zipped(part{"child.csv", rows})},
		{Says: "a file 1,000 times as large as its zip", Name: "ratio.zip", Want: "over 200 times as large as its zip", write: zipped(part{"child.csv", repeat("child_id,born_on\n", "1,2026-01-01\n", 8_000_000, "")})},
		{Says: "many files that are small by themselves and not together", Name: "together.zip", Want: "together over 200 times as large", Slow: true, write: together},
		{Says: "zip files within zip files", Name: "nested.zip", Want: "none in", write: nested(12)},
		{Says: "files that lie over one another", Name: "overlapping.zip", Want: "over one another", write: overlapping(2_000)},
		{Says: "a million files", Name: "files.zip", Want: "a list of files of more than 16 megabytes", Slow: true, write: files(1_000_000, "f")},
		{Says: "30,000 files", Name: "files.zip", Want: "more than 20,000 files", write: files(30_000, "f")},
		{Says: "20,000 files, each opened", Name: "files.zip", Want: "none in 20000 files", Slow: true, write: files(20_000, "f")},
		{Says: "very long names", Name: "names.zip", Want: "a name of a file of more than 500 characters", write: files(50, strings.Repeat("n", 60_000))},
		{Says: "names that lead elsewhere", Name: "names.zip", Want: "none in", write: files(50, "../../../../etc/")},
		{Says: "a list of files that says that there are more", Name: "lies.zip", Want: "zip", write: lies},
	}
}

// part is a file of a zip file.
type part struct {
	name  string
	write func(io.Writer) error
}

func zipped(parts ...part) func(io.Writer) error {
	return func(w io.Writer) error {
		z := zip.NewWriter(w)
		for _, p := range parts {
			f, err := z.Create(p.name)
			if err != nil {
				return err
			}
			if err := p.write(f); err != nil {
				return err
			}
		}
		return z.Close()
	}
}

func together(w io.Writer) error {
	var parts []part
	for i := range 20 {
		parts = append(parts, part{fmt.Sprintf("%d/child.csv", i), repeat("child_id,born_on\n", "1,2026-01-01\n", 1_200_000, "")})
	}
	return zipped(parts...)(w)
}

// nested puts a zip file into a zip file, and that into another.
func nested(deep int) func(io.Writer) error {
	return func(w io.Writer) error {
		content := []byte("child_id,born_on\n1,2026-01-01\n")
		name := "child.csv"
		for range deep {
			var b bytes.Buffer
			var parts []part
			for i := range 3 {
				parts = append(parts, part{fmt.Sprintf("%d%s", i, name), func(w io.Writer) error { _, err := w.Write(content); return err }})
			}
			if err := zipped(parts...)(&b); err != nil {
				return err
			}
			content, name = b.Bytes(), ".zip"
		}
		_, err := w.Write(content)
		return err
	}
}

// overlapping lists one and the same content under many names.
func overlapping(times int) func(io.Writer) error {
	return func(w io.Writer) error {
		var one bytes.Buffer
		if err := zipped(part{"00000.csv", repeat("child_id,born_on\n", ",x\n", 1_000_000, "")})(&one); err != nil {
			return err
		}
		all := one.Bytes()
		end := len(all) - 22
		begin := int(binary.LittleEndian.Uint32(all[end+16:]))
		entry := all[begin:end]
		_, err := w.Write(all[:begin])
		for i := range times {
			_, errEntry := w.Write(bytes.Replace(entry, []byte("00000"), fmt.Appendf(nil, "%05d", i), 1))
			err = errors.Join(err, errEntry)
		}
		last := bytes.Clone(all[end:])
		binary.LittleEndian.PutUint16(last[8:], uint16(times))
		binary.LittleEndian.PutUint16(last[10:], uint16(times))
		binary.LittleEndian.PutUint32(last[12:], uint32(times*len(entry)))
		_, errLast := w.Write(last)
		return errors.Join(err, errLast)
	}
}

func files(n int, prefix string) func(io.Writer) error {
	return func(w io.Writer) error {
		z := zip.NewWriter(w)
		for i := range n {
			f, err := z.CreateHeader(&zip.FileHeader{Name: fmt.Sprintf("%s%d.txt", prefix, i), Method: zip.Store})
			if err == nil {
				_, err = io.WriteString(f, "a")
			}
			if err != nil {
				return err
			}
		}
		return z.Close()
	}
}

// lies says that its list holds 65,535 files and 4 gigabytes.
func lies(w io.Writer) error {
	var one bytes.Buffer
	if err := zipped(part{"child.csv", repeat("child_id\n", "1\n", 10, "")})(&one); err != nil {
		return err
	}
	all := one.Bytes()
	end := all[len(all)-22:]
	binary.LittleEndian.PutUint16(end[8:], 0xFFFE)
	binary.LittleEndian.PutUint16(end[10:], 0xFFFE)
	binary.LittleEndian.PutUint32(end[12:], 0xFFFFFFF0)
	_, err := w.Write(all)
	return err
}
