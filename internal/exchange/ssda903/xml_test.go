package ssda903_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"heed/internal/exchange/intake"
	"heed/internal/exchange/intake/intaketest"
	"heed/internal/exchange/ssda903"
)

func readXML(tb testing.TB, text string) (*intaketest.Collector, error) {
	tb.Helper()
	return readXMLAs(newFormat(tb), text)
}

func readXMLAs(f *ssda903.Format, text string) (*intaketest.Collector, error) {
	sink := &intaketest.Collector{}
	err := f.ReadXML(context.Background(), strings.NewReader(text), "r.xml", 2024, intake.NewReceiver(sink, intaketest.Today, 0))
	return sink, err
}

const xmlReturn = `<?xml version='1.0' encoding='us-ascii'?>
<EXPSSDA903>
<CHILD>
 <HEADER>
  <CHILDID>1001</CHILDID><UPN>A000000000001</UPN><SEX>1</SEX><DOB>01/05/2007</DOB><ETHNIC>WBRI</ETHNIC>
  <UASC>1</UASC><DUC>01/05/2025</DUC>
  <IN_TOUCH>YES</IN_TOUCH><ACTIV>F1</ACTIV><ACCOM>K1</ACCOM>
  <DATE_INT>22/11/2022</DATE_INT><DATE_MATCH>22/01/2023</DATE_MATCH><FOSTER_CARE>0</FOSTER_CARE><NB_ADOPTR>2</NB_ADOPTR><SEX_ADOPTR>MF</SEX_ADOPTR><LS_ADOPTR>L11</LS_ADOPTR>
  <AREVIEW><REVIEW>01/06/2023</REVIEW><REVIEW_CODE>PN1</REVIEW_CODE></AREVIEW>
  <AMISSING><MISSING>M</MISSING><MIS_START>01/12/2023</MIS_START><MIS_END /></AMISSING>
  <MOTHER /><MC_DOB />
  <PERMANENCE><PREV_PERM>Z1</PREV_PERM></PERMANENCE>
  <OC2><SDQ_SCORE>21</SDQ_SCORE><CONVICTED>0</CONVICTED></OC2>
  <AD_PLACED><DATE_PLACED>22/11/2022</DATE_PLACED></AD_PLACED>
 </HEADER>
 <EPISODE><DECOM>06/01/2023</DECOM><RNE>S</RNE><LS>C2</LS><CIN>N4</CIN><PL>U4</PL><PL_POST>E7 5AB</PL_POST></EPISODE>
</CHILD>
</EXPSSDA903>
`

func TestXMLGivesTheRecordsOfTheTables(t *testing.T) {
	t.Parallel()
	fromXML, err := readXML(t, xmlReturn)
	if err != nil {
		t.Fatal(err)
	}
	fromCSV, err := readCSV(t,
		"header.csv", "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n1001,1,01/05/2007,WBRI,A000000000001,,\n",
		"uasc.csv", "CHILD,DUC\n1001,01/05/2025\n",
		"oc3.csv", "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM\n1001,01/05/2007,YES,F1,K1\n",
		"ad1.csv", "CHILD,DATE_INT,DATE_MATCH,FOSTER_CARE,NB_ADOPTR,SEX_ADOPTR,LS_ADOPTR\n1001,22/11/2022,22/01/2023,0,2,MF,L11\n",
		"reviews.csv", "CHILD,REVIEW,REVIEW_CODE\n1001,01/06/2023,PN1\n",
		"missing.csv", "CHILD,MISSING,MIS_START,MIS_END\n1001,M,01/12/2023,\n",
		"previous_permanence.csv", "CHILD,PREV_PERM\n1001,Z1\n",
		"oc2.csv", "CHILD,SDQ_SCORE,CONVICTED\n1001,21,0\n",
		"placed_for_adoption.csv", "CHILD,DATE_PLACED\n1001,22/11/2022\n",
		"episodes.csv", "CHILD,DECOM,RNE,LS,CIN,PLACE,PL_POST\n1001,06/01/2023,S,C2,N4,U4,E7 5AB\n",
	)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(sorted(fromCSV.Bodies()), sorted(fromXML.Bodies())); diff != "" {
		t.Error(diff)
	}
	if got := fromXML.Lines(); got != "" || fromXML.Rows != 10 {
		t.Errorf("%d rows, faults %s", fromXML.Rows, got)
	}
}

func sorted(lines string) []string {
	all := strings.Split(strings.TrimSpace(lines), "\n")
	slices.Sort(all)
	return all
}

func TestXMLTellsFaultsByTheirLines(t *testing.T) {
	t.Parallel()
	sink, err := readXML(t, `<EXPSSDA903>
<CHILD>
<HEADER><CHILDID>1</CHILDID><SEX>1</SEX><DOB>01/05/2010</DOB>stray
<SEX>2</SEX>
<MOOD>good</MOOD>
<AREVIEW>
<REVIEW>01/06/2025</REVIEW>
<REVIEW_CODE>PN99</REVIEW_CODE>
</AREVIEW>
<AREVIEW><REVIEW/></AREVIEW>
</HEADER>
</CHILD>
</EXPSSDA903>`)
	if err != nil {
		t.Fatal(err)
	}
	want := `r.xml:3  | HEADER | text | stray text in HEADER | not read
r.xml:4 child | sex (SEX) | element | given twice; the first stays | not read
r.xml:5  | MOOD | element | unknown element in HEADER | not read
r.xml:8 review | participation (REVIEW_CODE) | text of 4 characters | unknown code: the list participation does not have it | kept as given
r.xml:7 review | reviewed_on (REVIEW) | date | in the future | kept as given
r.xml:10 review | reviewed_on (REVIEW) | blank | must be filled | row kept out
r.xml:10 review | participation (REVIEW_CODE) | blank | must be filled | row kept out
`
	if diff := cmp.Diff(want, sink.Lines()); diff != "" {
		t.Error(diff)
	}
}

func TestXMLIsRefusedWhereItIsBroken(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "<Message/>", xmlReturn[:900], strings.Replace(xmlReturn, "</HEADER>", "", 1)} {
		if _, err := readXML(t, text); !errors.Is(err, intake.ErrRefused) {
			t.Errorf("got %v, want it refused", err)
		}
	}
}

func TestYearOfXML(t *testing.T) {
	t.Parallel()
	f := newFormat(t)
	years := f.NewYears(time.Time{})
	err := f.AddXML(years, strings.NewReader(xmlReturn))
	if year, _ := years.Year(); err != nil || year != 2023 {
		t.Errorf("year %d, %v", year, err)
	}
}

func FuzzReadXML(f *testing.F) {
	f.Add(xmlReturn)
	f.Add("<EXPSSDA903><CHILD><EPISODE><DECOM>x</DECOM></EPISODE></CHILD></EXPSSDA903>")
	f.Add("<EXPSSDA903><CHILD><HEADER><UASC>1</UASC><OC2/><OC2/></HEADER></CHILD>")
	format := newFormat(f)
	f.Fuzz(func(t *testing.T, text string) {
		sink, err := readXMLAs(format, text)
		if err != nil {
			intaketest.CheckRefused(t, err)
		}
		intaketest.CheckSound(t, sink)
	})
}

func TestReadStopsWhenItIsToldTo(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	receiver := intake.NewReceiver(&intaketest.Collector{}, intaketest.Today, 0)
	if err := newFormat(t).ReadXML(ctx, strings.NewReader(xmlReturn), "r.xml", 2024, receiver); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}
