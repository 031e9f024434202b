package ssda903_test

import (
	"context"
	"io"
	"strings"
	"testing"

	"heed/internal/exchange/intake"
	"heed/internal/exchange/intake/intaketest"
	"heed/internal/exchange/sheet"
	"heed/internal/exchange/ssda903"
)

func TestCodesAreHeldToTheCollectionYear(t *testing.T) {
	t.Parallel()
	const (
		early = "a code that the list placement-type has from 2024-25 only"
		late  = "a code that the list placement-type has up to 2024-25 only"
		ended = "a code that the list episode-end has up to 2017-18 only"
	)
	for _, tt := range []struct {
		name                      string
		year                      int
		started, place            string
		left, reason              string
		wantPlace, wantEnd, fault string
	}{
		{"K3 in its first year", 2025, "01/06/2024", "K3", "", "", "K3", "", ""},
		{"K3 in lower case", 2025, "01/06/2024", "k3", "", "", "K3", "", ""},
		{"K3 a year too early", 2024, "01/06/2023", "K3", "", "", "K3", "", early},
		{"H5 in its last year", 2025, "01/06/2024", "H5", "", "", "H5", "", ""},
		{"H5 a year too late", 2026, "01/06/2024", "H5", "", "", "H5", "", late},
		{"H5 of an episode that ended in its last year", 2026, "01/06/2024", "H5", "01/02/2025", "E4A", "H5", "E4A", ""},
		{"Z11 in its first year", 2026, "01/06/2025", "Z11", "", "", "Z11", "", ""},
		{"Z14 in its first year", 2026, "01/06/2025", "Z14", "01/09/2025", "E4A", "Z14", "E4A", ""},
		{"E43 in 2016-17", 2017, "01/06/2015", "U4", "01/06/2016", "E43", "U4", "E43", ""},
		{"E44 in its last year", 2018, "01/06/2015", "U4", "01/06/2017", "E44", "U4", "E44", ""},
		{"E43 long after", 2024, "01/06/2015", "U4", "01/06/2023", "E43", "U4", "E43", ended},
		{"a code of no year", 2026, "01/06/2025", "Q9", "", "", "Q9", "", "unknown code: the list placement-type does not have it"},
		{"two codes of no year", 2026, "01/06/2025", "Q9", "01/07/2025", "E99", "Q9", "E99", "unknown code: the list episode-end does not have it"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			text := episodes + "1," + tt.started + ",S,C2,N1," + tt.place + ",PR1," + tt.left + "," + tt.reason + ",,,,\n"
			xml := "<EXPSSDA903><CHILD><HEADER><CHILDID>1</CHILDID></HEADER><EPISODE><DECOM>" + tt.started + "</DECOM><RNE>S</RNE><LS>C2</LS><CIN>N1</CIN><PL>" +
				tt.place + "</PL><PLACE_PROVIDER>PR1</PLACE_PROVIDER><DEC>" + tt.left + "</DEC><REC>" + tt.reason + "</REC></EPISODE></CHILD></EXPSSDA903>"
			for form, sink := range map[string]*intaketest.Collector{"CSV": episodesOf(t, text, tt.year), "XML": xmlOf(t, xml, tt.year)} {
				cat, _ := intaketest.Catalogue(t)
				episode := cat.Type("episode")
				for _, r := range sink.Records {
					if r.Type != "episode" {
						continue
					}
					values, err := episode.Values(r.Body)
					if err != nil {
						t.Fatal(err)
					}
					if place, end := values[episode.Index("placement_type")], values[episode.Index("end_reason")]; place != tt.wantPlace || end != tt.wantEnd {
						t.Errorf("%s: placement %q and end %q, want %q and %q", form, place, end, tt.wantPlace, tt.wantEnd)
					}
				}
				if sink.Count("episode") != 1 {
					t.Errorf("%s: no episode", form)
				}
				if faults := sink.Lines(); tt.fault == "" && strings.Contains(faults, "code") || !strings.Contains(faults, tt.fault) {
					t.Errorf("%s: told %q, want %q", form, faults, tt.fault)
				}
			}
		})
	}
}

// episodesOf reads a table of episodes as the return of a year.
func episodesOf(tb testing.TB, text string, year int) *intaketest.Collector {
	tb.Helper()
	f := newFormat(tb)
	heading, err := sheet.Heading(sheet.New(strings.NewReader(text)))
	if err != nil {
		tb.Fatal(err)
	}
	sink := &intaketest.Collector{}
	file := ssda903.File{Name: "e.csv", Table: f.Match(heading), Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(text)), nil }}
	if err := f.ReadCSV(context.Background(), []ssda903.File{file}, year, intake.NewReceiver(sink, intaketest.Today.AddDate(3, 0, 0), 0)); err != nil {
		tb.Fatal(err)
	}
	return sink
}

// xmlOf reads a return in XML as that of a year.
func xmlOf(tb testing.TB, text string, year int) *intaketest.Collector {
	tb.Helper()
	sink := &intaketest.Collector{}
	err := newFormat(tb).ReadXML(context.Background(), strings.NewReader(text), "r.xml", year, intake.NewReceiver(sink, intaketest.Today.AddDate(3, 0, 0), 0))
	if err != nil {
		tb.Fatal(err)
	}
	return sink
}

func TestAnUnknownCodeStaysWhereRowsOfOneDayAreToldApart(t *testing.T) {
	t.Parallel()
	sink := episodesOf(t, episodes+"1,01/06/2025,S,C2,N1,Q9,PR1,01/06/2025,X1,,,,\n1,01/06/2025,P,C2,N1,U4,PR1,,,,,,\n", 2026)
	if sink.Count("episode") != 2 || !strings.Contains(sink.Bodies(), `"placement_type":"Q9"`) {
		t.Errorf("got %s", sink.Bodies())
	}
}
