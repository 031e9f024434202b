package oversight

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"heed/catalogue"
	"heed/internal/access"
	"heed/internal/door"
	"heed/internal/ledger"
	"heed/internal/words"
)

// Kind is a kind of oddity, as its code list has it.
type Kind string

// The kinds.
const (
	NeverAllocated Kind = "never-allocated"
	ManyChildren   Kind = "many-children"
	OutOfHours     Kind = "out-of-hours"
	AfterLeaving   Kind = "after-leaving"
)

// Kinds lists the kinds.
var Kinds = []Kind{NeverAllocated, ManyChildren, OutOfHours, AfterLeaving}

// Ref names an oddity: who did something of a kind on a civil day in London.
type Ref struct {
	Day  time.Time
	Kind Kind
	// Who is their account or, where they have none, their number in the list of staff.
	Who string
}

// String writes the reference as an address has it.
func (r Ref) String() string {
	return r.Day.Format(time.DateOnly) + "." + string(r.Kind) + "." + r.Who
}

// ParseRef reads what String wrote.
func ParseRef(text string) (Ref, error) {
	parts := strings.SplitN(text, ".", 3)
	if len(parts) != 3 || !slices.Contains(Kinds, Kind(parts[1])) || parts[2] == "" {
		return Ref{}, fmt.Errorf("%w: no oddity of that name", door.ErrNotFound)
	}
	day, err := time.Parse(time.DateOnly, parts[0])
	if err != nil {
		return Ref{}, fmt.Errorf("%w: no oddity of that day", door.ErrNotFound)
	}
	return Ref{day, Kind(parts[1]), parts[2]}, nil
}

// Oddity is what one person did of one kind on one day, with the entries of the log that say so.
type Oddity struct {
	Ref

	// Name is blank where no name is known. Roles are those in which they did it.
	Name  string
	Roles []string
	// Entries are those that the reader may see, the latest first; Children counts the children whom they are about.
	Entries  []door.AccessEntry
	Children int
	// Words say what was odd about it.
	Words string
	// Review is what was found, nil where nobody has looked into it yet.
	Review *Review
	// Own says that it is about the reader, who does not review it.
	Own bool
}

// Week is the oddities of seven days.
type Week struct {
	// From and To are its first and last day.
	From, To time.Time
	// Oddities are the latest first; Open counts those that nobody has looked into.
	Oddities []Oddity
	Open     int
}

// daysInWeek is how many days are listed at once.
const daysInWeek = 7

// Oddities lists the oddities of the seven days to a day, today where it is zero, among the entries of the log that the reader may see.
func Oddities(ctx context.Context, s *door.Session, to time.Time) (Week, error) {
	const what = "oddities of the access log"
	if err := s.Allow(ctx, access.ReadAccessLog, what); err != nil {
		return Week{}, err
	}
	if to.IsZero() || to.After(s.Day()) {
		to = s.Day()
	}
	w := Week{From: to.AddDate(0, 0, 1-daysInWeek), To: to}
	var err error
	if w.Oddities, err = between(ctx, s, w.From, w.To); err != nil {
		return Week{}, err
	}
	for _, one := range w.Oddities {
		if one.Review == nil {
			w.Open++
		}
	}
	return w, s.Log(ctx, access.ReadAccessLog, "", what+" to "+to.Format(time.DateOnly))
}

// FindOddity gives one oddity with its entries, or ErrNotFound where the reader sees nothing odd of that kind.
func FindOddity(ctx context.Context, s *door.Session, ref Ref) (Oddity, error) {
	const what = "one oddity of the access log"
	if err := s.Allow(ctx, access.ReadAccessLog, what); err != nil {
		return Oddity{}, err
	}
	one, err := find(ctx, s, ref)
	if err != nil {
		return Oddity{}, err
	}
	return one, s.Log(ctx, access.ReadAccessLog, "", what+" of "+ref.Day.Format(time.DateOnly))
}

func find(ctx context.Context, s *door.Session, ref Ref) (Oddity, error) {
	list, err := between(ctx, s, ref.Day, ref.Day)
	if err != nil {
		return Oddity{}, err
	}
	at := slices.IndexFunc(list, func(one Oddity) bool { return one.Ref == ref })
	if at < 0 {
		return Oddity{}, fmt.Errorf("%w: nothing of that kind is odd on that day", door.ErrNotFound)
	}
	return list[at], nil
}

