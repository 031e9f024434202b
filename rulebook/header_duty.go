package rulebook

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"heed/internal/strictyaml"
)

// readDuty reads what only the header of a duty says.
func readDuty(s *strictyaml.Section, r *Rule) {
	r.InForce = readInterval(s, "in_force")
	r.Owner = s.Text("owner")
	r.Warn = readWarn(s, "warn")
	if r.Kind == Duty || r.Kind == Measure {
		r.Counts = oneOf(s, "counts", countUnits)
		r.Timed = s.Flag("timed")
	} else {
		onlyFor(s, "duties and measures", "counts", "timed")
	}
	if r.Kind != Duty {
		onlyFor(s, "duties", "met_by", "recurs", "harm", "harm_why", "gap_after")
		return
	}
	r.MetBy = readNames(s, "met_by", recordOrField, "record type or field")
	r.Recurs = s.Flag("recurs")
	r.Harm = oneOf(s, "harm", Harms)
	r.HarmWhy = s.Text("harm_why")
	r.GapAfter = readWarn(s, "gap_after")
}

// readInterval reads 2014-01-01.., ..2019-12-31 or both ends.
func readInterval(s *strictyaml.Section, key string) Interval {
	text := s.Text(key)
	if text == "" {
		return Interval{}
	}
	from, to, found := strings.Cut(text, "..")
	i := Interval{From: isoDate(from), To: isoDate(to)}
	bad := !found || (from != "") == i.From.IsZero() || (to != "") == i.To.IsZero() || i.IsZero()
	if bad || !i.To.IsZero() && i.To.Before(i.From) {
		s.Fault(s.At(key), "%s must be two dates, either left out: 2014-01-01..2019-12-31", key)
		return Interval{}
	}
	return i
}

// readWarn reads a length such as 24 hours or 1 week.
func readWarn(s *strictyaml.Section, key string) Warn {
	text := s.Text(key)
	if text == "" {
		return Warn{}
	}
	w, err := ParseWarn(text)
	if err != nil {
		s.Fault(s.At(key), "%s must be %v", key, err)
	}
	return w
}

// ParseWarn reads a length of time as a header and a setting write it: 24 hours, 1 week, 3 months.
func ParseWarn(text string) (Warn, error) {
	number, unit, _ := strings.Cut(strings.TrimSpace(text), " ")
	n, err := strconv.Atoi(number)
	if n == 1 {
		unit = strings.TrimSuffix(unit, "s") + "s"
	}
	if err != nil || n < 1 || !slices.Contains(warnUnits, TimeUnit(unit)) {
		return Warn{}, fmt.Errorf("a number and one of: %s", strings.Join(texts(warnUnits), ", "))
	}
	return Warn{N: n, Unit: TimeUnit(unit)}, nil
}
