package rulebook

import (
	"regexp"
	"slices"
	"strconv"
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
	perSubject          = "subject"
)

var (
	kebabCase     = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)
	recordOrField = regexp.MustCompile(`^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?(\|[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?)*$`)
	snakeCase     = regexp.MustCompile(`^[a-z][a-z0-9]*(_[a-z0-9]+)*$`)
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
	r.Reads = readNames(s, "reads", snakeCase, "record type or view")
	r.PerSubject = s.OneOf("per", []string{perSubject}) == perSubject
	if r.Kind == Duty || r.Kind == Measure || r.Kind == View && s.Node("drift") != nil {
		r.RestsOn = readNames(s, "rests_on", recordOrField, "record type or field")
	} else {
		onlyFor(s, "duties, measures and views with drift", "rests_on")
	}
	readDuty(s, r)
	readMeasure(s, r)
	r.Drift = readDrift(s, r)
	r.Fault = readFault(s, r)
	r.Settings = readSettings(s)
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
		onlyFor(s, "checks", "fault")
		return ""
	}
	return s.NeedOneOf("fault", Faults)
}

// readNames reads a list of names of one form, each given once.
func readNames(s *strictyaml.Section, key string, form *regexp.Regexp, of string) []string {
	var names []string
	for _, node := range s.List(key) {
		name, _ := strictyaml.Scalar(node)
		line := s.Line(node)
		switch {
		case !form.MatchString(name):
			s.Fault(line, "%s holds %q, which is no name of a %s", key, name, of)
		case slices.Contains(names, name):
			s.Fault(line, "%s names %q twice", key, name)
		default:
			names = append(names, name)
		}
	}
	return names
}

// onlyFor reports the keys that only another kind of rule may have.
func onlyFor(s *strictyaml.Section, kinds string, keys ...string) {
	for _, key := range keys {
		if s.Node(key) != nil {
			s.Fault(s.At(key), "%s is for %s only", key, kinds)
		}
	}
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

func isoDate(text string) time.Time {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return time.Time{}
	}
	return t
}