// between works out the oddities of some days, both included, the latest first.
func between(ctx context.Context, s *door.Session, from, to time.Time) ([]Oddity, error) {
	in, err := s.At(door.Question{AsAt: s.Day()}).Open(ctx)
	if err != nil {
		return nil, door.Tidy(err)
	}
	begin := midnight(from)
	var entries []door.AccessEntry
	err = in.EachAccess(ctx, ledger.AccessFilter{Since: begin.Add(-manyWithin), Until: midnight(to.AddDate(0, 0, 1))}, func(e door.AccessEntry) bool {
		entries = append(entries, e)
		return true
	})
	if err != nil {
		return nil, err
	}
	slices.Reverse(entries) // in the order in which they were written
	d, err := newDetector(ctx, in, begin, entries)
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		d.take(e)
	}
	reviews, err := reviewsOf(ctx, in)
	if err != nil {
		return nil, err
	}
	return d.list(reviews), nil
}

// midnight gives the instant at which a civil day begins in London.
func midnight(day time.Time) time.Time {
	return time.Date(day.Year(), day.Month(), day.Day(), 0, 0, 0, 0, words.London).UTC()
}

// detector takes the entries of the log in their order.
type detector struct {
	in   *door.Inquiry
	ties *ties
	// begin is when the days begin that are asked about. Entries of before count among many, and are no oddity by themselves.
	begin time.Time
	found map[Ref]*Oddity
	// roles says of each kind and role that was asked about whether it is left out.
	roles map[[2]string]bool
	// recent are each person's looks at children within the time in which many are odd.
	recent map[string][]door.AccessEntry
}

func newDetector(ctx context.Context, in *door.Inquiry, begin time.Time, entries []door.AccessEntry) (*detector, error) {
	asked := map[string]bool{}
	var children []string
	for _, e := range entries {
		if child := in.Scope.People.First(e.About.ID); isLook(e) && !asked[child] {
			asked[child] = true
			children = append(children, child)
		}
	}
	t, err := tiesOf(ctx, in, children)
	if err != nil {
		return nil, err
	}
	return &detector{in: in, ties: t, begin: begin, found: map[Ref]*Oddity{}, roles: map[[2]string]bool{}, recent: map[string][]door.AccessEntry{}}, nil
}

// isLook says whether an entry is a look at one child, or an attempt at one.
func isLook(e door.AccessEntry) bool {
	if e.About.Kind != "child" || isOutcome(e) {
		return false
	}
	switch access.Action(e.Action) {
	case access.WriteRecord: // who restricts a record, or gives a grant to it, sees nothing of it by that
		return !strings.HasPrefix(e.Detail, catalogue.RecordRestriction) && !strings.HasPrefix(e.Detail, catalogue.RecordGrant)
	case access.ReadChild, access.ListClocks, access.ReadRecord:
		return true
	default:
		return false
	}
}

// take puts an entry under every oddity that it is, or is part of.
func (d *detector) take(e door.AccessEntry) {
	role := access.Role(e.Role)
	is := func(kind Kind) bool { return !e.At.Before(d.begin) && !d.without(kind, role) }
	if last := d.ties.lastDay(e.Who); is(AfterLeaving) && !last.IsZero() && door.Civil(e.At, true).After(last) {
		d.put(AfterLeaving, e)
	}
	if is(OutOfHours) && e.Allowed && (isLook(e) || e.Action == string(access.Export)) && d.outOfHours(e.At) {
		d.put(OutOfHours, e)
	}
	if !isLook(e) {
		return
	}
	if is(NeverAllocated) && d.neverAllocated(e, role) {
		d.put(NeverAllocated, e)
	}
	if e.Allowed && !d.without(ManyChildren, role) {
		d.takeAmongMany(e)
	}
}

// without says whether a role is left out of a kind.
func (d *detector) without(kind Kind, role access.Role) bool {
	key := [2]string{string(kind), string(role)}
	out, known := d.roles[key]
	if !known {
		out = excluded(d.in.Session, kind, role)
		d.roles[key] = out
	}
	return out
}

// outOfHours says whether a moment is outside the hours of a working day in London.
func (d *detector) outOfHours(at time.Time) bool {
	day := door.Civil(at, true)
	working, known := d.in.Calendar().WorkingDaysBetween(day.AddDate(0, 0, -1), day)
	hour := at.In(words.London).Hour()
	return known && working == 0 || hour < opensAt || hour >= closesAt
}

