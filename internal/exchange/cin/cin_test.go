package cin_test

import (
	"context"
	"errors"
	"flag"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"heed/internal/exchange/cin"
	"heed/internal/exchange/intake"
	"heed/internal/exchange/intake/intaketest"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func newFormat(tb testing.TB) *cin.Format {
	tb.Helper()
	f, err := cin.New(intaketest.Catalogue(tb))
	if err != nil {
		tb.Fatal(err)
	}
	return f
}

func read(tb testing.TB, text, authority string) (*intaketest.Collector, error) {
	tb.Helper()
	return readAs(newFormat(tb), text, authority)
}

func readAs(f *cin.Format, text, authority string) (*intaketest.Collector, error) {
	sink := &intaketest.Collector{}
	src := cin.Source{File: "c.xml", Authority: authority}
	err := f.Read(context.Background(), strings.NewReader(text), src, intake.NewReceiver(sink, intaketest.Today, intake.Prebirth))
	return sink, err
}

func census(tb testing.TB) string {
	tb.Helper()
	text, err := os.ReadFile("testdata/census.xml")
	if err != nil {
		tb.Fatal(err)
	}
	return string(text)
}

func TestReadMakesRecordsAndTellsFaults(t *testing.T) {
	t.Parallel()
	sink, err := read(t, census(t), "990")
	if err != nil {
		t.Fatal(err)
	}
	got := sink.Bodies() + "\n" + sink.Lines()
	const file = "testdata/census.golden"
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Error(diff)
	}
}

// message puts CINdetails of one child into a census.
func message(details string) string {
	return `<Message><Children><Child><ChildIdentifiers><LAchildID>1</LAchildID><Sex>1</Sex></ChildIdentifiers>` + details + `</Child></Children></Message>`
}

func TestAReferralWithNoFurtherActionHasNoEpisodeOfNeed(t *testing.T) {
	t.Parallel()
	for nfa, episodes := range map[string]int{"true": 0, "1": 0, "TRUE": 0, "false": 1, "0": 1, "": 1} {
		sink, err := read(t, message(`<CINdetails><CINreferralDate>2024-01-01</CINreferralDate><ReferralSource>6</ReferralSource><ReferralNFA>`+
			nfa+`</ReferralNFA></CINdetails>`), "")
		if err != nil {
			t.Fatal(err)
		}
		if got := sink.Count("cin_episode"); got != episodes || sink.Count("referral") != 1 {
			t.Errorf("NFA %q gives %d episodes of need, want %d", nfa, got, episodes)
		}
	}
}

func TestAConferenceGivenTwiceIsOne(t *testing.T) {
	t.Parallel()
	sink, err := read(t, message(`<CINdetails><CINreferralDate>2024-01-01</CINreferralDate><DateOfInitialCPC>2024-02-01</DateOfInitialCPC>
<Section47><S47ActualStartDate>2024-01-05</S47ActualStartDate><DateOfInitialCPC>2024-02-01</DateOfInitialCPC></Section47>
<Section47><S47ActualStartDate>2024-01-06</S47ActualStartDate><DateOfInitialCPC>2024-02-09</DateOfInitialCPC></Section47>
</CINdetails><CINdetails><CINreferralDate>2023-01-01</CINreferralDate><DateOfInitialCPC>2024-02-01</DateOfInitialCPC></CINdetails>`), "")
	if err != nil {
		t.Fatal(err)
	}
	if got := sink.Count("initial_conference"); got != 3 {
		t.Errorf("%d conferences, want 3: two of the first referral, one of the second", got)
	}
	for _, f := range sink.Faults {
		if f.RecordType == "initial_conference" {
			t.Error(intaketest.Line(f))
		}
	}
}

func TestItemsMayComeInAnyOrder(t *testing.T) {
	t.Parallel()
	sink, err := read(t, `<Message><Children><Child><CINdetails>
<Assessments><AssessmentActualStartDate>2024-01-02</AssessmentActualStartDate></Assessments>
<ReferralNFA>0</ReferralNFA><ReferralSource>6</ReferralSource><CINreferralDate>2024-01-01</CINreferralDate></CINdetails>
<ChildIdentifiers><Sex>1</Sex><LAchildID>7</LAchildID></ChildIdentifiers></Child></Children></Message>`, "")
	if err != nil {
		t.Fatal(err)
	}
	want := `child 7/cin {"child_id":"7","reported_by":"cin","sex":"M"}
referral 7/2024-01-01 {"child_id":"7","no_further_action":false,"referred_on":"2024-01-01","source":"6"}
cin_episode 7/2024-01-01 {"child_id":"7","referred_on":"2024-01-01"}
assessment 7/2024-01-01/2024-01-02 {"child_id":"7","referred_on":"2024-01-01","started_on":"2024-01-02"}
`
	if diff := cmp.Diff(want, sink.Bodies()); diff != "" {
		t.Error(diff)
	}
}

