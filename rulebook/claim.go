package rulebook

import (
	"regexp"
	"strconv"
	"time"

	"heed/internal/strictyaml"
)

// Claim is a value somebody stated for a measure of one authority: who, of when and by what definition. Where sources contradict each
// other, each is a claim.
type Claim struct {
	// Value is what was said, in the measure's unit unless Unit says otherwise; nil where no number was given.
	Value *float64
	Unit  string
	// SaidBy is the document or person; About says where and on what grounds; Definition, how it was counted.
	SaidBy, About, Definition string
	// SameDefinition says that it was counted as the measure counts, so that the two can be set against each other.
	SameDefinition bool
	// Authority is the three-digit code of the authority that the claim is about.
	Authority string
	// From and To are the first and the last day that it is about, one and the same for how things stood on a day. Both are zero where whoever
	// said it named no days.
	From, To time.Time
}

// Dated says whether it is known which days the claim is about.
func (c Claim) Dated() bool { return !c.To.IsZero() }

// OneDay says whether the claim is about how things stood on one day.
func (c Claim) OneDay() bool { return c.Dated() && c.From.Equal(c.To) }

// SamePeriod says whether a measure has a figure of exactly the days that a claim is about.
func (r *Rule) SamePeriod(c Claim) bool {
	switch {
	case !c.Dated():
		return false
	case r.Period == Snapshot:
		return c.OneDay()
	}
	return !c.OneDay() && r.RefusesDays(c.From, c.To) == ""
}

// ClaimsOf gives what was said of an authority.
func (r *Rule) ClaimsOf(authority string) []Claim {
	var list []Claim
	for _, c := range r.Claims {
		if c.Authority == authority {
			list = append(list, c)
		}
	}
	return list
}

// notStated is what a claim's period says where nobody knows which days it is about.
const notStated = "not stated"

var authorityCode = regexp.MustCompile(`^[0-9]{3}$`)

// readClaims reads what others said the figure was.
func readClaims(s *strictyaml.Section) []Claim {
	var claims []Claim
	for _, node := range s.List("claims") {
		one := s.Open(node)
		if one == nil {
			continue
		}
		c := Claim{
			Unit: one.Text("unit"), SaidBy: one.NeedText("said_by"), About: one.NeedText("about"), Definition: one.NeedText("definition"),
			SameDefinition: one.NeedOneOf("same_definition", []string{"true", "false"}) == "true", Authority: one.NeedText("authority"),
		}
		if c.Authority != "" && !authorityCode.MatchString(c.Authority) {
			one.Fault(one.At("authority"), "authority must be the three digits of an authority: 208")
		}
		if text := one.Text("value"); text != "" {
			value, err := strconv.ParseFloat(text, 64)
			if err != nil {
				one.Fault(one.At("value"), "value must be a number; words belong in about")
			}
			c.Value = &value
		}
		readClaimDays(one, &c)
		one.Done()
		claims = append(claims, c)
	}
	return claims
}

// readClaimDays reads the days that a claim is about: as_at, or from and to, or that they are not stated.
func readClaimDays(s *strictyaml.Section, c *Claim) {
	day := func(key string) time.Time {
		text := s.Text(key)
		d := isoDate(text)
		if text != "" && d.IsZero() {
			s.Fault(s.At(key), "%s must be a day: 2014-12-31", key)
		}
		return d
	}
	asAt, period := day("as_at"), s.Text("period")
	c.From, c.To = day("from"), day("to")
	given := s.Text("from") != "" || s.Text("to") != ""
	switch {
	case period != "" && period != notStated:
		s.Fault(s.At("period"), "the period of a claim is as_at, or from and to, or %q where nobody knows it", notStated)
	case period == "" && s.Text("as_at") == "" && !given:
		s.Fault(s.At("said_by"), "a claim needs the days it is about: as_at, or from and to, or period: %s", notStated)
	case period != "" && (s.Text("as_at") != "" || given) || s.Text("as_at") != "" && given:
		s.Fault(s.At("said_by"), "a claim is about one period: as_at, or from and to, or period: %s", notStated)
	case given && (s.Text("from") == "" || s.Text("to") == ""):
		s.Fault(s.At("said_by"), "a claim about a period needs both from and to")
	case given && !c.From.IsZero() && !c.To.IsZero() && !c.From.Before(c.To):
		s.Fault(s.At("from"), "from must lie before to; a claim about one day has as_at")
	case !asAt.IsZero():
		c.From, c.To = asAt, asAt
	}
}
