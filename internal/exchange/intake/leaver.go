package intake

import (
	"strconv"
	"strings"
	"time"
	"unicode"
)

// daysInCare are the days of care after which a child of 16 or 17 is an eligible child: 13 weeks (Children Act 1989,
// Schedule 2 paragraph 19B; Care Planning, Placement and Case Review (England) Regulations 2010, regulation 40).
const daysInCare = 91

// StandingFrom gives the day from which a care leaver has a standing by the Children Act 1989, sections 23A to 24 and
// Schedule 2 paragraph 19B: born is the day of birth, entered the day on which care that goes on began, left the day on which
// the last care ended. All are days as 2026-10-31, and what is not known is blank, as is the answer where it cannot be told.
func StandingFrom(standing, born, entered, left string) string {
	birth, err := time.Parse(time.DateOnly, born)
	if err != nil {
		return ""
	}
	sixteen := birth.AddDate(16, 0, 0).Format(time.DateOnly)
	switch standing {
	case "former relevant":
		return birth.AddDate(18, 0, 0).Format(time.DateOnly)
	case "relevant", "qualifying":
		if left != "" {
			return max(left, sixteen)
		}
	case "eligible":
		if began, err := time.Parse(time.DateOnly, entered); err == nil {
			return max(sixteen, began.AddDate(0, 0, daysInCare).Format(time.DateOnly))
		}
	}
	return ""
}

// Lodging gives the letter of the kind of home of a care leaver in capitals, where it stands alone, before a figure or before a sign, as in u, U1 and
// U: Independent living. It is blank of what begins with a word: Unknown is no independent living.
func Lodging(v string) string {
	runes := []rune(v)
	if len(runes) == 0 || runes[0] > unicode.MaxASCII || !unicode.IsLetter(runes[0]) || len(runes) > 1 && unicode.IsLetter(runes[1]) {
		return ""
	}
	return strings.ToUpper(string(runes[0]))
}

// YearOf is the year to 31 March that a day falls in.
func YearOf(d time.Time) int {
	if d.Month() > time.March {
		return d.Year() + 1
	}
	return d.Year()
}

// YearEnd is the 31 March of a year.
func YearEnd(year int) string { return strconv.Itoa(year) + "-03-31" }
