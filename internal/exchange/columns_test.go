package exchange

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"heed/internal/exchange/format"
)

// ours is a list as one council's system writes it, with headings and words of its own.
const ours = "Ref,Type of medical,Date seen,Comments\n8001,First,01/02/2025,fine\n8001,Yearly,03/02/2026,\n8002,Other,04/02/2026,\n"

// said is what its analyst says of it.
var said = format.Columns{
	RecordType: "health_assessment",
	Fields:     map[string]string{"ref": "child_id", "type of medical": "kind", "date seen": "held_on", "comments": ""},
	Words:      map[string]map[string]string{"kind": {"first": "initial", "yearly": "review"}},
}

func TestAFileIsReadByWhatIsSaidOfItsColumns(t *testing.T) {
	t.Parallel()
	opt := whichDay
	if _, err := recognise(t, opt, tree(t, "medicals.csv", ours)); !errors.Is(err, ErrRefused) {
		t.Fatalf("before anything is said: %v", err)
	}
	opt.Columns = []format.Columns{said}
	for name, files := range map[string][]string{
		"a file":                            {"medicals.csv", ours},
		"of another name":                   {"other.txt", strings.ReplaceAll(ours, ",", "\t")},
		"with titles and in capitals":       {"medicals.csv", "Our medicals\n\n" + strings.Replace(ours, "Ref,Type of medical", "REF, TYPE  OF MEDICAL", 1)},
		"with its columns in another order": {"medicals.csv", "Date seen,Comments,Ref,Type of medical\n01/02/2025,fine,8001,First\n03/02/2026,,8001,Yearly\n04/02/2026,,8002,Other\n"},
		"a sheet": {"medicals.xlsx", book(t, false, drawn{"Data", "", [][]any{
			{"Ref", "Type of medical", "Date seen", "Comments"}, {8001, "First", 45689, "fine"}, {8001, "Yearly", 46056, ""}, {8002, "Other", 46057, ""},
		}})},
	} {
		returns, err := recognise(t, opt, tree(t, files...))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		sink := readAll(t, returns)
		for _, want := range []string{`"child_id":"8001"`, `"held_on":"2025-02-01"`, `"kind":"initial"`, `"kind":"review"`} {
			if !strings.Contains(sink.Bodies(), want) {
				t.Errorf("%s: no %s in %s", name, want, sink.Bodies())
			}
		}
		if strings.Contains(sink.Bodies(), "fine") || strings.Contains(sink.Lines(), "omments") {
			t.Errorf("%s: a column that is left out is read, or told: %s%s", name, sink.Bodies(), sink.Lines())
		}
		if strings.Count(sink.Lines(), "not a code of the list") != 1 || len(sink.Records) != 3 {
			t.Errorf("%s: a word of which nothing is said is no code: %d records, %s", name, len(sink.Records), sink.Lines())
		}
		if len(returns[0].Saved) != 1 {
			t.Errorf("%s: nobody is told that it is read by saved columns: %v", name, returns[0].Saved)
		}
	}
}

func TestWhatIsSaidIsOfFilesWithAllTheHeadings(t *testing.T) {
	t.Parallel()
	other := format.Columns{RecordType: "cp_visit", Fields: map[string]string{"ref": "child_id", "date seen": "visited_on", "type of medical": "", "comments": ""}}
	small := format.Columns{RecordType: "cp_visit", Fields: map[string]string{"ref": "child_id", "date seen": "visited_on"}}
	for name, tt := range map[string]struct {
		said    []format.Columns
		heading string
		want    string
	}{
		"all of them":                  {[]format.Columns{said}, "Ref,Type of medical,Date seen,Comments", "health_assessment"},
		"one more":                     {[]format.Columns{said}, "Ref,Type of medical,Date seen,Comments,Place", "health_assessment"},
		"without what is left out":     {[]format.Columns{said}, "Ref,Type of medical,Date seen", "health_assessment"},
		"one fewer":                    {[]format.Columns{said}, "Ref,Type of medical,Comments", ""},
		"mostly others":                {[]format.Columns{small}, "Ref,Date seen,a,b,c", ""},
		"what knows more":              {[]format.Columns{said, small}, "Ref,Type of medical,Date seen,Comments", "health_assessment"},
		"what was said last of two":    {[]format.Columns{said, other}, "Ref,Type of medical,Date seen,Comments", "cp_visit"},
		"nothing that was said at all": {[]format.Columns{{RecordType: "cp_visit"}}, "Ref,Date seen", ""},
	} {
		got := ""
		if c := (Options{Columns: tt.said}).ColumnsOf(strings.Split(tt.heading, ",")); c != nil {
			got = c.RecordType
		}
		if got != tt.want {
			t.Errorf("%s: %q, want %q", name, got, tt.want)
		}
	}
}

