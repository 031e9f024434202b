package figures

import (
	"math"
	"strings"
	"testing"

	"heed/internal/engine"
	"heed/internal/export"
	"heed/internal/published"
	"heed/internal/words"
	"heed/rulebook"
)

func share(yes, of float64, left ...engine.LeftOut) engine.Figure {
	f := engine.Figure{Rows: int(of), Numerator: &yes, Denominator: &of, LeftOut: left}
	if of > 0 {
		v := 100 * yes / of
		f.Value = &v
	}
	return f
}

func TestTrustSaysHowFarAFigureCanBeReliedOnAndWhy(t *testing.T) {
	t.Parallel()
	r := &rulebook.Rule{Statistic: rulebook.Share, Unit: "%"}
	out := func(n int) engine.LeftOut { return engine.LeftOut{Reason: "no date", N: n} }
	cases := []struct {
		figure engine.Figure
		broken string
		level  TrustLevel
		words  string
	}{
		{share(264, 333), "", Sound, "All 333 looked at are counted."},
		{share(264, 333, out(5)), "", Sound, "5 of 338 left out: no date (5). With all of it counted the figure would be 79.6%; with none, 78.1%."},
		{share(80, 98, out(2)), "", Care, "2 of 100 left out: no date (2). With all of it counted the figure would be 82.0%; with none, 80.0%."},
		{share(80, 89, out(11)), "", Weak, "11 of 100 left out: no date (11). With all of it counted the figure would be 91.0%; with none, 80.0%."},
		{share(14, 23), "", Care, "Small: one row is 4 points. All 23 looked at are counted."},
		{share(0, 0), "", Care, "Nothing was looked at: there may be none, or none recorded."},
		{share(0, 0), "no such column", Weak, "The rule could not be worked out, so there is no figure."},
	}
	for _, c := range cases {
		if got := TrustOf(r, c.figure, c.broken); got != (Trust{c.level, c.words}) {
			t.Errorf("got  %+v\nwant %s: %s", got, c.level, c.words)
		}
	}
	if got := TrustOf(&rulebook.Rule{Statistic: rulebook.Count}, engine.Figure{Rows: 3}, ""); got.Level != "sound" {
		t.Errorf("a count of three is exact, and is said to be %+v", got)
	}
}

func TestAChangeIsSaidInTheFiguresUnit(t *testing.T) {
	t.Parallel()
	of := func(v float64) engine.Figure { return engine.Figure{Value: &v} }
	percent, number := &rulebook.Rule{Statistic: rulebook.Share, Unit: "%"}, &rulebook.Rule{Statistic: rulebook.Count, Unit: "children"}
	days := &rulebook.Rule{Statistic: rulebook.Mean, Unit: "days"}
	cases := []struct {
		rule      *rulebook.Rule
		now, then float64
		want      string
	}{
		{percent, 79.3, 81, "1.7 points below a year ago"}, {percent, 82, 81, "1.0 point above a year ago"}, {percent, 81.01, 81, "the same as a year ago"},
		{number, 1412, 3000, "1,588 fewer than a year ago"}, {number, 5, 5, "the same as a year ago"}, {days, 430.5, 426, "4.5 more than a year ago"},
	}
	for _, c := range cases {
		got := ChangeOf(c.rule, of(c.now), of(c.then))
		if got.Words != c.want {
			t.Errorf("%v after %v: %q, want %q", c.now, c.then, got.Words, c.want)
		}
		want := words.Up
		switch {
		case strings.HasPrefix(c.want, "the same"):
			want = words.Same
		case c.now < c.then:
			want = words.Down
		}
		if size := math.Abs(c.now - c.then); got.Direction != want || want != words.Same && got.Size != size {
			t.Errorf("%v after %v goes %s by %v, want %s by %v", c.now, c.then, got.Direction, got.Size, want, size)
		}
	}
	if got := ChangeOf(percent, of(1), engine.Figure{}); got != (words.Change{}) {
		t.Errorf("with nothing to compare it says %+v", got)
	}
}

func TestAnExportedTextIsNeverAFormula(t *testing.T) {
	t.Parallel()
	for cell, want := range map[string]string{
		"=1+1": "'=1+1", "+44": "+44", "-5": "-5", "-5+A1": "'-5+A1", "@SUM(A1)": "'@SUM(A1)", "\tx": "'\tx", "plain": "plain", "": "", "-2.5e3": "-2.5e3",
	} {
		if got := export.Harmless(cell); got != want {
			t.Errorf("%q becomes %q, want %q", cell, got, want)
		}
	}
}

func TestEveryMeasuresPublishedSeriesIsOneThatHeedHas(t *testing.T) {
	t.Parallel()
	book, err := rulebook.Load()
	if err != nil {
		t.Fatal(err)
	}
	shipped, err := published.Shipped()
	if err != nil {
		t.Fatal(err)
	}
	quoted, err := published.QuotedValues()
	if err != nil {
		t.Fatal(err)
	}
	table := published.NewTable(shipped...)
	for _, f := range published.Unknown(book, table, quoted) {
		t.Error(f.Error())
	}
	for _, r := range book.Kind(rulebook.Measure) {
		s := table.Find(r.Published.Series)
		if s != nil && IsRelative(r) && s.Unit != r.Unit {
			t.Errorf("%s is in %q, and the series %s in %q", r.ID, r.Unit, s.ID, s.Unit)
		}
	}
}
