package exchange

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"heed/catalogue"
	"heed/internal/exchange/format"
	"heed/internal/exchange/intake"
	"heed/internal/exchange/intake/intaketest"
)

// headingOf is the heading of a list of a type, and a row that fills every column.
func headingOf(t *catalogue.Type) (heading, row string) {
	var names, values []string
	for _, f := range t.Fields {
		value := "x1"
		switch f.Type {
		case catalogue.FieldDate:
			value = "2026-03-31"
		case catalogue.FieldMoment:
			value = "2026-03-31T10:00:00Z"
		default:
		}
		names, values = append(names, f.ID), append(values, value)
	}
	return strings.Join(names, ","), strings.Join(values, ",")
}

// sheetOf writes a workbook whose one sheet has the type's name, its heading and a row.
func sheetOf(t *testing.T, path string, kind *catalogue.Type) {
	t.Helper()
	book := excelize.NewFile()
	if err := book.SetSheetName("Sheet1", kind.ID); err != nil {
		t.Fatal(err)
	}
	heading, row := headingOf(kind)
	for i, line := range []string{heading, row} {
		cells := strings.Split(line, ",")
		if err := book.SetSheetRow(kind.ID, []string{"A1", "A2"}[i], &cells); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(book.SaveAs(path), book.Close()); err != nil {
		t.Fatal(err)
	}
}

// notInFiles are the types that Heed or a person writes in one place alone, which checks it.
var notInFiles = []string{catalogue.RecordCoverage, catalogue.RecordColumns, catalogue.RecordRenaming, catalogue.RecordAccessReview, catalogue.RecordImportWithdrawal}

// barred lists the types that come in no file.
func barred(cat *catalogue.Catalogue) (list []*catalogue.Type) {
	for _, t := range cat.Types {
		if t.GivesRights || slices.Contains(notInFiles, t.ID) {
			list = append(list, t)
		}
	}
	return list
}

// Whatever the file is called, whatever its form and whatever the user says that it is, no record that gives rights comes out of it.
func TestWhatGivesRightsComesInNoFile(t *testing.T) {
	t.Parallel()
	cat, _ := intaketest.Catalogue(t)
	for _, kind := range barred(cat) {
		heading, row := headingOf(kind)
		text := heading + "\n" + row + "\n"
		dir := tree(t,
			"named/"+kind.ID+".csv", text, "plural/"+strings.ToUpper(kind.ID)+"s 2026.csv", text, "dashed/"+strings.ReplaceAll(kind.ID, "_", "-")+".csv", text,
			"heading/mine.csv", text, "text/"+kind.ID+".txt", text, "json/"+kind.ID+".json", "[{}]", "parquet/"+kind.ID+".parquet", "PAR1",
			"beside/"+kind.ID+".csv", text, "beside/"+kind.ID+".md", "a note", "beside/team.csv", "team_id,name,service\nt1,North,Care\n", "deep/in/a/folder/"+kind.ID+".csv", text)
		for _, folder := range []string{"book", "booked"} {
			if err := os.Mkdir(filepath.Join(dir, folder), 0o700); err != nil {
				t.Fatal(err)
			}
		}
		if err := os.CopyFS(filepath.Join(dir, "zip"), os.DirFS(filepath.Dir(zipped(t, kind.ID+".csv", text)))); err != nil {
			t.Fatal(err)
		}
		sheetOf(t, filepath.Join(dir, "book", kind.ID+".xlsx"), kind)
		sheetOf(t, filepath.Join(dir, "booked", "mine.xlsx"), kind)
		folders, err := os.ReadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, folder := range folders {
			for _, said := range append([]string{"", kind.ID}, Kinds()...) {
				sink := &intaketest.Collector{}
				err := importAs(t, Options{Kind: said}, sink, filepath.Join(dir, folder.Name()))
				var refused *Refused
				if !errors.As(err, &refused) || len(sink.Records) > 0 {
					t.Errorf("%s in %s, said to be %q: %v, and %d records", kind.ID, folder.Name(), said, err, len(sink.Records))
					continue
				}
				unread := folder.Name() == "booked" || folder.Name() == "heading" // what else nothing reads is refused as unknown
				if !unread && refused.Type != kind.ID {
					t.Errorf("%s in %s, said to be %q, is refused as %q: %v", kind.ID, folder.Name(), said, refused.Type, err)
				}
			}
		}
	}
}

// importAs finds and reads as an import does.
func importAs(t *testing.T, opt Options, sink Sink, paths ...string) error {
	t.Helper()
	cat, _ := intaketest.Catalogue(t)
	found, err := Find(t.Context(), cat, paths, opt)
	if err != nil {
		return err
	}
	for _, r := range found.Returns("") {
		if err := r.Read(t.Context(), sink, nil); err != nil {
			return err
		}
	}
	return nil
}

// A format that gives a record of such a type all the same, whatever it makes of its files, is refused as it is read.
func TestNoFormatHandsOnWhatComesInNoFile(t *testing.T) {
	t.Parallel()
	cat, _ := intaketest.Catalogue(t)
	for _, kind := range barred(cat) {
		sink := &intaketest.Collector{}
		r := Return{types: cat, Return: format.Return{Name: "odd", Reader: func(_ context.Context, reading *format.Reading) error {
			return reading.Sink.Record(catalogue.Record{Type: kind.ID, ID: "1", Body: []byte("{}")})
		}}}
		var refused *Refused
		if err := r.Read(t.Context(), sink, nil); !errors.As(err, &refused) || refused.Type != kind.ID || len(sink.Records) > 0 {
			t.Errorf("%s: %v, and %d records", kind.ID, err, len(sink.Records))
		}
	}
}

// What else Heed keeps comes in a file where the user may write it by hand, and not otherwise; what the case system keeps always does.
func TestWhatHeedKeepsComesInFromThoseWhoMayWriteIt(t *testing.T) {
	t.Parallel()
	cat, _ := intaketest.Catalogue(t)
	for _, kind := range cat.Types {
		for _, may := range []bool{false, true} {
			var opt Options
			if !may {
				opt.Closed = []string{kind.ID}
			}
			refused, _ := opt.Bars("a.csv", kind).(*intake.Refused) //nolint:errorlint // it is not wrapped
			want := kind.GivesRights || slices.Contains(notInFiles, kind.ID) || kind.KeptBy == catalogue.KeptByHeed && !may
			if (refused != nil) != want {
				t.Errorf("%s, may write it %v: refused %v", kind.ID, may, refused != nil)
			}
		}
	}
	dir := tree(t, "in/decision.csv", "child_id,decided_on,matter\n1,2026-03-31,x\n")
	var refused *Refused
	err := importAs(t, Options{Closed: []string{"decision"}}, &intaketest.Collector{}, dir)
	if !errors.As(err, &refused) || refused.Type != "decision" {
		t.Errorf("a list of decisions from somebody who writes none: %v", err)
	}
}
