package published

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

var (
	endDay   = regexp.MustCompile(`\b\d{1,2} [A-Z][a-z]+$`)
	yearPair = regexp.MustCompile(`\b(\d{4})[-/](\d{2})\b`)
	oneYear  = regexp.MustCompile(`\b\d{4}\b`)
)

// endOf gives the last day that a period's figure is about: 31 March 2014 for 2014 of what is counted at 31 March or in the year to it.
func (s *Series) endOf(p Period) time.Time {
	end := time.Date(p.Ending(), time.March, 31, 0, 0, 0, 0, time.UTC)
	switch {
	case strings.HasSuffix(s.When, "middle of the year"):
		end = time.Date(p.Ending(), time.June, 30, 0, 0, 0, 0, time.UTC)
	case strings.HasPrefix(strings.ToLower(p.Identifier), "academic"):
		end = time.Date(p.Ending(), time.August, 31, 0, 0, 0, 0, time.UTC)
	default:
		if day, err := time.Parse("2 January", endDay.FindString(s.When)); err == nil {
			end = time.Date(p.Ending(), day.Month(), day.Day(), 0, 0, 0, 0, time.UTC)
		}
	}
	return end
}

// yearWords names a period: "2013-14" for a year to 31 March 2014, otherwise as the series says it: "30 September 2014".
func (s *Series) yearWords(p Period) string {
	if end := s.endOf(p); p.isYear() && (end.Month() == time.March || end.Month() == time.August) {
		return FinancialYear(end.Year())
	}
	return s.On(p)
}

// FinancialYear names the year that ends on the 31 March of a year: 2013-14.
func FinancialYear(ending int) string { return fmt.Sprintf("%d-%02d", ending-1, ending%100) }

// OfPeriod is what is published for the period that a figure is about or, where that has no number, the nearest before it that has.
type OfPeriod struct {
	// Asked names the period that the figure is about: 2014-15.
	Asked string
	// Step is nil where nothing is published of the period or of one before it. Nearest says that it is of another period.
	Step    *Step
	Nearest bool
	// Later names the first period after it that has a number, where there is none up to it.
	Later string
	// Found names the period of the step.
	Found string
}

// OfPeriod gives the last period of the series that had ended by a day, as what ended later was not yet so. Of the steps count those that has
// says have a number. Free names the days that were asked about where they are no such period, blank where they are.
func (b Beside) OfPeriod(day time.Time, free string, has func(Step) bool) OfPeriod {
	asked := b.lastEnded(day)
	p := OfPeriod{Asked: b.Series.yearWords(asked)}
	if free != "" {
		p.Asked = free
	}
	for i, step := range b.Steps {
		if !step.Period.isYear() || !has(step) {
			continue
		}
		if step.Period.Ending() > asked.Ending() {
			if p.Step == nil && p.Later == "" {
				p.Later = b.Series.yearWords(step.Period)
			}
			continue
		}
		p.Step, p.Found = &b.Steps[i], b.Series.yearWords(step.Period)
		p.Nearest = step.Period.Ending() != asked.Ending() || free != ""
	}
	return p
}

// lastEnded gives the year of the series that had last ended by a day, whether or not anything is published of it.
func (b Beside) lastEnded(day time.Time) Period {
	p := Period{Code: strconv.Itoa(day.Year())}
	if len(b.Steps) > 0 {
		p.Identifier = b.Steps[len(b.Steps)-1].Period.Identifier
	}
	if b.Series.endOf(p).After(day) {
		p.Code = strconv.Itoa(day.Year() - 1)
	}
	return p
}

// UpTo leaves out the periods that had not ended by a day.
func (b Beside) UpTo(day time.Time) Beside {
	if b.Series == nil {
		return b
	}
	b.Steps = slices.DeleteFunc(slices.Clone(b.Steps), func(s Step) bool { return b.Series.endOf(s.Period).After(day) })
	return b
}

// IsYear says whether some days, both included, are exactly a year that the series publishes.
func (b Beside) IsYear(from, to time.Time) bool {
	return b.Series.endOf(b.lastEnded(to)).Equal(to) && from.Equal(to.AddDate(-1, 0, 1))
}

// Words says that there is nothing for the period, and what is nearest; blank where there is.
func (p OfPeriod) Words() string {
	switch {
	case p.Step != nil && !p.Nearest:
		return ""
	case p.Step != nil:
		return "Heed has nothing published for " + p.Asked + "; the nearest is " + p.Found
	case p.Later != "":
		return "Heed has nothing published for " + p.Asked + "; the nearest is " + p.Later
	}
	return "Heed has nothing published for " + p.Asked
}

// Ending is the year in which a quoted value's year ends, nought where it does not say: 2024 for 2023-24, 2025 for the year to March 2025.
func (q Quoted) Ending() int {
	if pair := yearPair.FindStringSubmatch(q.When); pair != nil {
		n, _ := strconv.Atoi(pair[1])
		return n + 1
	}
	all := oneYear.FindAllString(q.When, -1)
	if len(all) == 0 {
		return 0
	}
	n, _ := strconv.Atoi(all[len(all)-1])
	return n
}
