package exchange_test

import (
	"slices"
	"strings"

	"heed/catalogue"
)

// maker says whether a format may have made a value itself, of what stands in the files.
type maker func(f *catalogue.Field, v string, in held) bool

// always is a value that a format adds to every record, or to each of a kind.
func always(values ...string) maker {
	return func(_ *catalogue.Field, v string, _ held) bool { return slices.Contains(values, v) }
}

// endOfYear is the last day of the year that a return is of.
func endOfYear(_ *catalogue.Field, v string, _ held) bool { return strings.HasSuffix(v, "-03-31") }

// place is the number that tells apart two episodes that began on one day.
func place(_ *catalogue.Field, v string, _ held) bool { return len(v) == 1 && v >= "1" && v <= "9" }

// joined is an id that is made of values of the same record, of which a code, the shortest, is looked at by itself.
func joined(_ *catalogue.Field, v string, in held) bool {
	return !slices.ContainsFunc(strings.Fields(v), func(part string) bool {
		return len(part) > 3 && !in.hold(&catalogue.Field{Type: catalogue.FieldID}, part) && !in.holdDay(part) && !in.contains(plain(part))
	})
}

// byLaw is a day that is worked out from a day of birth or of care: its sixteenth or eighteenth birthday, or 91 days on.
func byLaw(_ *catalogue.Field, v string, _ held) bool { return len(v) == len("2006-01-02") }

// decided is a code or an answer that is made of flags, or of which other columns are filled.
func decided(f *catalogue.Field, v string, _ held) bool {
	return f.Type == catalogue.FieldYesNo || f.List() != nil && f.List().Has(v)
}

// inWords is what flags say in words, with a comma between several.
func inWords(words ...string) maker {
	return func(_ *catalogue.Field, v string, _ held) bool {
		return !slices.ContainsFunc(strings.Split(v, ", "), func(part string) bool { return !slices.Contains(words, part) })
	}
}

// made are the values that a format makes itself, by its kind and the field, or the record type and the field.
var made = map[string]maker{
	"ssda903 reported_by":    always("ssda903"),
	"ssda903 year_ending_on": endOfYear,
	"ssda903 same_day":       place,

	"cin reported_by": always("cin"),

	"csv reported_by": always("heed"),

	"ssd reported_by":                        always("ssd"),
	"ssd year_ending_on":                     endOfYear,
	"ssd same_day":                           place,
	"ssd referral.outcome":                   decided,
	"ssd referral.no_further_action":         decided,
	"ssd contact.outcome":                    decided,
	"ssd assessment_outcome.outcome":         decided,
	"ssd section_47_outcome.outcome":         decided,
	"ssd section_47.outcome":                 inWords("child protection conference", "legal action", "services", "short breaks", "assessment goes on", "monitoring", "other", "no further action"),
	"ssd section_47.conference_not_required": decided,
	"ssd permanence_plan.option":             decided,
	"ssd permanence_plan.parallel":           decided,
	"ssd return_interview.outcome":           decided,
	"ssd care_visit.kind":                    always("care"),
	"ssd adviser_contact.kind":               always("not known"),
	"ssd accommodation.kind":                 decided,
	"ssd accommodation.suitable":             decided,
	"ssd leaving_care_status.from_on":        byLaw,
	"ssd health_assessment.kind":             decided,
	"ssd dental_check.refused":               decided,
	"ssd allocation.role":                    decided,
	"ssd ehc_request.exception":              always("An exception to the time allowed applies"),
	"ssd child.is_mother":                    always("true"),

	"annexa reported_by":                            always("annexa"),
	"annexa year_ending_on":                         endOfYear,
	"annexa contact.contact_id":                     joined,
	"annexa early_help.early_help_id":               joined,
	"annexa early_help.kind":                        always("caf"),
	"annexa health_assessment.health_assessment_id": joined,
	"annexa episode.start_reason":                   always("S"),
	"annexa care_visit.kind":                        always("care"),
	"annexa cin_visit.seen":                         always("true"),
	"annexa cp_visit.seen":                          always("true"),
	"annexa disability.disability":                  always("NONE"),
	"annexa listed_worker.listed_for":               always("referral", "assessment", "section 47", "need", "protection", "care", "leaving care", "adviser"),
	"annexa listed_worker.still_open":               decided,
	"annexa adopter_household.approved":             decided,
	"annexa adviser_contact.kind":                   always("not known"),
	"annexa leaving_care_status.from_on":            byLaw,
}
