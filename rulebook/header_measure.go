package rulebook

import (
	"strconv"

	"heed/internal/strictyaml"
)

// readMeasure reads what only the header of a measure says.
func readMeasure(s *strictyaml.Section, r *Rule) {
	if pub := s.Inside("published"); pub != nil {
		r.Published = Published{Series: pub.NeedText("series"), Differs: pub.Text("differs")}
		pub.Done()
	}
	if r.Kind != Measure {
		onlyFor(s, "measures", "statistic", "period", "polarity", "unit", "population", "category", "category_codes",
			"claims", "headline", "duties", "looks_back", "row", "counted", "not_counted")
		return
	}
	r.Statistic = needOneOf(s, "statistic", statistics)
	r.Period = needOneOf(s, "period", periods)
	r.Polarity = oneOf(s, "polarity", polarities)
	r.Unit = s.Text("unit")
	r.Population = s.Text("population")
	r.Category = s.Text("category")
	r.CategoryCodes = s.Text("category_codes")
	r.Claims = readClaims(s)
	r.LooksBack = readWarn(s, "looks_back")
	r.Headline = readPlace(s, "headline")
	r.Duties, r.SaysDuties = readNames(s, "duties", kebabCase, "duty"), s.Node("duties") != nil
	r.Row, r.CountedAs, r.NotCountedAs = s.Text("row"), s.Text("counted"), s.Text("not_counted")
	if r.Statistic == Rate && r.Population == "" {
		s.Fault(s.At("statistic"), "a rate needs its population")
	}
	if r.CategoryCodes != "" && r.Category == "" {
		s.Fault(s.At("category_codes"), "category_codes without category")
	}
}

// readPlace reads a place in an order, a whole number from 1; zero where the key is absent.
func readPlace(s *strictyaml.Section, key string) int {
	text := s.Text(key)
	if text == "" {
		return 0
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		s.Fault(s.At(key), "%s must be a whole number from 1", key)
		return 0
	}
	return n
}