func TestRightsComeInNoFileWhateverIsSaidOfIt(t *testing.T) {
	t.Parallel()
	opt := whichDay
	opt.Columns = []format.Columns{{RecordType: "restriction", Fields: map[string]string{"ref": "child_id", "why": "reason", "from": "started_on"}}}
	if _, err := recognise(t, opt, tree(t, "x.csv", "Ref,Why,From\n1,none,01/02/2025\n")); !errors.Is(err, ErrRefused) || !strings.Contains(err.Error(), "Rights come in no file") {
		t.Errorf("%v", err)
	}
}

// A list whose records have an id of their own may lack it where its name says what it is: its rows go by what they say.
func TestAListWithoutItsOwnIDGoesByWhatItsRowsSay(t *testing.T) {
	t.Parallel()
	const list = "child_id,kind,held_on\n1,Initial,01/02/2025\n1,INITIAL,2025-02-01\n2,review,01/02/2025\n"
	read := func(files ...string) (string, string) {
		returns, err := recognise(t, whichDay, tree(t, files...))
		if err != nil {
			t.Fatal(err)
		}
		sink := readAll(t, returns)
		return sink.Bodies(), sink.Lines()
	}
	bodies, lines := read("health_assessment.csv", list)
	if strings.Count(bodies, `"health_assessment_id":"row-`) < 2 || !strings.Contains(lines, "goes by what it says") || strings.Count(lines, "kept out") != 1 || !strings.Contains(lines, "the same row twice") {
		t.Errorf("%s%s", bodies, lines)
	}
	if again, _ := read("Health assessment 2.csv", strings.ReplaceAll(list, ",", ";")); again != bodies {
		t.Errorf("the same rows go by other ids in another file: %s, not %s", again, bodies)
	}
	for name, files := range map[string][]string{
		"a name that says nothing": {"x.csv", list},
		"no day":                   {"health_assessment.csv", "child_id,kind\n1,initial\n"},
		"nobody":                   {"health_assessment.csv", "kind,held_on\ninitial,01/02/2025\n"},
		"workers":                  {"worker.csv", "name,started_on\nAnn,01/02/2025\n"},
	} {
		if _, err := recognise(t, whichDay, tree(t, files...)); !errors.Is(err, ErrRefused) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestASampleShowsHeadingsAndTheWordsUnderThem(t *testing.T) {
	t.Parallel()
	many := "Ref,Note\n"
	for i := range 100 {
		many += strings.Repeat("x", i+1)[:1+i%50] + string(rune('a'+i%26)) + ",word\n"
	}
	for name, tt := range map[string]struct {
		file, text, sheet string
		headings, words   []string
	}{
		"a file":         {"a.csv", "Our medicals,\n" + ours, "", []string{"Ref", "Type of medical", "Date seen", "Comments"}, []string{"8001", "8002"}},
		"too many words": {"a.csv", many, "", []string{"Ref", "Note"}, nil},
		"a sheet": {"a.xlsx", book(t, false, drawn{"Empty", "", [][]any{{"nothing"}}}, drawn{"Data", "", [][]any{{"Ref", "Note"}, {7, "yes"}, {8, "no"}}}), "",
			[]string{"Ref", "Note"}, []string{"7", "8"}},
	} {
		sample, err := TakeSample(t.Context(), filepath.Join(tree(t, tt.file, tt.text), tt.file), tt.sheet)
		if err != nil {
			t.Fatal(name, err)
		}
		if diff := cmp.Diff(tt.headings, sample.Headings); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		if diff := cmp.Diff(tt.words, sample.Words[0]); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	for name, tt := range map[string][2]string{
		"nothing": {"a.csv", ""}, "binary data": {"a.csv", "\x00\x01"}, "XML": {"a.xml", censusXML}, "a workbook that is none": {"a.xlsx", "PK\x03\x04"},
	} {
		_, err := TakeSample(t.Context(), filepath.Join(tree(t, tt[0], tt[1]), tt[0]), "")
		if refused := Refusals(err); len(refused) != 1 || refused[0].File != tt[0] || refused[0].Do == "" {
			t.Errorf("%s: %v", name, err)
		}
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := TakeSample(ended, filepath.Join(tree(t, "a.csv", ours), "a.csv"), ""); !errors.Is(err, context.Canceled) {
		t.Errorf("one who has gone away: %v", err)
	}
}
