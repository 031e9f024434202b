package rulebook

import (
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
	if r.Kind != Duty {
		onlyFor(s, "duties", "counts", "timed", "met_by", "recurs")
		return
	}
	r.MetBy = readNames(s, "met_by", recordOrField, "record type or field")
	r.Counts = oneOf(s, "counts", countUnits)
	r.Timed = s.Flag("timed")
	r.Recurs = s.Flag("recurs")
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
	number, unit, _ := strings.Cut(text, " ")
	n, err := strconv.Atoi(number)
	if n == 1 {
		unit += "s"
	}
	if err != nil || n < 1 || !slices.Contains(warnUnits, TimeUnit(unit)) {
		s.Fault(s.At(key), "%s must be a number and one of: %s", key, strings.Join(texts(warnUnits), ", "))
		return Warn{}
	}
	return Warn{N: n, Unit: TimeUnit(unit)}
}
