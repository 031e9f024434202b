package coverage

import (
	"slices"
	"testing"
	"time"

	"heed/internal/coverage"
)

func day(text string) time.Time {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		panic(err)
	}
	return t
}

func span(from, to string, assumed bool) coverage.Span {
	return coverage.Span{From: day(from), To: day(to), Assumed: assumed}
}

func TestSpansThatMeetAreOneBarAndWhatIsAssumedIsShownOnlyWhereNobodySaidIt(t *testing.T) {
	t.Parallel()
	for name, one := range map[string]struct {
		spans []coverage.Span
		want  []run
	}{
		"two returns in a row": {
			[]coverage.Span{span("2020-04-01", "2021-03-31", false), span("2021-04-01", "2022-03-31", false)},
			[]run{{day("2020-04-01"), day("2022-03-31"), false}},
		},
		"with a year between": {
			[]coverage.Span{span("2020-04-01", "2021-03-31", false), span("2022-04-01", "2023-03-31", false)},
			[]run{{day("2020-04-01"), day("2021-03-31"), false}, {day("2022-04-01"), day("2023-03-31"), false}},
		},
		"an assumed list on both sides of a return": {
			[]coverage.Span{span("2020-01-01", "2022-01-31", true), span("2020-04-01", "2021-03-31", false)},
			[]run{{day("2020-01-01"), day("2020-03-31"), true}, {day("2020-04-01"), day("2021-03-31"), false}, {day("2021-04-01"), day("2022-01-31"), true}},
		},
		"an assumed list within a return": {
			[]coverage.Span{span("2020-04-01", "2021-03-31", false), span("2020-05-01", "2020-06-30", true)},
			[]run{{day("2020-04-01"), day("2021-03-31"), false}},
		},
	} {
		if got := runs(one.spans); !slices.Equal(got, one.want) {
			t.Errorf("%s: %v, want %v", name, got, one.want)
		}
	}
}
