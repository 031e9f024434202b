package rulebook

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Forces are what a rule or its number may rest on, from the strongest. A measure
// may also follow a published definition, which binds nobody.
var Forces = []string{
	"law", "statutory guidance", "national standard", "pan-London", "local", "commitment",
	publishedDefinition,
}

const (
	publishedDefinition = "published definition"
	local               = "local"
)

// What a measure's header may say.
var (
	Statistics = []string{"share", "count", "rate", "mean", "median", "sum"}
	Periods    = []string{"snapshot", "12 months", "year to 31 March", "3 years"}
	polarities = []string{"higher", "lower", "neutral"}
	warnUnits  = []string{"hours", "days", "working days", "weeks", "months"}
)

var (
	kebabCase = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)
	snakeCase = regexp.MustCompile(`^[a-z][a-z0-9]*(_[a-z0-9]+)*$`)
)

func readHeader(s *section, r *Rule) {
	r.lines = s.lines
	readIdentity(s, r)
	r.Title = s.text("title")
	r.Area = s.text("area")
	r.Subject = s.text("subject")
	r.Force = readForce(s, r, "force")
	r.Number = readForce(s, r, "number")
	r.Source = s.text("source")
	r.InForce = readInterval(s, "in_force")
	r.Reads = readReads(s)
	r.Owner = s.text("owner")
	r.Warn = readWarn(s, "warn")
	readMeasure(s, r)
	r.Settings = readSettings(s)
	if pub := s.sub("published"); pub != nil {
		r.Published = Published{Series: pub.need("series"), Differs: pub.text("differs")}
		pub.done()
	}
	r.Why = s.text("why")
	r.About = s.text("about")
	r.Version = readVersion(s)
	s.done()
}

// readIdentity holds the id to the file's name and the kind to its directory. A
// view is named in SQL, so its id is in snake_case.
func readIdentity(s *section, r *Rule) {
	if id := s.need("id"); id != "" && id != r.ID {
		s.fault(s.at("id"), "id %q differs from the file name %s.sql", id, r.ID)
	}
	form, formName := kebabCase, "kebab-case"
	if r.Kind == View {
		form, formName = snakeCase, "snake_case"
	}
	if !form.MatchString(r.ID) {
		s.fault(s.at("id"), "id of a %s is not in %s", r.Kind, formName)
	}
	if kind := s.need("kind"); kind != "" && Kind(kind) != r.Kind {
		s.fault(s.at("kind"), "kind %q in the directory of kind %s", kind, r.Kind)
	}
}

func readForce(s *section, r *Rule, key string) string {
	force := s.oneOf(key, Forces)
	if force == publishedDefinition && r.Kind != Measure {
		s.fault(s.at(key), "only a measure follows a %s", publishedDefinition)
	}
	return force
}

func readMeasure(s *section, r *Rule) {
	keys := []string{"statistic", "period", "polarity", "unit", "population", "category", "category_codes"}
	if r.Kind != Measure {
		for _, key := range keys {
			if s.node(key) != nil {
				s.fault(s.at(key), "%s is for measures only", key)
			}
		}
		return
	}
	if s.need("statistic") != "" {
		r.Statistic = s.oneOf("statistic", Statistics)
	}
	if s.need("period") != "" {
		r.Period = s.oneOf("period", Periods)
	}
	r.Polarity = s.oneOf("polarity", polarities)
	r.Unit = s.text("unit")
	r.Population = s.text("population")
	r.Category = s.text("category")
	r.CategoryCodes = s.text("category_codes")
	if r.Statistic == "rate" && r.Population == "" {
		s.fault(s.at("statistic"), "a rate needs its population")
	}
	if r.CategoryCodes != "" && r.Category == "" {
		s.fault(s.at("category_codes"), "category_codes without category")
	}
}

func readReads(s *section) []string {
	var reads []string
	for _, node := range s.list("reads") {
		name, _ := scalar(node)
		line := node.GetToken().Position.Line + s.offset
		switch {
		case !snakeCase.MatchString(name):
			s.fault(line, "reads holds %q, which is no name of a record type or view", name)
		case slices.Contains(reads, name):
			s.fault(line, "reads names %q twice", name)
		default:
			reads = append(reads, name)
		}
	}
	return reads
}

func readSettings(s *section) map[string]Setting {
	sub := s.sub("settings")
	if sub == nil {
		return nil
	}
	settings := map[string]Setting{}
	for _, name := range sub.keys() {
		if !snakeCase.MatchString(name) {
			s.fault(sub.at(name), "setting %q is not in snake_case", name)
		}
		one := sub.sub(name)
		settings[name] = Setting{Value: one.need("value"), Basis: one.need("basis")}
		one.done()
	}
	return settings
}

func readVersion(s *section) int {
	text := s.text("version")
	if text == "" {
		return 1
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		s.fault(s.at("version"), "version must be a whole number from 1")
	}
	return n
}

// readInterval reads 2014-01-01.., ..2019-12-31 or both ends.
func readInterval(s *section, key string) Interval {
	text := s.text(key)
	if text == "" {
		return Interval{}
	}
	from, to, found := strings.Cut(text, "..")
	i := Interval{From: isoDate(from), To: isoDate(to)}
	bad := !found || (from != "") == i.From.IsZero() || (to != "") == i.To.IsZero() || i.IsZero()
	if bad || !i.To.IsZero() && i.To.Before(i.From) {
		s.fault(s.at(key), "%s must be two dates, either left out: 2014-01-01..2019-12-31", key)
		return Interval{}
	}
	return i
}

func isoDate(text string) time.Time {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return time.Time{}
	}
	return t
}

// readWarn reads a length such as 24 hours or 1 week.
func readWarn(s *section, key string) Warn {
	text := s.text(key)
	if text == "" {
		return Warn{}
	}
	number, unit, _ := strings.Cut(text, " ")
	n, err := strconv.Atoi(number)
	if n == 1 {
		unit += "s"
	}
	if err != nil || n < 1 || !slices.Contains(warnUnits, unit) {
		s.fault(s.at(key), "%s must be a number and one of: %s", key, strings.Join(warnUnits, ", "))
		return Warn{}
	}
	return Warn{N: n, Unit: unit}
}
