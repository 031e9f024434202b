package ssda903_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"heed/catalogue"
	"heed/internal/exchange/intake"
	"heed/internal/exchange/intake/intaketest"
)

// permutations gives every order of some rows.
func permutations(rows []string) [][]string {
	if len(rows) < 2 {
		return [][]string{rows}
	}
	var all [][]string
	for _, rest := range permutations(rows[1:]) {
		for i := range rows {
			all = append(all, slices.Insert(slices.Clone(rest), i, rows[0]))
		}
	}
	return all
}

// about lists the records of a type, by id, in one text.
func about(records []catalogue.Record, recordType string) string {
	var lines []string
	for _, r := range records {
		if r.Type == recordType {
			lines = append(lines, r.ID+" "+string(r.Body))
		}
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

// F6 of the review: whether a child was in care depended on which of two rows of one day came first.
func TestTheOrderOfRowsDoesNotMatter(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, recordType, heading string
		rows                      []string
		want                      string // the ids with what tells them apart
		faults                    []string
	}{
		{
			"a change of status on the day care began", "episode", episodes,
			[]string{"1,01/05/2023,S,V2,N1,U4,PR1,01/05/2023,X1,,,,", "1,01/05/2023,L,C1,N1,U4,PR1,,,,,,"},
			"1/2023-05-01 L, 1/2023-05-01/1 S", []string{"this one as the earlier | kept as given"},
		},
		{
			"three on one day, of which the last ended later", "episode", episodes,
			[]string{
				"1,01/05/2023,S,V2,N1,U4,PR1,01/05/2023,X1,,,,", "1,01/05/2023,P,V2,N1,K2,PR1,01/05/2023,X1,,,,",
				"1,01/05/2023,L,C1,N1,K2,PR1,09/05/2023,E4A,,,,",
			},
			"1/2023-05-01 L, 1/2023-05-01/1 S, 1/2023-05-01/2 P", []string{"this one as the earlier | kept as given", "this one as the earlier | kept as given"},
		},
		{
			"two that go on, the one of which begins care", "episode", episodes,
			[]string{"1,01/05/2023,S,V2,N1,U4,PR1,,,,,,", "1,01/05/2023,L,C1,N1,U4,PR1,,,,,,"},
			"1/2023-05-01 L, 1/2023-05-01/1 S", []string{"this one as the earlier | kept as given"},
		},
		{
			"the same row twice", "episode", episodes,
			[]string{"1,01/05/2023,S,V2,N1,U4,PR1,,,,,,", "1,01/05/2023,S,V2,N1,U4,PR1,,,,,,"},
			"1/2023-05-01 S", []string{"the same row twice"},
		},
		{
			"missing twice from one day", "missing_episode", "CHILD,DOB,MISSING,MIS_START,MIS_END\n",
			[]string{"1,01/05/2010,M,01/09/2023,01/09/2023", "1,01/05/2010,M,01/09/2023,"},
			"1/2023-09-01 open", []string{"which stays | row kept out"},
		},
		{
			"reviewed twice on one day", "review", "CHILD,DOB,REVIEW,REVIEW_CODE\n",
			[]string{"1,01/05/2010,01/09/2023,PN3", "1,01/05/2010,01/09/2023,PN1", "1,01/05/2010,01/09/2023,"},
			"1/2023-09-01 PN1", []string{"which stays | row kept out", "which stays | row kept out", "must be filled"},
		},
		{
			"a child twice in the header", "child", "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n",
			[]string{"2,1,01/05/2010,WBRI,,,", "2,1,02/05/2010,WBRI,A2,,"},
			"2/ssda903 2010-05-02", []string{"which stays | row kept out"},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			first := ""
			for _, rows := range permutations(tt.rows) {
				files := []string{"h.csv", header, "t.csv", tt.heading + strings.Join(rows, "\n") + "\n"}
				if tt.recordType == "child" {
					files = files[2:]
				}
				sink, err := readCSV(t, files...)
				if err != nil {
					t.Fatal(err)
				}
				if got := short(sink.Records, tt.recordType); got != tt.want {
					t.Errorf("%v are %s, want %s", rows, got, tt.want)
				}
				got := about(sink.Records, tt.recordType)
				if first == "" {
					first = got
				}
				if got != first {
					t.Errorf("%v give\n%s\nand not\n%s", rows, got, first)
				}
				for _, want := range tt.faults {
					if strings.Count(sink.Lines(), want) < 1 || len(sink.Faults) != len(tt.faults) {
						t.Errorf("%v tell\n%s, want %q", rows, sink.Lines(), tt.faults)
					}
				}
			}
		})
	}
}

// short gives the id of each record of a type with the one value that tells these apart.
func short(records []catalogue.Record, recordType string) string {
	var all []string
	for line := range strings.SplitSeq(about(records, recordType), "\n") {
		id, body, _ := strings.Cut(line, " ")
		value := "open"
		for _, field := range []string{`"start_reason":"`, `"participation":"`, `"born_on":"`} {
			if _, rest, found := strings.Cut(body, field); found {
				value, _, _ = strings.Cut(rest, `"`)
			}
		}
		all = append(all, id+" "+value)
	}
	return strings.Join(all, ", ")
}

func TestTheOrderOfElementsDoesNotMatter(t *testing.T) {
	t.Parallel()
	rows := []string{
		"<EPISODE><DECOM>01/05/2023</DECOM><RNE>S</RNE><LS>V2</LS><CIN>N1</CIN><PL>U4</PL><DEC>01/05/2023</DEC><REC>X1</REC></EPISODE>",
		"<EPISODE><DECOM>01/05/2023</DECOM><RNE>L</RNE><LS>C1</LS><CIN>N1</CIN><PL>U4</PL></EPISODE>",
	}
	for _, order := range permutations(rows) {
		sink := &intaketest.Collector{}
		text := "<EXPSSDA903><CHILD><HEADER><CHILDID>1</CHILDID><SEX>1</SEX><DOB>01/05/2010</DOB></HEADER>" + strings.Join(order, "") + "</CHILD></EXPSSDA903>"
		err := newFormat(t).ReadXML(context.Background(), strings.NewReader(text), "r.xml", 2024, intake.NewReceiver(sink, intaketest.Today, 0))
		if err != nil {
			t.Fatal(err)
		}
		if got := short(sink.Records, "episode"); got != "1/2023-05-01 L, 1/2023-05-01/1 S" || len(sink.Faults) != 1 {
			t.Errorf("%v give %s and %s", order, got, sink.Lines())
		}
	}
}