func TestAnotherAuthorityAndYearAreTold(t *testing.T) {
	t.Parallel()
	text := strings.Replace(census(t), "<Year>2024", "<Year>2023", 1)
	sink, err := read(t, text, "208")
	if err != nil {
		t.Fatal(err)
	}
	want := `c.xml:11  | LEA | number | the file says authority 990, it was imported into 208 | kept as given
c.xml:6  | Year | number | not the year of the ReferenceDate, which is used | kept as given
`
	if got := sink.Lines(); !strings.HasPrefix(got, want) {
		t.Errorf("got %s", got)
	}
}

func TestABrokenCensusIsRefused(t *testing.T) {
	t.Parallel()
	whole := census(t)
	for name, text := range map[string]string{
		"cut off":       whole[:len(whole)/2],
		"tags cross":    strings.Replace(whole, "</Section47>", "</Section48>", 1),
		"not UTF-8":     strings.Replace(whole, "C1", "C\xff", 1),
		"without child": "<Message><Children></Children></Message>",
		"another root":  "<Envelope/>",
	} {
		_, err := read(t, text, "")
		var refused *intake.Refused
		if !errors.As(err, &refused) || refused.File != "c.xml" {
			t.Errorf("%s: got %v, want it refused", name, err)
		}
	}
}

func TestProbeReadsTheHeader(t *testing.T) {
	t.Parallel()
	h, err := newFormat(t).Probe(strings.NewReader(census(t)))
	want := cin.Header{Collection: "CIN", Year: "2024", ReferenceDate: "2024-03-31", LEA: "990", DateTime: "2024-04-20T10:00:00"}
	if diff := cmp.Diff(want, h); diff != "" || err != nil {
		t.Error(diff, err)
	}
	if h.CollectionYear() != 2024 || !h.WrittenAt().Equal(time.Date(2024, 4, 20, 10, 0, 0, 0, time.UTC)) {
		t.Errorf("year %d, written %v", h.CollectionYear(), h.WrittenAt())
	}
	for _, h := range []cin.Header{{Year: "2023"}, {Year: "2023", ReferenceDate: "soon"}} {
		if h.CollectionYear() != 2023 {
			t.Errorf("year of %+v is %d", h, h.CollectionYear())
		}
	}
	if (cin.Header{Year: "x"}).CollectionYear() != 0 {
		t.Error("a header without a year has one")
	}
}

func FuzzRead(f *testing.F) {
	f.Add(census(f))
	f.Add(message("<CINdetails><Section47/><Section47><DateOfInitialCPC>x</DateOfInitialCPC></Section47></CINdetails>"))
	f.Add(message("<CINdetails><ChildProtectionPlans><Reviews><CPPreviewDate/></Reviews></ChildProtectionPlans></CINdetails><CINdetails/>"))
	f.Add("<Message><Children><Child><ChildCharacteristics><Disabilities><Disability/></Disabilities></ChildCharacteristics></Child></Children></Message>")
	format := newFormat(f)
	f.Fuzz(func(t *testing.T, text string) {
		sink, err := readAs(format, text, "208")
		if err != nil {
			intaketest.CheckRefused(t, err)
		}
		if sink.Rows < len(sink.Records) {
			t.Errorf("%d records of %d rows", len(sink.Records), sink.Rows)
		}
		intaketest.CheckSound(t, sink)
	})
}

func TestTheOrderOfTwoPlansOfOneDayDoesNotMatter(t *testing.T) {
	t.Parallel()
	ended := "<ChildProtectionPlans><CPPstartDate>2024-01-08</CPPstartDate><CPPendDate>2024-01-08</CPPendDate><InitialCategoryOfAbuse>NEG</InitialCategoryOfAbuse></ChildProtectionPlans>"
	runs := "<ChildProtectionPlans><CPPstartDate>2024-01-08</CPPstartDate><InitialCategoryOfAbuse>PHY</InitialCategoryOfAbuse></ChildProtectionPlans>"
	for _, plans := range []string{ended + runs, runs + ended} {
		sink, err := read(t, message(`<CINdetails><CINreferralDate>2024-01-01</CINreferralDate><ReferralSource>6</ReferralSource>`+plans+`</CINdetails>`), "")
		if err != nil {
			t.Fatal(err)
		}
		if sink.Count("cp_plan") != 1 || !strings.Contains(sink.Bodies(), `"initial_category":"PHY"`) || !strings.Contains(sink.Lines(), "which stays | row kept out") {
			t.Errorf("%s gives %s and tells %s", plans, sink.Bodies(), sink.Lines())
		}
	}
}
