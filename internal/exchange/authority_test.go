package exchange

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/parquet-go/parquet-go"

	"heed/internal/exchange/format"
	"heed/internal/exchange/intake/intaketest"
)

// ownedParquet is an object of the dataset in Parquet, with a column of the authority.
func ownedParquet(tb testing.TB, codes ...string) string {
	tb.Helper()
	type person struct {
		ID        string `parquet:"pers_person_id"`
		Born      string `parquet:"pers_dob"`
		Authority string `parquet:"la_code"`
	}
	var people []person
	for i, code := range codes {
		people = append(people, person{string(rune('A' + i)), "2012-01-01", code})
	}
	var out bytes.Buffer
	if err := parquet.Write(&out, people); err != nil {
		tb.Fatal(err)
	}
	return out.String()
}

func TestAFileSaysWhichAuthorityItIsOf(t *testing.T) {
	t.Parallel()
	const (
		header   = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB"
		episodes = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n1,01/06/2024,S,C2,N1,U4,PR1,01/09/2024,E4A,,,,\n"
		inXML    = "<CHILD><HEADER><CHILDID>1</CHILDID></HEADER><EPISODE><DECOM>01/06/2024</DECOM><DEC>01/09/2024</DEC><REC>E4A</REC></EPISODE></CHILD></EXPSSDA903>"
	)
	for _, tt := range []struct {
		name  string
		files map[string]string
		want  string
	}{
		{"SSDA903 in CSV", map[string]string{"header.csv": header + ",LEA\n1,1,01/05/2010,WBRI,A1,,,209\n", "episodes.csv": episodes}, "209"},
		{"SSDA903 in CSV that says nothing", map[string]string{"header.csv": header + "\n1,1,01/05/2010,WBRI,A1,,\n", "episodes.csv": episodes}, ""},
		{"SSDA903 in CSV, the number of a spreadsheet", map[string]string{"header.csv": header + ",LA Code\n1,1,01/05/2010,WBRI,A1,,,209.0\n", "episodes.csv": episodes}, "209"},
		{"SSDA903 in CSV, its column left blank", map[string]string{"header.csv": header + ",LA\n1,1,01/05/2010,WBRI,A1,,,\n", "episodes.csv": episodes}, ""},
		{"SSDA903 in CSV, of two authorities", map[string]string{"header.csv": header + ",LA\n1,1,01/05/2010,WBRI,A1,,,208\n2,1,01/05/2010,WBRI,A2,,,209\n", "episodes.csv": episodes}, "208, 209"},
		{"SSDA903 in XML, of the return", map[string]string{"r.xml": "<EXPSSDA903><LEA>209</LEA>" + inXML}, "209"},
		{"SSDA903 in XML, of the child", map[string]string{"r.xml": "<EXPSSDA903><CHILD><HEADER><CHILDID>2</CHILDID><LA_CODE>209</LA_CODE></HEADER></CHILD>" + inXML}, "209"},
		{"a census", map[string]string{"c.xml": "<Message><Header><CollectionDetails><Collection>CIN</Collection><Year>2025</Year></CollectionDetails><Source><LEA>209</LEA></Source></Header><Children><Child><ChildIdentifiers><LAchildID>1</LAchildID></ChildIdentifiers></Child></Children></Message>"}, "209"},
		{"the safeguarding dataset in CSV", map[string]string{"ssd_person.csv": "pers_person_id,pers_dob,la_code\n1,2012-01-01,209\n"}, "209"},
		{"the safeguarding dataset in Parquet", map[string]string{"ssd_person.parquet": ownedParquet(t, "209", "209")}, "209"},
		{"the safeguarding dataset in Parquet, of two", map[string]string{"ssd_person.parquet": ownedParquet(t, "208", "209")}, "208, 209"},
		{"a list", map[string]string{"allocation.csv": "child_id,role,worker_id,started_on,la_code\n1,social worker,W1,2024-01-01,209\n"}, "209"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			for name, text := range tt.files {
				if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			returns, err := recognise(t, sampleDay, dir)
			if err != nil || len(returns) != 1 {
				t.Fatalf("%d returns, %v", len(returns), err)
			}
			if got := returns[0].Authority; got != tt.want {
				t.Errorf("authority %q, want %q", got, tt.want)
			}
			for _, f := range readAll(t, returns).Faults {
				if format.NamesAuthority(f.Field) && f.Effect != "kept as given" {
					t.Error(intaketest.Line(f))
				}
			}
		})
	}
}

func TestNoFieldOfTheCatalogueHasTheNameOfAnAuthority(t *testing.T) {
	t.Parallel()
	cat, _ := intaketest.Catalogue(t)
	for _, kind := range cat.Types {
		for _, f := range kind.Fields {
			if format.NamesAuthority(f.ID) {
				t.Errorf("%s.%s would be taken for the authority that a list is of", kind.ID, f.ID)
			}
		}
	}
}
