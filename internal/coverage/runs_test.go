package coverage

import (
	"slices"
	"testing"
	"time"

	"heed/internal/engine"
)

func days(from, to string) engine.CoveredDays {
	day := func(text string) time.Time {
		t, err := time.Parse(time.DateOnly, text)
		if err != nil {
			panic(err)
		}
		return t
	}
	return engine.CoveredDays{From: day(from), To: day(to)}
}

func TestSpansThatMeetAreOneRunAndWhatIsAssumedIsShownOnlyWhereNobodySaidIt(t *testing.T) {
	t.Parallel()
	said, assumed := func(from, to string) Span { return Span{Days: days(from, to)} }, func(from, to string) Span { return Span{Days: days(from, to), Assumed: true} }
	for name, one := range map[string]struct {
		spans []Span
		want  []Run
		gaps  []Gap
	}{
		"two returns in a row": {
			[]Span{said("2021-04-01", "2022-03-31"), said("2020-04-01", "2021-03-31")},
			[]Run{{days("2020-04-01", "2022-03-31"), false}}, nil,
		},
		"with a year between": {
			[]Span{said("2020-04-01", "2021-03-31"), said("2022-04-01", "2023-03-31")},
			[]Run{{days("2020-04-01", "2021-03-31"), false}, {days("2022-04-01", "2023-03-31"), false}}, []Gap{days("2021-04-01", "2022-03-31")},
		},
		"an assumed list on both sides of a return": {
			[]Span{assumed("2020-01-01", "2022-01-31"), said("2020-04-01", "2021-03-31")},
			[]Run{{days("2020-01-01", "2020-03-31"), true}, {days("2020-04-01", "2021-03-31"), false}, {days("2021-04-01", "2022-01-31"), true}}, nil,
		},
		"an assumed list within a return": {
			[]Span{said("2020-04-01", "2021-03-31"), assumed("2020-05-01", "2020-06-30")},
			[]Run{{days("2020-04-01", "2021-03-31"), false}}, nil,
		},
		"a source within another, and one that ends before it begins": {
			[]Span{said("2020-04-01", "2021-03-31"), said("2020-05-01", "2020-06-30"), said("2022-01-02", "2022-01-01")},
			[]Run{{days("2020-04-01", "2021-03-31"), false}}, nil,
		},
	} {
		kind := Kind{Spans: one.spans}
		kind.join()
		if !slices.Equal(kind.Runs, one.want) || !slices.Equal(kind.Gaps, one.gaps) {
			t.Errorf("%s: %v with the gaps %v, want %v with %v", name, kind.Runs, kind.Gaps, one.want, one.gaps)
		}
	}
}
