package rulebook

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"heed/internal/strictyaml"
)

// Forces are what a rule or its number may rest on, from the strongest. A measure
// may also follow a published definition, which binds nobody.
var Forces = []string{
	"law", "statutory guidance", "national standard", "pan-London", "local", "commitment",
	publishedDefinition,
}

// Faults are the kinds of fault that checks look for.
var Faults = []string{"missing", "impossible", "contradictory", "late", "duplicated", "stale"}

const (
	publishedDefinition = "published definition"
	local               = "local"
)

// What a measure's header may say.
var (
	statistics = []string{"share", "count", "rate", "mean", "median", "sum"}
	periods    = []string{"snapshot", "12 months", "year to 31 March", "3 years"}
	polarities = []string{"higher", "lower", "neutral"}
	warnUnits  = []string{"hours", "days", "working days", "weeks", "months"}
)

var (
	kebabCase = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)
	snakeCase = regexp.MustCompile(`^[a-z][a-z0-9]*(_[a-z0-9]+)*$`)
)

func readHeader(s *strictyaml.Section, r *Rule) {
	r.lines = map[string]int{}
	for _, key := range s.Keys() {
		r.lines[key] = s.At(key)
	}
	readIdentity(s, r)
	r.Title = s.Text("title")
	r.Area = s.Text("area")
	r.Subject = s.Text("subject")
	r.Force = readForce(s, r, "force")
	r.Number = readForce(s, r, "number")
	r.Source = s.Text("source")
	r.InForce = readInterval(s, "in_force")
	r.Reads = readReads(s)
	r.Owner = s.Text("owner")
	r.Warn = readWarn(s, "warn")
	readMeasure(s, r)
	r.Fault = readFault(s, r)
	r.Settings = readSettings(s)
	if pub := s.Inside("published"); pub != nil {
		r.Published = Published{Series: pub.NeedText("series"), Differs: pub.Text("differs")}
		pub.Done()
	}
	r.Claims = readClaims(s, r)
	r.Why = s.Text("why")
	r.About = s.Text("about")
	r.Version = readVersion(s)
	s.Done()
}

// readIdentity holds the id to the file's name and the kind to its directory. A
// view is named in SQL, so its id is in snake_case.
func readIdentity(s *strictyaml.Section, r *Rule) {
	if id := s.NeedText("id"); id != "" && id != r.ID {
		s.Fault(s.At("id"), "id %q differs from the file name %s.sql", id, r.ID)
	}
	form, formName := kebabCase, "kebab-case"
	if r.Kind == View {
		form, formName = snakeCase, "snake_case"
	}
	if !form.MatchString(r.ID) {
		s.Fault(s.At("id"), "id of a %s is not in %s", r.Kind, formName)
	}
	if kind := s.NeedText("kind"); kind != "" && Kind(kind) != r.Kind {
		s.Fault(s.At("kind"), "kind %q in the directory of kind %s", kind, r.Kind)
	}
}

func readForce(s *strictyaml.Section, r *Rule, key string) string {
	force := s.OneOf(key, Forces)
	if force == publishedDefinition && r.Kind != Measure {
		s.Fault(s.At(key), "only a measure follows a %s", publishedDefinition)
	}
	return force
}

func readFault(s *strictyaml.Section, r *Rule) string {
	if r.Kind != Check {
		if s.Node("fault") != nil {
			s.Fault(s.At("fault"), "fault is for checks only")
		}
		return ""
	}
	return s.NeedOneOf("fault", Faults)
}

func readMeasure(s *strictyaml.Section, r *Rule) {
	keys := []string{"statistic", "period", "polarity", "unit", "population", "category", "category_codes"}
	if r.Kind != Measure {
		for _, key := range keys {
			if s.Node(key) != nil {
				s.Fault(s.At(key), "%s is for measures only", key)
			}
		}
		return
	}
	r.Statistic = s.NeedOneOf("statistic", statistics)
	r.Period = s.NeedOneOf("period", periods)
	r.Polarity = s.OneOf("polarity", polarities)
	r.Unit = s.Text("unit")
	r.Population = s.Text("population")
	r.Category = s.Text("category")
	r.CategoryCodes = s.Text("category_codes")
	if r.Statistic == "rate" && r.Population == "" {
		s.Fault(s.At("statistic"), "a rate needs its population")
	}
	if r.CategoryCodes != "" && r.Category == "" {
		s.Fault(s.At("category_codes"), "category_codes without category")
	}
}

func readReads(s *strictyaml.Section) []string {
	var reads []string
	for _, node := range s.List("reads") {
		name, _ := strictyaml.Scalar(node)
		line := s.Line(node)
		switch {
		case !snakeCase.MatchString(name):
			s.Fault(line, "reads holds %q, which is no name of a record type or view", name)
		case slices.Contains(reads, name):
			s.Fault(line, "reads names %q twice", name)
		default:
			reads = append(reads, name)
		}
	}
	return reads
}

func readSettings(s *strictyaml.Section) map[string]Setting {
	sub := s.Inside("settings")
	if sub == nil {
		return nil
	}
	settings := map[string]Setting{}
	for _, name := range sub.Keys() {
		if !snakeCase.MatchString(name) {
			s.Fault(sub.At(name), "setting %q is not in snake_case", name)
		}
		one := sub.Inside(name)
		if one == nil {
			continue
		}
		settings[name] = Setting{Value: one.NeedText("value"), Basis: one.NeedText("basis")}
		one.Done()
	}
	return settings
}

// readClaims reads what others said the figure was.
func readClaims(s *strictyaml.Section, r *Rule) []Claim {
	if r.Kind != Measure && s.Node("claims") != nil {
		s.Fault(s.At("claims"), "claims are for measures only")
	}
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

func readVersion(s *strictyaml.Section) int {
	text := s.Text("version")
	if text == "" {
		return 1
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		s.Fault(s.At("version"), "version must be a whole number from 1")
	}
	return n
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

func isoDate(text string) time.Time {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return time.Time{}
	}
	return t
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
	if err != nil || n < 1 || !slices.Contains(warnUnits, unit) {
		s.Fault(s.At(key), "%s must be a number and one of: %s", key, strings.Join(warnUnits, ", "))
		return Warn{}
	}
	return Warn{N: n, Unit: unit}
}
