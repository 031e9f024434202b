package rulebook

import "heed/internal/strictyaml"

// TimeUnit is what a length of time is counted in.
type TimeUnit string

// The units of time. Working days leave out weekends and the bank holidays of England.
const (
	Hours       TimeUnit = "hours"
	Days        TimeUnit = "days"
	WorkingDays TimeUnit = "working days"
	Weeks       TimeUnit = "weeks"
	Months      TimeUnit = "months"
)

// Statistic says how the rows of a measure become its figure.
type Statistic string

// The statistics. A share is the percentage of rows that are counted; a rate is the number of rows for each 10,000
// people of the measure's population.
const (
	Share  Statistic = "share"
	Count  Statistic = "count"
	Rate   Statistic = "rate"
	Mean   Statistic = "mean"
	Median Statistic = "median"
	Sum    Statistic = "sum"
)

// Period says which days a figure covers, counted back from the day asked about.
type Period string

// The periods. A snapshot is the one day. The year to 31 March is the last that has ended by the day, and three years
// are the three that end with it.
const (
	Snapshot     Period = "snapshot"
	TwelveMonths Period = "12 months"
	YearToMarch  Period = "year to 31 March"
	ThreeYears   Period = "3 years"
)

// Polarity says which way of a figure is the better one.
type Polarity string

// The polarities.
const (
	Higher  Polarity = "higher"
	Lower   Polarity = "lower"
	Neutral Polarity = "neutral"
)

// Harm is how much a child may come to harm, or lose, where a duty is not kept in time.
type Harm string

// The degrees of harm. High is harm to life, safety or a right that cannot be given back; medium, a life held up or a decision made
// without what it needs; low, a record or a paper that others wait for.
const (
	HighHarm   Harm = "high"
	MediumHarm Harm = "medium"
	LowHarm    Harm = "low"
)

// Harms lists the degrees of harm, the highest first.
var Harms = []Harm{HighHarm, MediumHarm, LowHarm}

// What a header may say.
var (
	statistics = []Statistic{Share, Count, Rate, Mean, Median, Sum}
	periods    = []Period{Snapshot, TwelveMonths, YearToMarch, ThreeYears}
	polarities = []Polarity{Higher, Lower, Neutral}
	warnUnits  = []TimeUnit{Hours, Days, WorkingDays, Weeks, Months}
	countUnits = []TimeUnit{Hours, WorkingDays, Days}
)

// oneOf reads the value of a key, blank where the key is absent. A value that is not allowed is a fault.
func oneOf[T ~string](s *strictyaml.Section, key string, allowed []T) T {
	return T(s.OneOf(key, texts(allowed)))
}

// needOneOf reads the value of a key that must be there.
func needOneOf[T ~string](s *strictyaml.Section, key string, allowed []T) T {
	return T(s.NeedOneOf(key, texts(allowed)))
}

// texts gives the values of a closed set as plain text.
func texts[T ~string](values []T) []string {
	list := make([]string, 0, len(values))
	for _, v := range values {
		list = append(list, string(v))
	}
	return list
}
