package intake

import (
	"math"
	"regexp"
	"strings"
	"sync"
	"time"
)

// london is where moments without a zone are.
var london = sync.OnceValue(func() *time.Location {
	l, err := time.LoadLocation("Europe/London")
	if err != nil {
		return time.UTC // never, since the zones are in the program
	}
	return l
})

// clock is a day and a time after it, in small letters: with colons or points, fractions of a second, am or pm and a zone.
var clock = regexp.MustCompile(`^(.+?)(?:t|[ ,:]+)(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:[:.,]\d{1,9})?)?(?: ?([ap])\.?m\.?)?(?: ?(z|utc|gmt|bst|[+-]\d{2}(?::?\d{2})?))?$`)

// compact is a day and a time without signs between their figures.
var compact = regexp.MustCompile(`^(\d{8})t?(\d{2})(\d{2})(\d{2})(z?)$`)

// written is a moment as it is written. zone is blank where it says none.
type written struct {
	day                  string
	hour, minute, second int
	zone                 string
}

// splitMoment takes a moment apart. It is none where its day or time is none.
func splitMoment(v string) (w written, ok bool) {
	m := compact.FindStringSubmatch(v)
	switch {
	case m != nil:
		m = []string{m[0], m[1], m[2], m[3], m[4], "", m[5]}
	case len(v) > 60:
		return w, false
	default:
		if m = clock.FindStringSubmatch(v); m == nil {
			return w, false
		}
	}
	if w.day = writtenDay(strings.TrimSuffix(m[1], ",")); w.day == "" {
		return w, false
	}
	w.hour, w.minute, w.second, w.zone = number(m[2]), number(m[3]), number(m[4]), m[6]
	switch half := m[5]; {
	case half == "":
	case w.hour == 0 && half == "a" || w.hour > 12 && half == "p": // 00:30 AM and 13:30 PM, which have one meaning
	case w.hour == 0 || w.hour > 12:
		return w, false
	case half == "p":
		w.hour = w.hour%12 + 12
	default:
		w.hour %= 12
	}
	return w, w.hour < 24 && w.minute < 60 && w.second < 60
}

// midnight says whether the time is that which programs write after a day.
func (w written) midnight() bool { return w.hour == 0 && w.minute == 0 && w.second == 0 }

// at gives the moment in a place.
func (w written) at(place *time.Location) time.Time {
	d, err := time.Parse(time.DateOnly, w.day)
	if err != nil {
		return time.Time{}
	}
	return time.Date(d.Year(), d.Month(), d.Day(), w.hour, w.minute, w.second, 0, place)
}

// zoned gives the moment where it says its zone.
func (w written) zoned() (time.Time, bool) {
	switch z := w.zone; z {
	case "":
		return time.Time{}, false
	case "z", "utc", "gmt":
		return w.at(time.UTC), true
	case "bst":
		return w.at(time.FixedZone("", 3600)), true
	default:
		away := number(z[1:3]) * 3600
		if rest := strings.TrimPrefix(z[3:], ":"); rest != "" {
			away += number(rest) * 60
		}
		if z[0] == '-' {
			away = -away
		}
		return w.at(time.FixedZone("", away)), true
	}
}

// moment writes a moment in UTC. One without its zone is London's, except in the two hours of a year in which that is none or two
// moments. What is none is given as it is.
func moment(v string) string {
	if at, err := time.Parse(time.RFC3339, v); err == nil {
		return at.UTC().Format(time.RFC3339)
	}
	w, ok := splitMoment(tidied(v))
	if day, rest, is := Serial(v, false); is && rest > 0 {
		seconds := int(math.Round(rest * 86_400))
		w, ok = written{day: day, hour: seconds / 3600, minute: seconds / 60 % 60, second: seconds % 60}, true
	}
	if !ok {
		return v
	}
	if at, ok := w.zoned(); ok {
		return at.UTC().Format(time.RFC3339)
	}
	at := w.at(london())
	if at.Hour() != w.hour%24 || sameWall(at, time.Hour) || sameWall(at, -time.Hour) {
		return v
	}
	return at.UTC().Format(time.RFC3339)
}

// sameWall says whether a clock shows the same time this much earlier or later.
func sameWall(at time.Time, apart time.Duration) bool {
	return at.Add(apart).Format(time.DateTime) == at.Format(time.DateTime)
}
