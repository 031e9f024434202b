package format

import (
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// firstYear is the earliest year to 31 March that a return can be of: the Children Act is of 1989.
const firstYear = 1989

// NamedYear is a year to 31 March that the name of a file or of a folder around it gives.
type NamedYear struct {
	// Year is 0 where no name gives one.
	Year int
	// Name is the name that does, and Own says that it is the file's.
	Name string
	Own  bool
	// Dated says that the name gives a day, such as that of the export, and no year.
	Dated bool
	// above says that the folder is not below what the user named.
	above bool
}

// words says where the year was taken from.
func (n NamedYear) words() string {
	if n.Own {
		return "the name of the file, " + n.Name
	}
	return "the name of the folder, " + n.Name
}

// NamedYear gives the year that the file's path tells: the nearest name counts, the file's own first, and a year before a day.
func (f *File) NamedYear() NamedYear {
	dated := NamedYear{}
	for _, part := range f.path() {
		year, day := yearIn(part.name)
		if part.joined != "" {
			if y, d := yearIn(part.joined); y > 0 || !d.IsZero() {
				year, day = y, d
			}
		}
		switch n := (NamedYear{Year: year, Name: part.shown(), Own: part.own, above: part.above}); {
		case year > 0 && (!part.above || possible(year, time.Time{})):
			return n
		case dated.Year == 0 && !day.IsZero():
			n.Year, n.Dated = yearOfDay(day), true
			dated = n
		}
	}
	return dated
}

// FolderYear gives the year that the nearest folder around the file tells, or the file itself where the user named it.
func (f *File) FolderYear() NamedYear {
	if f.Direct {
		return f.NamedYear()
	}
	folder := *f
	folder.Name = path.Dir(f.Name) + "/."
	return folder.NamedYear()
}

// part is one name of a path.
type part struct {
	name string
	// joined is the name with that of the folder around it, where the two may be one year: 2021/22.
	joined     string
	own, above bool
}

func (p part) shown() string {
	if p.joined != "" {
		return p.joined
	}
	return p.name
}

var shortNumber = regexp.MustCompile(`^\d\d$`)

// maxParents is how many folders of the path that the user named are looked at.
const maxParents = 3

// path gives the names of the file's path, the nearest first.
func (f *File) path() []part {
	root := strings.Split(filepath.ToSlash(filepath.Clean(f.Root)), "/")
	root = root[max(0, len(root)-maxParents):]
	names := append(slices.Clone(root), strings.Split(filepath.ToSlash(f.Name), "/")...)
	var parts []part
	for i, name := range slices.Backward(names) {
		p := part{name: name, own: i == len(names)-1, above: i < len(root)-1}
		if i > 0 && shortNumber.MatchString(name) {
			p.joined = names[i-1] + "/" + name
		}
		parts = append(parts, p)
	}
	return parts
}

// possible says whether a return can be of a year, as seen on a day, which may be the zero time.
func possible(year int, today time.Time) bool {
	last := 2099
	if !today.IsZero() {
		last = today.Year() + 1
	}
	return year >= firstYear && year <= last
}

// yearOfDay gives the year that a return is of that is named by a day: returns are made up after the 31 March to which they speak, and handed in by
// July. From August on a day may be of the last return or of the year that runs, so that it tells none, and the year is 0.
func yearOfDay(day time.Time) int {
	if day.Month() > time.July {
		return 0
	}
	return day.Year()
}

var (
	returnName = regexp.MustCompile(`ssda[ _-]?903|(^|[^0-9])903($|[^0-9])`)
	number     = regexp.MustCompile(`[0-9]+`)
	joint      = regexp.MustCompile(`^ *(-|–|—|_|/|\\|\.|to|-to-|_to_)? *$`)
	dayJoint   = regexp.MustCompile(`^ *[-–_/. ] *$`)
	monthJoint = regexp.MustCompile(`^(?:st|nd|rd|th)?[ _-]*(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[ _-]*$`)
	monthAhead = regexp.MustCompile(`(?:^|[^a-z])(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[ _-]*$`)
	months     = []string{"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"}
)

// yearIn gives the year to 31 March that a name holds: 2024 for 2024, 2023-24, 2023-2024, 202324, 23-24 and 2324; or else the day that it holds, such
// as 31032024 or 2024-07-01. It gives 0 and the zero time where it holds neither, or several that differ.
func yearIn(name string) (year int, day time.Time) {
	name = returnName.ReplaceAllString(strings.ToLower(name), "$1 $2")
	s := scan{name: name, runs: number.FindAllStringIndex(name, -1)}
	for s.next() {
	}
	if year, several := one(s.pairs); year > 0 || several {
		return year, only(s.days)
	}
	years := s.years
	if len(s.days) == 0 {
		years = append(years, s.short...)
	}
	year, several := one(years)
	day = only(s.days)
	if several || year > 0 && len(s.days) > 0 && (day.IsZero() || yearOfDay(day) != year) {
		return 0, time.Time{}
	}
	return year, day
}

// one gives the one year that some are.
func one(years []int) (year int, several bool) {
	for _, y := range years {
		if year != 0 && y != year {
			return 0, true
		}
		year = y
	}
	return year, false
}

// only gives the one day that some are.
func only(days []time.Time) time.Time {
	if len(days) == 0 || slices.ContainsFunc(days, func(d time.Time) bool { return !d.Equal(days[0]) }) {
		return time.Time{}
	}
	return days[0]
}

// scan looks through the numbers of a name.
type scan struct {
	name string
	runs [][]int
	at   int
	// pairs are collection years written as such, years those written as one, short those of two figures each, such as 1920, and days days.
	pairs, years, short []int
	days                []time.Time
}

// run gives the number so many after the one that is looked at, blank where there is none.
func (s *scan) run(n int) string {
	if s.at+n >= len(s.runs) {
		return ""
	}
	return s.name[s.runs[s.at+n][0]:s.runs[s.at+n][1]]
}

// between gives what stands between two numbers.
func (s *scan) between(n int) string {
	if s.at+n+1 >= len(s.runs) {
		return "\x00"
	}
	return s.name[s.runs[s.at+n][1]:s.runs[s.at+n+1][0]]
}

// next looks at one number, and at those after it that belong to it. It says whether there was one.
func (s *scan) next() bool {
	if s.at >= len(s.runs) {
		return false
	}
	s.at += max(1, s.date(), s.pair(), s.alone())
	return true
}

// date takes a day of several numbers, and gives how many they are.
func (s *scan) date() int {
	a, b, c := s.run(0), s.run(1), s.run(2)
	if m := monthJoint.FindStringSubmatch(s.between(0)); m != nil && len(a) <= 2 && len(b) == 4 {
		return s.day(b, strconv.Itoa(slices.Index(months, m[1])+1), a, 2)
	}
	if !dayJoint.MatchString(s.between(0)) || s.between(0) != s.between(1) {
		return 0
	}
	switch {
	case len(a) == 4 && len(b) <= 2 && len(c) <= 2:
		return s.day(a, b, c, 3)
	case len(a) <= 2 && len(b) <= 2 && len(c) == 4:
		return s.day(c, b, a, 3)
	case len(a) == 2 && len(b) == 2 && len(c) == 2:
		return s.shortDay(a, b, c, 3)
	}
	return 0
}

// day takes a day, where it is one of the calendar and of a year that a return can be of.
func (s *scan) day(year, month, day string, numbers int) int {
	y, _ := strconv.Atoi(year)
	m, _ := strconv.Atoi(month)
	d, _ := strconv.Atoi(day)
	on := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	if !possible(y, time.Time{}) || on.Year() != y || int(on.Month()) != m || on.Day() != d {
		return 0
	}
	s.days = append(s.days, on)
	return numbers
}

// shortDay passes over a day whose year has two figures: its century, and often the order of its numbers, would be a guess.
func (s *scan) shortDay(a, b, c string, numbers int) int {
	was := s.days
	n := max(s.day("20"+c, b, a, numbers), s.day("20"+a, b, c, numbers))
	s.days = was
	return n
}

// pair takes a collection year of two numbers.
func (s *scan) pair() int {
	if s.date2() || !joint.MatchString(s.between(0)) {
		return 0
	}
	a, b := s.run(0), s.run(1)
	switch {
	case len(a) == 4 && (len(b) == 4 || len(b) == 2) && follows(a, b):
		s.pairs = append(s.pairs, century(a)+1)
		return 2
	case len(a) == 2 && len(b) == 2 && follows(a, b):
		s.short = append(s.short, century(b))
		return 2
	}
	return 0
}

// date2 says whether the numbers from here on were taken for a day.
func (s *scan) date2() bool {
	was := s.days
	n := s.date()
	s.days = was
	return n > 0
}

// alone takes a number that is a year or a day by itself.
func (s *scan) alone() int {
	if s.date2() {
		return 0
	}
	n := s.run(0)
	switch len(n) {
	case 8:
		if follows(n[:4], n[4:]) && plain(n) {
			s.pairs = append(s.pairs, century(n[:4])+1)
		} else if s.day(n[:4], n[4:6], n[6:], 1) == 0 {
			s.day(n[4:], n[2:4], n[:2], 1)
		}
	case 6:
		if plain(n) && follows(n[:4], n[4:]) {
			s.pairs = append(s.pairs, century(n[:4])+1)
		} else if plain(n) {
			s.day(n[:4], n[4:], "1", 1)
		}
	case 4:
		s.four(n)
	}
	return 1
}

// four takes a number of four figures, unless it begins a collection year.
func (s *scan) four(n string) {
	next := s.run(1)
	month := monthAhead.FindStringSubmatch(s.name[:s.runs[s.at][0]])
	switch {
	case joint.MatchString(s.between(0)) && (len(next) == 4 || len(next) == 2) && follows(n, next):
	case month != nil && plain(n) && (s.at == 0 || !monthJoint.MatchString(s.name[s.runs[s.at-1][1]:s.runs[s.at][0]])):
		s.day(n, strconv.Itoa(slices.Index(months, month[1])+1), "1", 1)
	case follows(n[:2], n[2:]):
		if year := century(n[2:]); possible(year, time.Time{}) {
			s.short = append(s.short, year)
		}
	case plain(n):
		s.years = append(s.years, century(n))
	}
}

// plain says whether a number begins as a year of these centuries does.
func plain(n string) bool { return strings.HasPrefix(n, "19") || strings.HasPrefix(n, "20") }

// follows says whether a number of two or four figures is the year after another.
func follows(a, b string) bool {
	if len(a) == 4 && !plain(a) || len(b) == 4 && (!plain(b) || len(a) != 4 || century(b) != century(a)+1) {
		return false
	}
	return (century(a)+1)%100 == century(b)%100
}

// century gives the year that two or four figures stand for: 1989 to 2088 for two.
func century(n string) int {
	year, _ := strconv.Atoi(n)
	switch {
	case len(n) == 4:
		return year
	case year >= firstYear%100:
		return 1900 + year
	}
	return 2000 + year
}
