package published

import "strings"

// On says in words what day or year a period's figure is of: "31 March 2014", "year to 31 March 2014", "2014".
func (s *Series) On(p Period) string {
	day := strings.TrimPrefix(strings.TrimPrefix(s.When, "at "), "in the ")
	if day == "" || !p.isYear() || day == "middle of the year" {
		return p.Label()
	}
	if len(p.Code) == 6 {
		return day + " " + p.Code[:2] + p.Code[4:]
	}
	return day + " " + p.Code
}

// Words names a source: DfE, Characteristics of children in need 2025.
func (from Source) Words() string {
	if from.Publication == "" {
		return "DfE, publication not stated, release " + from.Release
	}
	return "DfE, " + from.Publication + " " + from.Release
}
