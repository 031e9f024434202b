package chart_test

import (
	"regexp"
	"strconv"
	"testing"
	"time"

	"pgregory.net/rapid"

	"heed/internal/web/chart"
)

func on(year int, month time.Month, day int) time.Time {
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}

// years is three years of a child: two placements with a gap, two plans at once, and some events.
func years() chart.JourneyChart {
	return chart.JourneyChart{
		From: on(2024, 1, 12), To: on(2026, 11, 18), End: "Today",
		Lanes: []chart.Lane{
			{Title: "Placement", Sub: "Foster since 2 April 2026", Label: "Placement: Foster since 2 April 2026", Bars: []chart.LaneBar{
				{From: on(2024, 3, 1), To: on(2026, 3, 12), Words: "Foster, this council", Short: "Foster", Fill: chart.Light},
				{From: on(2026, 3, 12), To: on(2026, 4, 2), Words: "No placement recorded", Short: "None", Fill: chart.Hatch},
				{From: on(2026, 4, 2), Words: `Foster, "private" & long`, Short: "Foster", Fill: chart.White, Moved: true},
			}},
			{Title: "Plan", Sub: "Child in need", Label: "Plan: two at once", Bars: []chart.LaneBar{
				{From: on(2024, 1, 12), Words: "Child in need", Fill: chart.White},
				{From: on(2025, 1, 12), To: on(2026, 1, 12), Words: "Child protection plan", Fill: chart.Dark, Row: 1},
			}},
			{Title: "Missing", Sub: "2, the last 17 October 2026", Label: "Missing: 2", Shape: chart.Triangle, Moments: []time.Time{on(2025, 7, 1), on(2026, 10, 17)}},
		},
	}
}

// places are the shares at which things stand, and how wide they are.
var places = regexp.MustCompile(` (x|x1|x2|width)="(-?[0-9.]+)%"`)

func TestEverythingOfAJourneyStandsWithinItsWidth(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		from := on(2000, 1, 1).AddDate(0, 0, rapid.IntRange(0, 9000).Draw(t, "from"))
		days := rapid.IntRange(0, 9000).Draw(t, "days")
		c := chart.JourneyChart{From: from, To: from.AddDate(0, 0, days), End: "Today"}
		var l chart.Lane
		for i := range rapid.IntRange(0, 6).Draw(t, "bars") {
			begin := rapid.IntRange(-50, days).Draw(t, "begin")
			b := chart.LaneBar{From: from.AddDate(0, 0, begin), Words: "Some words", Short: "Some", Fill: chart.Light, Row: i}
			if rapid.Bool().Draw(t, "ended") {
				b.To = b.From.AddDate(0, 0, rapid.IntRange(0, 400).Draw(t, "long"))
			}
			l.Bars = append(l.Bars, b)
		}
		c.Lanes = []chart.Lane{l, {Title: "Moments", Shape: chart.Circle, Moments: []time.Time{from, c.To, c.To.AddDate(1, 0, 0)}}}
		for _, m := range places.FindAllStringSubmatch(string(chart.Journey(c)), -1) {
			share, err := strconv.ParseFloat(m[2], 64)
			if err != nil || share < 0 || share > 100 {
				t.Fatalf("%s=%s%% lies outside: %v", m[1], m[2], err)
			}
		}
	})
}

func TestLabelsOfTheAxisNeverMeet(t *testing.T) {
	t.Parallel()
	labels := regexp.MustCompile(`<text class="c-text" x="([0-9.]+)%" y="14" dx="3">([^<]*)<`)
	for _, days := range []int{1, 20, 45, 100, 200, 365, 500, 800, 1500, 3000, 6500, 9000} {
		c := chart.JourneyChart{From: on(2018, 5, 20), To: on(2018, 5, 20).AddDate(0, 0, days), End: "18 Nov 2026"}
		last := -100.0
		for _, m := range labels.FindAllStringSubmatch(string(chart.Journey(c)), -1) {
			at, err := strconv.ParseFloat(m[1], 64)
			if err != nil {
				t.Fatal(err)
			}
			const phone = 3.4 // pixels of a hundredth of the narrowest lane
			if room := (at - last) * phone; room < 7*float64(len(m[2]))-4 {
				t.Errorf("%d days: %q has %.0f pixels", days, m[2], room)
			}
			last = at
		}
		if last > 78 {
			t.Errorf("%d days: the last label stands at %.0f%%, under the day asked about", days, last)
		}
	}
}
