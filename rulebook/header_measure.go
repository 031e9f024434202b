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
			"claims", "headline", "duties", "looks_back")
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
	r.Duties = readNames(s, "duties", kebabCase, "duty")
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

// readClaims reads what others said the figure was.
func readClaims(s *strictyaml.Section) []Claim {
	var claims []Claim
	for _, node := range s.List("claims") {
		one := s.Open(node)
		if one == nil {
			continue
		}
		c := Claim{Unit: one.Text("unit"), SaidBy: one.NeedText("said_by"), About: one.NeedText("about"), Definition: one.Text("definition")}
		if text := one.Text("value"); text != "" {
			value, err := strconv.ParseFloat(text, 64)
			if err != nil {
				one.Fault(one.At("value"), "value must be a number; words belong in about")
			}
			c.Value = &value
		}
		if text := one.Text("as_at"); text != "" {
			if c.AsAt = isoDate(text); c.AsAt.IsZero() {
				one.Fault(one.At("as_at"), "as_at must be a day: 2014-12-31")
			}
		}
		one.Done()
		claims = append(claims, c)
	}
	return claims
}
