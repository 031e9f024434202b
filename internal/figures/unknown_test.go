package figures_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"heed/internal/access"
	"heed/internal/door"
	"heed/internal/export"
	"heed/internal/figures"
	"heed/internal/imports"
	"heed/internal/testkit"
)

// manyContacts is a list of contacts from the police of one January, of which a third led to no further action.
func manyContacts(n int) string {
	var b strings.Builder
	b.WriteString("child_id,contact_id,received_on,source,outcome\n")
	for i := range n {
		outcome := "early help"
		if i%3 == 0 {
			outcome = "no further action"
		}
		fmt.Fprintf(&b, "L%d,C%d,2015-01-%02d,6,%s\n", i, i, 1+i%28, outcome)
	}
	return b.String()
}

// ofContacts is an authority that has nothing but a list of contacts, complete from 2013 to the end of January 2015.
func ofContacts(t *testing.T, n int) *testkit.Heed {
	t.Helper()
	return imported(t, map[string]string{"contact.csv": manyContacts(n)}, date("2013-10-01"), date("2015-01-31"))
}

func member() door.Actor {
	return door.Actor{ID: "member-1", Role: access.ElectedMember, Authority: lambeth}
}

// beyond gives an authority a list of another kind that runs to the end of June 2015, so that June is published.
func beyond(t *testing.T, h *testkit.Heed) {
	t.Helper()
	lists := testkit.Lists(t, map[string]string{"address.csv": "child_id,started_on,postcode\nL1,2015-06-01,SE1 7PB\n"})
	request := imports.Request{Paths: []string{lists}, CompleteFrom: date("2013-10-01"), CompleteTo: date("2015-06-30")}
	if result, err := imports.Import(t.Context(), h.Session(door.System(lambeth)), request, nil); err != nil || result.Faults > 0 {
		t.Fatalf("%v, %+v", err, result.FaultList)
	}
}

var june = door.Question{AsAt: date("2015-06-30")}

func pageOf(t *testing.T, h *testkit.Heed, who door.Actor, q door.Question, id string, f figures.Filter) figures.Page {
	t.Helper()
	page, err := figures.Find(t.Context(), h.Session(who).At(q), id, f)
	if err != nil {
		t.Fatal(id, err)
	}
	return page
}

func TestAFigureBeyondItsRecordsSaysToWhichDayItWasKnownAndComparesWithNothing(t *testing.T) {
	t.Parallel()
	h := ofContacts(t, 60)
	page := pageOf(t, h, door.System(lambeth), june, "police-contacts-nfa", figures.Filter{PerPage: -1})
	f := page.Figure
	if f.Value != nil || f.Numerator != nil || f.Denominator != nil || page.Trust != (figures.Trust{Level: figures.NotKnownYet, Words: "The records it rests on run to 31 January 2015."}) {
		t.Errorf("it is %+v, %+v", f, page.Trust)
	}
	if want := "There is no figure in the 12 months to 30 June 2015"; page.Sentence != want {
		t.Errorf("it says %q, want %q", page.Sentence, want)
	}
	if got, want := figures.UnknownWords(f), "Not known yet: the records it rests on run to 31 January 2015."; got != want {
		t.Errorf("it says %q, want %q", got, want)
	}
	if got, want := figures.LastKnownWords(page.Rule, f), "Last known, 12 months to 31 January 2015: 33.3%, 20 of 60"; got != want {
		t.Errorf("it says %q, want %q", got, want)
	}
	if page.Change.Words != "" || page.YearAgo != nil || page.KnownThen != nil || len(page.Comparators) > 0 || len(page.Slices) > 0 {
		t.Errorf("it compares: %+v, %v, %v, %v, %v", page.Change, page.YearAgo, page.KnownThen, page.Comparators, page.Slices)
	}
	for _, point := range page.Trend {
		if point.On.After(date("2015-01-31")) {
			t.Errorf("its trend has a step of %s, after the records end", point.On)
		}
	}
}

func TestAFigureThatNothingFeedsAndOneBeforeTheRecordsSaySo(t *testing.T) {
	t.Parallel()
	h := ofContacts(t, 6)
	for _, one := range []struct {
		id    string
		q     door.Question
		level figures.TrustLevel
		words string
	}{
		{"cpp-count", june, figures.NothingFeeds, "Nothing feeds this: no source holds the records it rests on."},
		{"police-contacts-nfa", door.Question{AsAt: date("2014-01-31")}, figures.BeforeRecords, "Before the records: the records it rests on do not cover all of the days it is of."},
	} {
		page := pageOf(t, h, door.System(lambeth), one.q, one.id, figures.Filter{})
		if page.Trust.Level != one.level || figures.UnknownWords(page.Figure) != one.words || page.Figure.LastKnown != nil {
			t.Errorf("%s: %+v, %q, last known %+v", one.id, page.Trust, figures.UnknownWords(page.Figure), page.Figure.LastKnown)
		}
	}
}

