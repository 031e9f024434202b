package children

import (
	"heed/internal/words"
	"slices"
	"time"
)

// The fewest days without something that count as a gap. A weekend between two workers is none, nor a week between two
// schools; a night in care that no placement covers is.
const (
	gapInCare = 1
	gapWorker = 4
	gapSchool = 8
)

// viewsAfter is how many months without a recorded view are worth saying.
const viewsAfter = 6

// talkingAge is the age from which a child's own view is looked for, as the looked-after return looks for it.
const talkingAge = 4

// gaps gives for each lane the time in which nothing is recorded, something should be, and the records would hold it.
func (j *journey) gaps(page *JourneyPage) map[int][]JourneyBar {
	care := j.cover.within(j.care(), careTypes...)
	in := func(of []spell, types ...string) []spell { return j.cover.within(of, types...) }
	worked := joinSpells(append(in(j.cases(), "allocation"), in(care, "social_worker")...))
	return map[int][]JourneyBar{
		laneLegal:     j.without("No legal status recorded", in(care, legalTypes...), page.Lanes[laneLegal].Bars, gapInCare),
		lanePlacement: j.without("No placement recorded", in(care, placementTypes...), page.Lanes[lanePlacement].Bars, gapInCare),
		laneWorker:    j.without("No worker recorded", worked, page.Lanes[laneWorker].Bars, gapWorker),
		laneSchool:    slices.DeleteFunc(j.without("No school recorded", j.schoolAge(in(care, "school_place")), page.Lanes[laneSchool].Bars, gapSchool), j.inSummer),
	}
}

// without gives what is left of some stretches of time when bars are taken away.
func (j *journey) without(text string, of []spell, bars []JourneyBar, fewest int) []JourneyBar {
	var list []JourneyBar
	for _, s := range of {
		from := s.from
		leave := func(to time.Time) {
			end := to
			if end.IsZero() {
				end = j.asAt.AddDate(0, 0, 1) // the day itself has no worker either
			}
			if words.DaysBetween(from, end) >= fewest {
				list = append(list, JourneyBar{From: from, To: to, What: text, Short: "None", Missing: true})
			}
		}
		open := true
		for _, b := range bars {
			if !b.To.IsZero() && !b.To.After(from) {
				continue
			}
			if !s.to.IsZero() && !b.From.Before(s.to) {
				break
			}
			if b.From.After(from) {
				leave(b.From)
			}
			if b.To.IsZero() {
				open = false
				break
			}
			from = b.To
		}
		if open && (s.to.IsZero() && !from.After(j.asAt) || from.Before(s.to)) {
			leave(s.to)
		}
	}
	return list
}

// schoolAge cuts stretches of time down to compulsory school age: from the term after the fifth birthday to the last Friday
// in June of the school year of the sixteenth.
func (j *journey) schoolAge(of []spell) []spell {
	born := j.life.person.BornOn
	if born.IsZero() {
		return nil
	}
	five := born.AddDate(5, 0, 0)
	begins := time.Date(five.Year()+1, 1, 1, 0, 0, 0, 0, time.UTC)
	for _, day := range []time.Time{
		time.Date(five.Year(), 4, 1, 0, 0, 0, 0, time.UTC), time.Date(five.Year(), 9, 1, 0, 0, 0, 0, time.UTC),
	} {
		if five.Before(day) {
			begins = day
			break
		}
	}
	sixteen := born.AddDate(16, 0, 0)
	leaves := time.Date(sixteen.Year(), 6, 30, 0, 0, 0, 0, time.UTC)
	if sixteen.Month() >= time.September {
		leaves = leaves.AddDate(1, 0, 0)
	}
	for leaves.Weekday() != time.Friday {
		leaves = leaves.AddDate(0, 0, -1)
	}
	var list []spell
	for _, s := range of {
		if s.from.Before(begins) {
			s.from = begins
		}
		if !leaves.After(j.asAt) && (s.to.IsZero() || s.to.After(leaves)) {
			s.to = leaves
		}
		if !s.from.After(j.asAt) && (s.to.IsZero() || s.from.Before(s.to)) {
			list = append(list, s)
		}
	}
	return list
}

// inSummer says that a gap lies within the summer holidays.
func (j *journey) inSummer(b JourneyBar) bool {
	to := b.To
	if to.IsZero() {
		to = j.asAt
	}
	year := b.From.Year()
	return !b.From.Before(time.Date(year, 7, 1, 0, 0, 0, 0, time.UTC)) && to.Before(time.Date(year, 9, 16, 0, 0, 0, 0, time.UTC))
}

func (j *journey) gapWords(b JourneyBar) string {
	if b.To.IsZero() {
		return b.What + " since " + words.LongDate(b.From) + ", for " + words.Count(words.DaysBetween(b.From, j.asAt)+1, "day")
	}
	return b.What + " from " + words.LongDate(b.From) + " to " + words.LongDate(b.To) + ", for " + words.Count(words.DaysBetween(b.From, b.To), "day")
}
