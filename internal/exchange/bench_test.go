package exchange

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"heed/catalogue"
)

// countSink only counts, so that what is measured is reading and Canonical.
type countSink struct{ rows, records int }

func (s *countSink) Record(catalogue.Record) error { s.records++; return nil }
func (s *countSink) Fault(Fault) error             { return nil }
func (s *countSink) Read(n int) error              { s.rows += n; return nil }

func benchmark(b *testing.B, path string) {
	b.Helper()
	cat, err := catalogue.Load()
	if err != nil {
		b.Fatal(err)
	}
	returns, err := Recognise(context.Background(), cat, []string{path}, Options{Today: time.Date(2024, 5, 1, 0, 0, 0, 0, time.UTC)})
	if err != nil {
		b.Fatal(err)
	}
	sink := &countSink{}
	b.ReportAllocs()
	for b.Loop() {
		if err := returns[0].Read(context.Background(), sink, nil); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(sink.rows)/b.Elapsed().Seconds(), "rows/s")
}

const benchChildren = 10_000

func BenchmarkSSDA903(b *testing.B) {
	var header, episodes, reviews strings.Builder
	header.WriteString("CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n")
	episodes.WriteString("CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n")
	reviews.WriteString("CHILD,DOB,REVIEW,REVIEW_CODE\n")
	for i := range benchChildren {
		fmt.Fprintf(&header, "%d,1,01/02/2010,WBRI,A%012d,,\n", i, i)
		for e := range 3 {
			fmt.Fprintf(&episodes, "%d,%02d/05/2023,P,C2,N1,U4,PR1,%02d/06/2023,X1,CARPL,EH1 7CD,WW2 1JV,3674288\n", i, e+1, e+1)
			fmt.Fprintf(&reviews, "%d,01/02/2010,%02d/07/2023,PN1\n", i, e+1)
		}
	}
	dir := b.TempDir()
	write(b, filepath.Join(dir, "header.csv"), header.String())
	write(b, filepath.Join(dir, "episodes.csv"), episodes.String())
	write(b, filepath.Join(dir, "reviews.csv"), reviews.String())
	benchmark(b, dir)
}

func BenchmarkCIN(b *testing.B) {
	var doc strings.Builder
	doc.WriteString("<Message>\n<Header>\n<CollectionDetails>\n<Collection>CIN</Collection>\n<Year>2024</Year>\n<ReferenceDate>2024-03-31</ReferenceDate>\n</CollectionDetails>\n</Header>\n<Children>\n")
	for i := range benchChildren {
		fmt.Fprintf(&doc, `    <Child>
      <ChildIdentifiers>
        <LAchildID>%d</LAchildID>
        <UPN>A123456789123</UPN>
        <PersonBirthDate>2013-03-27</PersonBirthDate>
        <Sex>1</Sex>
      </ChildIdentifiers>
      <ChildCharacteristics>
        <Ethnicity>WBRI</Ethnicity>
      </ChildCharacteristics>
      <CINdetails>
        <CINreferralDate>2023-10-06</CINreferralDate>
        <ReferralSource>1A</ReferralSource>
        <PrimaryNeedCode>N4</PrimaryNeedCode>
        <Assessments>
          <AssessmentActualStartDate>2023-10-08</AssessmentActualStartDate>
          <AssessmentAuthorisationDate>2023-11-19</AssessmentAuthorisationDate>
          <FactorsIdentifiedAtAssessment>
            <AssessmentFactors>1C</AssessmentFactors>
            <AssessmentFactors>6B</AssessmentFactors>
          </FactorsIdentifiedAtAssessment>
        </Assessments>
        <ReferralNFA>false</ReferralNFA>
      </CINdetails>
    </Child>
`, i)
	}
	doc.WriteString("</Children>\n</Message>\n")
	file := filepath.Join(b.TempDir(), "census.xml")
	write(b, file, doc.String())
	benchmark(b, file)
}

func write(tb testing.TB, file, text string) {
	tb.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		tb.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		tb.Fatal(err)
	}
}
