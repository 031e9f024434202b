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
func (s *countSink) Cover(Coverage) error          { return nil }

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

// datasetFolder writes an extract of so many children: persons, referrals, assessments, visits, and episodes with their placements.
func datasetFolder(tb testing.TB, children int) string {
	tb.Helper()
	files := map[string]*strings.Builder{}
	put := func(name, heading, row string, args ...any) {
		if files[name] == nil {
			files[name] = &strings.Builder{}
			files[name].WriteString(heading + "\n")
		}
		fmt.Fprintf(files[name], row+"\n", args...)
	}
	for i := range children {
		put("person", "pers_person_id,pers_upn,pers_forename,pers_surname,pers_sex,pers_ethnicity,pers_dob", "%d,A%012d,Given,Family,F,WBRI,2012-03-04 00:00:00", i, i)
		put("cin_episodes", "cine_referral_id,cine_person_id,cine_referral_date,cine_cin_primary_need_code,cine_referral_source_code,cine_referral_outcome_json,cine_referral_nfa",
			`R%d,%d,2023-01-0%d 00:00:00,N1,2A,"{""SINGLE_ASSESSMENT_FLAG"":""Y""}",N`, i, i, i%9+1)
		put("cin_assessments", "cina_assessment_id,cina_person_id,cina_referral_id,cina_assessment_start_date,cina_assessment_child_seen,cina_assessment_auth_date", "A%d,%d,R%d,2023-01-10,Y,2023-02-20 00:00:00", i, i, i)
		put("cla_placement", "clap_cla_placement_id,clap_person_id,clap_cla_placement_start_date,clap_cla_placement_type,clap_cla_placement_provider,clap_cla_placement_postcode", "P%d,%d,2023-03-01 00:00:00,U6,PR1,SW9 8BF", i, i)
		put("legal_status", "lega_legal_status_id,lega_person_id,lega_legal_status,lega_legal_status_start_date", "L%d,%d,C2,2023-03-01 00:00:00", i, i)
		put("cla_episodes", "clae_cla_episode_id,clae_person_id,clae_cla_placement_id,clae_cla_episode_start_date,clae_cla_episode_start_reason,clae_cla_primary_need_code,clae_cla_id,clae_entered_care_date", "E%d,%d,P%d,2023-03-01 00:00:00,S,N1,K%d,2023-03-01", i, i, i, i)
		for v := range 4 {
			put("cin_visits", "cinv_cin_visit_id,cinv_person_id,cinv_cin_visit_date,cinv_cin_visit_seen", "V%d-%d,%d,2023-0%d-11 15:00:00,Y", i, v, i, v+1)
		}
	}
	dir := filepath.Join(tb.TempDir(), "extract")
	for name, text := range files {
		write(tb, filepath.Join(dir, "ssd_"+name+".csv"), text.String())
	}
	return dir
}

func BenchmarkDataset(b *testing.B) { benchmark(b, datasetFolder(b, benchChildren)) }

func BenchmarkDatasetInParquet(b *testing.B) {
	from := datasetFolder(b, benchChildren)
	names, err := filepath.Glob(filepath.Join(from, "*"))
	if err != nil {
		b.Fatal(err)
	}
	to := filepath.Join(b.TempDir(), "extract")
	for _, name := range names {
		toParquet(b, name, filepath.Join(to, strings.TrimSuffix(filepath.Base(name), ".csv")+".parquet"))
	}
	benchmark(b, to)
}
