package exchange

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"heed/catalogue"
	"heed/internal/exchange/intake/intaketest"
)

// longestFuzzed is how many bytes a fuzz target of this package reads at once: more is slow and finds nothing else.
const longestFuzzed = 32 << 10

var fuzzDay = Options{Authority: "990", Year: 2024, Today: time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC)}

// fuzzFormats makes the formats once for all that a target reads: making them takes longer than reading.
func fuzzFormats(f *testing.F) *formats {
	f.Helper()
	cat, _ := intaketest.Catalogue(f)
	made, err := newFormats(cat, fuzzDay, specs)
	if err != nil {
		f.Fatal(err)
	}
	return made
}

// takeFuzzed takes what stands in a folder as an upload is taken, twice, and holds what that gives to what Take promises: each file is read or refused with
// a reason and a remedy, what is kept is sound, and it is the same both times.
func takeFuzzed(t *testing.T, made *formats, dir string) {
	t.Helper()
	cat, job := made.types, Job{Paths: []string{dir}, Options: fuzzDay, Authority: fuzzDay.Authority}
	take := func() (*Kept, []byte, error) {
		returns, err := made.recognise(t.Context(), targets(job.Paths))
		if err != nil {
			return nil, nil, err
		}
		var to bytes.Buffer
		kept, err := Take(t.Context(), cat, job, &Found{returns: returns}, &to, func(Step) {})
		return kept, to.Bytes(), err
	}
	kept, text, err := take()
	again, textAgain, errAgain := take()
	if diff := cmp.Diff(FailureOf(err), FailureOf(errAgain)); diff != "" {
		t.Fatal("taken again it is refused otherwise: ", diff)
	}
	if err != nil {
		intaketest.CheckRefused(t, err)
		return
	}
	if !bytes.Equal(text, textAgain) || len(kept.Returns) != len(again.Returns) || len(kept.Returns) == 0 {
		t.Fatalf("%d bytes kept of %d returns, and again %d of %d", len(text), len(kept.Returns), len(textAgain), len(again.Returns))
	}
	for i, r := range kept.Found(cat, fuzzDay, bytes.NewReader(text)).Returns(fuzzDay.Authority) {
		one := kept.Returns[i]
		sink := &intaketest.Collector{}
		if err := r.Read(t.Context(), sink, nil); (err == nil) != (one.Failure == nil) {
			t.Fatalf("what is kept of %s gives %v", r.Name, err)
		}
		if one.Failure != nil && one.Failure.Message == "" {
			intaketest.CheckRefused(t, one.Failure.Err())
		} else if one.Failure != nil && i == 0 {
			t.Fatalf("%s failed, and nothing was refused: %s", r.Name, one.Failure.Message)
		}
		intaketest.CheckSound(t, sink)
	}
}

// fuzzNames are the names that a file is read under: they tell what it claims to be.
var fuzzNames = []string{"return", "episodes.csv", "ssd_person.csv", "ssd_cin_episodes.parquet", "team.csv", "census.xml", "return.zip", "lists.xlsx", "2023-24/notes.txt"}

// FuzzTake takes any file as an upload is taken.
func FuzzTake(f *testing.F) {
	seeds := map[string][]string{
		"episodes.csv": {episodesCSV, headerCSV + "1,1,01/05/2010,WBRI,A000000000001,,\n", "sep=;\n" + strings.ReplaceAll(episodesCSV, ",", ";")},
		"team.csv":     {teamCSV, "Team id\tName\tService\nt1\t\"No\nrth\"\tCare\n"},
		"census.xml":   {censusXML, returnXML, "<html><table/></html>", censusXML[:200]},
		"return": {
			"Contacts\nChild Unique ID,Gender,Ethnicity,Date of Contact,Contact Source\nC1,Male,WBRI,01/02/2024,6\n", "%PDF-1.7", "\xff\xfeC\x00H\x00", "",
			"child_id,worker_id,role,started_on,ended_on\n1,w1,social worker,2024-01-01,\n",
		},
		"ssd_person.csv": {"pers_person_id,pers_sex,pers_dob,pers_ethnicity\n1,M,2012-05-01,A1\n1.0,F,45413,WBRI\n"},
		"lists.xlsx":     {book(f, true, drawn{name: "team", rows: [][]any{{"team_id", "name", "service"}, {"t1", "North", 45413}}}), "PK\x03\x04"},
	}
	for i, name := range fuzzNames {
		for _, seed := range seeds[name] {
			f.Add([]byte(seed), uint8(i))
		}
	}
	made := fuzzFormats(f)
	f.Fuzz(func(t *testing.T, file []byte, name uint8) {
		if len(file) > longestFuzzed {
			t.Skip("long")
		}
		dir := tree(t, fuzzNames[int(name)%len(fuzzNames)], string(file))
		takeFuzzed(t, made, dir)
	})
}