// neverAllocated says whether whoever looked, or tried to, has never been allocated to the child, nor had any other reason for which the policies open it.
func (d *detector) neverAllocated(e door.AccessEntry, role access.Role) bool {
	child := d.in.Scope.People.First(e.About.ID)
	if len(d.ties.allocated(e.Who, child, d.in.Day())) > 0 || d.ties.near(e.Who, role, child) {
		return false
	}
	return !e.Allowed || byAllocation[role] || byPlace[role]
}

// takeAmongMany notes a look, and those of before it where they have become many.
func (d *detector) takeAmongMany(e door.AccessEntry) {
	who := door.PersonOf(e.Who)
	recent := slices.DeleteFunc(d.recent[who], func(before door.AccessEntry) bool { return e.At.Sub(before.At) >= manyWithin })
	recent = append(recent, e)
	d.recent[who] = recent
	if !e.At.Before(d.begin) && childrenOf(d.in, recent) >= manyChildren {
		d.put(ManyChildren, recent...)
	}
}

func childrenOf(in *door.Inquiry, entries []door.AccessEntry) int {
	children := map[string]bool{}
	for _, e := range entries {
		if e.About.Kind == "child" {
			children[in.Scope.People.First(e.About.ID)] = true
		}
	}
	return len(children)
}

// put puts entries under the oddity of the person on the day of the last of them, each once.
func (d *detector) put(kind Kind, entries ...door.AccessEntry) {
	last := entries[len(entries)-1]
	ref := Ref{door.Civil(last.At, true), kind, door.PersonOf(last.Who)}
	one := d.found[ref]
	if one == nil {
		one = &Oddity{Ref: ref, Name: last.Name}
		d.found[ref] = one
	}
	for _, e := range entries {
		if n := len(one.Entries); n == 0 || one.Entries[n-1].Seq < e.Seq {
			one.Entries = append(one.Entries, e)
		}
		if !slices.Contains(one.Roles, e.Role) {
			one.Roles = append(one.Roles, e.Role)
		}
	}
}

// list gives what was found with what is known of it, the latest day first.
func (d *detector) list(reviews map[Ref]Review) []Oddity {
	list := make([]Oddity, 0, len(d.found))
	for ref, one := range d.found {
		one.Children, one.Own = childrenOf(d.in, one.Entries), isOwn(d.in.Session, d.ties, ref.Who)
		one.Words = d.wordsOf(one)
		slices.Reverse(one.Entries)
		if review, ok := reviews[ref]; ok {
			one.Review = &review
		}
		list = append(list, *one)
	}
	slices.SortFunc(list, func(x, y Oddity) int {
		return cmp.Or(y.Day.Compare(x.Day), cmp.Compare(slices.Index(Kinds, x.Kind), slices.Index(Kinds, y.Kind)), strings.Compare(x.Who, y.Who))
	})
	return list
}

// wordsOf says what is odd, of the entries in their order.
func (d *detector) wordsOf(one *Oddity) string {
	children := words.Count(one.Children, "child", "children")
	switch one.Kind {
	case NeverAllocated:
		refused := 0
		for _, e := range one.Entries {
			if !e.Allowed {
				refused++
			}
		}
		switch refused {
		case 0:
			return "Looked at " + children + ", with no allocation recorded"
		case len(one.Entries):
			return "Tried to look at " + children + ", with no allocation recorded, and was refused"
		}
		return "Looked, or tried to, at " + children + ", with no allocation recorded"
	case ManyChildren:
		return fmt.Sprintf("Looked at %s, %d or more of them within an hour", children, manyChildren)
	case OutOfHours:
		return fmt.Sprintf("%s before %dam, after %dpm or on a day that is no working day", words.Count(len(one.Entries), "look or file", "looks or files"), opensAt, closesAt-12)
	case AfterLeaving:
		return words.Count(len(one.Entries), "entry", "entries") + " after the last day, " + words.LongDate(d.ties.lastDay(one.Who))
	}
	return ""
}

// isOwn says whether an oddity of somebody is about the reader, or about the colleague for whom they act.
func isOwn(s *door.Session, t *ties, who string) bool {
	mine := append([]string{s.Who.Account, s.Who.For, s.Who.ID}, t.workers(s.Who.By())...)
	return slices.Contains(mine, who) || slices.ContainsFunc(t.workers(who), func(worker string) bool { return slices.Contains(mine, worker) })
}

// ErrOwn says that somebody would have looked into their own looks.
var ErrOwn = errors.New("somebody else looks into your own looks")