func TestEveryFigureOfACouncilWhoseRecordsHaveEndedHasNeitherValueNorChange(t *testing.T) {
	t.Parallel()
	h := ofContacts(t, 60)
	areas, _, err := figures.List(t.Context(), h.Session(door.System(lambeth)).At(june))
	if err != nil {
		t.Fatal(err)
	}
	unknown := 0
	for _, area := range areas {
		for _, k := range area.Figures {
			if k.Figure.Unknown == "" {
				continue
			}
			unknown++
			if k.Figure.Value != nil || k.Change.Words != "" || len(k.Comparators) > 0 || k.Trust.Level == figures.Sound || strings.Contains(k.Sentence, "0 of 0") {
				t.Errorf("%s: %+v", k.Rule.ID, k)
			}
		}
	}
	if unknown < 50 {
		t.Errorf("%d figures cannot be told of a council that has only contacts", unknown)
	}
}

func TestWhatWasLastKnownIsHiddenFromMembersByTheRuleOfTheFigureItself(t *testing.T) {
	t.Parallel()
	for n, hidden := range map[int]bool{60: false, 9: true} { // 3 of 9 is few
		h := imported(t, map[string]string{"contact.csv": manyContacts(n)}, date("2013-10-01"), date("2015-03-31"))
		beyond(t, h)
		page := pageOf(t, h, member(), june, "police-contacts-nfa", figures.Filter{})
		l := page.Figure.LastKnown
		if l == nil || figures.LastKnownHidden(*l) != hidden || hidden != (l.Rows == 0) {
			t.Errorf("of %d a member is shown %+v", n, l)
		}
		if page.Figure.Rows != 0 || len(page.Figure.LeftOut) != 0 || page.Trust.Level != figures.NotKnownYet {
			t.Errorf("of %d a member is shown %+v, %+v", n, page.Figure, page.Trust)
		}
		part := pageOf(t, h, member(), june, "police-contacts-nfa", figures.Filter{Slice: figures.Slice{Dimension: "sex", Value: "Not known"}})
		if l := part.Figure.LastKnown; l != nil && !figures.LastKnownHidden(*l) {
			t.Errorf("of a part of %d a member is shown %+v", n, l)
		}
		key := keyOf(t, h, member(), "police-contacts-nfa")
		if l := key.Figure.LastKnown; l == nil || figures.LastKnownHidden(*l) != hidden || key.Hidden {
			t.Errorf("of %d a member's card shows %+v", n, l)
		}
		b, err := figures.FindBreakdown(t.Context(), h.Session(member()).At(june), "police-contacts-nfa", "sex", figures.Span{})
		if l := b.Figure.LastKnown; err != nil || l == nil || figures.LastKnownHidden(*l) != hidden || len(b.Rows) > 0 {
			t.Errorf("of %d a member's breakdown shows %+v, %v", n, l, err)
		}
	}
}

// The records run a day further with every list that comes, so that what was last known would tell one child's outcome from one day to the next.
func TestWhatAMemberIsToldWasLastKnownIsOfTheEndOfAQuarter(t *testing.T) {
	t.Parallel()
	h := ofContacts(t, 60)
	beyond(t, h)
	for who, want := range map[door.Actor]string{door.System(lambeth): "2015-01-31", member(): "2014-12-31"} {
		if l := pageOf(t, h, who, june, "police-contacts-nfa", figures.Filter{}).Figure.LastKnown; l == nil || l.AsAt.Format(time.DateOnly) != want {
			t.Errorf("%s is told of %+v; want %s", who.Role, l, want)
		}
	}
}

func keyOf(t *testing.T, h *testkit.Heed, who door.Actor, id string) figures.KeyFigure {
	t.Helper()
	areas, _, err := figures.List(t.Context(), h.Session(who).At(june))
	if err != nil {
		t.Fatal(err)
	}
	for _, area := range areas {
		for _, k := range area.Figures {
			if k.Rule.ID == id {
				return k
			}
		}
	}
	t.Fatal("there is no figure", id)
	return figures.KeyFigure{}
}

func TestTheFilesOfAFigureThatCannotBeToldSayWhy(t *testing.T) {
	t.Parallel()
	h := imported(t, map[string]string{"contact.csv": manyContacts(6) + "M1,M1,2015-02-02,6,early help\n"}, date("2013-10-01"), date("2015-02-28"))
	s := h.Session(door.System(lambeth)).At(june)
	var rows, parts bytes.Buffer
	if err := figures.Export(t.Context(), s, "police-contacts-nfa", figures.Filter{}, export.New(&rows)); err != nil {
		t.Fatal(err)
	}
	if err := figures.ExportBreakdown(t.Context(), s, "police-contacts-nfa", "sex", figures.Span{}, &parts); err != nil {
		t.Fatal(err)
	}
	for name, file := range map[string]*bytes.Buffer{"rows": &rows, "parts": &parts} {
		list := testkit.ReadCSV(t, file)
		if len(list) == 0 {
			t.Errorf("%s: the file has no line, so that it does not say why", name)
		}
		for _, line := range list {
			if line["known_to"] != "2015-02-28" || line["unknown"] != "not known yet" || name == "parts" && (line["rows"] != "" || line["value"] != "") {
				t.Errorf("%s: %v", name, line)
			}
		}
	}
}