// FuzzTakeZip takes a zip file of two files, of any names and with anything in them, beside a folder with the first.
func FuzzTakeZip(f *testing.F) {
	f.Add("2023-24/header.csv", headerCSV, "2023-24/episodes.csv", episodesCSV, true)
	f.Add("cin 2021.xml", censusXML, "../copy of cin.xml", censusXML, false)
	f.Add("a/team.csv", teamCSV, `a\team.csv`, teamCSV+"t2,South,Care\n", true)
	f.Add("ssd/person.csv", "pers_person_id,pers_sex\n1,M\n", "ssd/cine.csv", "cine_person_id,cine_referral_id,cine_referral_date\n1,R1,2026-01-05\n", false)
	f.Add("all.xml", returnXML, "restricted_child.csv", "child_id\n1\n", true)
	made := fuzzFormats(f)
	f.Fuzz(func(t *testing.T, first, one, second, other string, deflated bool) {
		if len(first)+len(one)+len(second)+len(other) > longestFuzzed {
			t.Skip("long")
		}
		var out bytes.Buffer
		z := zip.NewWriter(&out)
		method := map[bool]uint16{true: zip.Deflate, false: zip.Store}[deflated]
		for _, file := range [][2]string{{first, one}, {second, other}} {
			w, err := z.CreateHeader(&zip.FileHeader{Name: file[0], Method: method})
			if err != nil {
				t.Skip("a file that package zip does not write: ", err)
			}
			if _, err := w.Write([]byte(file[1])); err != nil {
				t.Skip("a folder that is given a text: ", err)
			}
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		takeFuzzed(t, made, tree(t, "in/returns.zip", out.String(), "in/2023/notes.csv", one))
	})
}

// FuzzDatasetInParquet writes two rows of any texts as CSV and as Parquet: both must give the same.
func FuzzDatasetInParquet(f *testing.F) {
	f.Add("1", "F", "2012-05-01", "A1", "2", "M", "01/05/2030", "WBRI")
	f.Add("1.0", "1", "45413", "unknown", "1", "2", "2012-05-01 00:00:00", "PLACEHOLDER_DATA")
	f.Add("1.23E+11", "None", "1900-01-01", "", "", "", "", "")
	f.Add("a \"b\", c", " x ", "2012-02-30", "NULL", "Total: 2", "#N/A", "NaT", "it's")
	made := fuzzFormats(f)
	f.Fuzz(func(t *testing.T, a, b, c, d, e, g, h, i string) {
		cells := []string{a, b, c, d, e, g, h, i}
		all := strings.Join(cells, "")
		if len(all) > 1<<10 || strings.ContainsAny(all, "\x00\r\n\x1a\ufeff") || strings.ToValidUTF8(all, "") != all {
			t.Skip("what CSV does not hold in one line as it stands")
		}
		var rows strings.Builder
		rows.WriteString("pers_person_id,pers_sex,pers_gender,pers_ethnicity\n")
		for n, cell := range cells {
			rows.WriteString(`"` + strings.ReplaceAll(cell, `"`, `""`) + `"` + map[bool]string{true: "\n", false: ","}[n%4 == 3])
		}
		inCSV := filepath.Join(tree(t, "ssd_person.csv", rows.String()), "ssd_person.csv")
		inParquet := filepath.Join(t.TempDir(), "ssd_person.parquet")
		toParquet(t, inCSV, inParquet)
		var said [2]string
		for n, path := range []string{inCSV, inParquet} {
			returns, err := made.recognise(t.Context(), [][]string{{path}})
			if err != nil {
				intaketest.CheckRefused(t, err)
				continue
			}
			sink := readAll(t, returns)
			intaketest.CheckSound(t, sink)
			said[n] = sink.Bodies() + strings.NewReplacer(".parquet", "", ".csv", "").Replace(sink.Lines())
		}
		if diff := cmp.Diff(said[0], said[1]); diff != "" {
			t.Fatal("in Parquet it is another than in CSV: ", diff)
		}
	})
}

// FuzzKept reads any file as what another process kept of the files that it read: one that was taken over by a file may write anything.
func FuzzKept(f *testing.F) {
	cat, _ := intaketest.Catalogue(f)
	var whole bytes.Buffer
	file := filepath.Join(tree(f, "team.csv", teamCSV+"t2\n"), "team.csv")
	kept, err := Take(context.Background(), cat, Job{Paths: []string{file}, Options: fuzzDay}, nil, &whole, func(Step) {})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(whole.Bytes(), kept.Returns[0].Offset, kept.Returns[0].Length)
	f.Add(whole.Bytes(), int64(-1), int64(1)<<40)
	var coverage bytes.Buffer
	if err := newMessageWriter(&coverage).write(message{Record: &catalogue.Record{Type: catalogue.RecordCoverage, Body: []byte("{}")}, Rows: 1}); err != nil {
		f.Fatal(err)
	}
	f.Add(coverage.Bytes(), int64(0), int64(coverage.Len()))
	f.Fuzz(func(t *testing.T, text []byte, offset, length int64) {
		if len(text) > longestFuzzed {
			t.Skip("long")
		}
		said := &Kept{Returns: []KeptReturn{{Return: kept.Returns[0].Return, Offset: offset, Length: length}}}
		for _, r := range said.Found(cat, fuzzDay, bytes.NewReader(text)).Returns("") {
			sink := &intaketest.Collector{}
			err := r.Read(t.Context(), sink, nil)
			if panicked, ok := errors.AsType[*PanicError](err); ok {
				t.Fatal(panicked.Detail())
			}
			for _, record := range sink.Records {
				if typ := cat.Type(record.Type); typ != nil && fuzzDay.Bars("x", typ) != nil {
					t.Fatalf("a record of %s, which comes in no file", record.Type)
				}
			}
		}
	})
}
