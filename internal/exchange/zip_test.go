package exchange

import (
	"archive/zip"
	"bytes"
	"errors"
	"hash/crc32"
	"strings"
	"testing"

	"heed/internal/exchange/intake/intaketest"
)

// packed writes a zip file of one file, which may say anything of itself.
func packed(t *testing.T, h zip.FileHeader, bytesOf string) string {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	h.CompressedSize64 = uint64(len(bytesOf))
	w, err := z.CreateRaw(&h)
	if err == nil {
		_, err = w.Write([]byte(bytesOf))
	}
	if err := errors.Join(err, z.Close()); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestAZipFileThatCannotBeUnpackedIsRefused(t *testing.T) {
	t.Parallel()
	sum := crc32.ChecksumIEEE([]byte(teamCSV))
	size := uint64(len(teamCSV))
	for name, tt := range map[string]struct {
		header      zip.FileHeader
		bytes, want string
	}{
		"one with a password":            {zip.FileHeader{Name: "team.csv", Flags: 1, CRC32: sum, UncompressedSize64: size}, teamCSV, "returns.zip is refused: expected a zip file of a return, found a zip file that is protected by a password"},
		"one packed in another way":      {zip.FileHeader{Name: "team.csv", Method: 9, CRC32: sum, UncompressedSize64: size}, teamCSV, "packed in a way that Heed cannot unpack"},
		"a table whose sum is another's": {zip.FileHeader{Name: "team.csv", CRC32: sum + 1, UncompressedSize64: size}, teamCSV, "returns.zip/team.csv is refused: expected a file that can be unpacked, found one that is damaged"},
		"a table that is cut off":        {zip.FileHeader{Name: "team.csv", CRC32: sum, UncompressedSize64: size + 9}, teamCSV, "damaged in its zip file"},
		"bytes that nobody packed":       {zip.FileHeader{Name: "team.csv", Method: zip.Deflate, CRC32: sum, UncompressedSize64: size}, teamCSV, "damaged in its zip file"},
		"XML whose sum is another's":     {zip.FileHeader{Name: "c.xml", CRC32: 1, UncompressedSize64: uint64(len(censusXML))}, censusXML, "damaged in its zip file"},
		"a list whose sum is another's":  {zip.FileHeader{Name: "contacts.csv", CRC32: 1, UncompressedSize64: uint64(len(contactsCSV))}, contactsCSV, "damaged in its zip file"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cat, _ := intaketest.Catalogue(t)
			job := Job{Paths: []string{tree(t, "returns.zip", packed(t, tt.header, tt.bytes), "2021/header.csv", headerCSV)}, Options: fuzzDay}
			kept, err := Take(t.Context(), cat, job, nil, &bytes.Buffer{}, func(Step) {})
			if err == nil {
				for _, r := range kept.Returns {
					err = errors.Join(err, r.Failure.Err())
				}
			}
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Fatalf("got %v, want %q", err, tt.want)
			}
			intaketest.CheckRefused(t, err)
		})
	}
}

const contactsCSV = "Contacts\nChild Unique ID,Gender,Ethnicity,Date of Contact,Contact Source\nC1,Male,WBRI,01/02/2024,6\n"
