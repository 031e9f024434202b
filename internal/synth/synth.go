// Package synth writes synthetic authorities: an invented council's returns and
// records over several years, in the real formats, from a simulation of each child's
// journey from referral to leaving care. Nobody in them is real.
package synth

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"
	"time"
)

// Code is the authority code of the invented council. The DfE gives it to nobody.
const Code = "990"

const (
	authorityName = "Brockwell"

	defaultYears      = 6
	defaultFaultShare = 0.005
	firstChildID      = 500_000
)

// ErrOptions is given for options that no authority can be made from.
var ErrOptions = errors.New("a synthetic authority needs at least one child, and a last day from 2015 to 2040; " +
	"one whose profile gives its figures has its own size and days")

// Options say how large an authority to invent, and from which seed. The same
// options give the same bytes.
type Options struct {
	Profile  string    // blank is ProfileSteady
	Children int       // known at any time in the years written; the profile's own where it has pinned figures
	Seed     uint64    // of all chance
	Until    time.Time // the last day known; the profile's own where it has pinned figures
	Years    int       // whole years to 31 March before Until; 0 is six, or the profile's own
	// FaultShare is the share of rows that get a fault; 0 is the profile's, and below 0 none.
	FaultShare float64
}

// Authority says what was written.
type Authority struct {
	Code, Name string
	Years      []Year
	Personas   []Persona
	Rights     []Right
	Planted    []Planted // every fault, in the order of the files' writing
}

// Year is one return year's folder. The last may be a part year, as councils run the
// same extracts in the year.
type Year struct {
	Ending      int
	SubmittedAt time.Time
	Dir         string // relative to the directory written
	// ListsFrom and ListsTo are the days between which the year's lists hold everything, both the zero time where the council
	// did not keep all of its lists yet.
	ListsFrom, ListsTo time.Time
}

// Write invents an authority and writes its tree under dir, which it makes. It calls
// progress, when given one, with the children written so far.
func Write(ctx context.Context, dir string, o Options, progress func(done, total int64)) (Authority, error) {
	o, err := o.withDefaults()
	if err != nil {
		return Authority{}, err
	}
	if err := os.MkdirAll(dir, 0o750); err != nil {
		return Authority{}, fmt.Errorf("making the folder of a synthetic authority: %w", err)
	}
	w := newWorld(o)
	if len(w.profile.pins) > 0 {
		if w.streams, err = w.cast(ctx); err != nil {
			return Authority{}, fmt.Errorf("inventing a synthetic authority: %w", err)
		}
		o.Children = len(w.streams)
	}
	a := Authority{Code: Code, Name: authorityName}
	for _, v := range w.views {
		a.Years = append(a.Years, w.yearOf(v))
	}
	t := &watch{w: w, last: w.views[len(w.views)-1], overdue: make([]int, len(w.staff.workers))}
	if err := w.write(ctx, dir, o, t, &a.Planted, progress); err != nil {
		return Authority{}, fmt.Errorf("writing a synthetic authority: %w", err)
	}
	a.Personas, a.Rights = t.personas(), t.rights()
	return a, nil
}

// yearOf says what the folder of a view is.
func (w *world) yearOf(v view) Year {
	y := Year{Ending: v.ending, SubmittedAt: v.seen.time(), Dir: strconv.Itoa(v.ending)}
	if v.census && v.from >= w.since() {
		y.ListsFrom, y.ListsTo = v.from.time(), v.cut.time()
	}
	return y
}

// write writes every year's files side by side, a child at a time.
func (w *world) write(
	ctx context.Context, dir string, o Options, t *watch, planted *[]Planted, progress func(done, total int64),
) (err error) {
	var years []*yearFiles
	defer func() {
		for _, y := range years {
			err = errors.Join(err, y.close())
		}
	}()
	for _, v := range w.views {
		y, err := w.createYear(dir, v, o, planted)
		if y != nil {
			years = append(years, y)
		}
		if err != nil {
			return err
		}
	}
	if err := w.writeChildren(ctx, years, t, o.Children, progress); err != nil {
		return err
	}
	return finish(years, t)
}

func (o Options) withDefaults() (Options, error) {
	p, known := findProfile(o.Profile)
	if !known {
		return o, fmt.Errorf("%w: there is no profile %s", ErrOptions, o.Profile)
	}
	if len(p.pins) > 0 {
		if o.Children != 0 || !o.Until.IsZero() || o.Years != 0 {
			return o, ErrOptions
		}
		o.Children, o.Until, o.Years = p.staffedFor, p.until, p.years
	}
	if o.Children < 1 || o.Until.Year() < 2015 || o.Until.Year() > 2040 || o.Years < 0 || o.Years > 10 {
		return o, ErrOptions
	}
	if o.Years == 0 {
		o.Years = defaultYears
	}
	if o.FaultShare == 0 {
		o.FaultShare = cmp.Or(p.faultShare, defaultFaultShare)
	}
	return o, nil
}

// newWorld sets out the returns: one for each whole year, submitted on 31 May, and
// one for the part of a year up to the last day.
func newWorld(o Options) *world {
	until := dayOf(o.Until)
	ending := until.time().Year()
	if date(ending, time.March, 31) > until {
		ending--
	}
	p, _ := findProfile(o.Profile)
	w := &world{seed: o.Seed, profile: p, cal: newCalendar(), until: until, start: date(ending-o.Years, time.April, 1)}
	before := never
	for y := ending - o.Years + 1; y <= ending; y++ {
		seen := min(date(y, time.May, 31), until)
		w.views = append(w.views, view{ending: y, from: date(y-1, time.April, 1), cut: date(y, time.March, 31), seen: seen, before: before})
		before = seen
	}
	if from := date(ending, time.April, 1); from <= until {
		w.views = append(w.views, view{ending: ending + 1, from: from, cut: until, seen: until, before: before, final: true})
	}
	for i := range w.views {
		w.views[i].census = w.views[i].ending >= p.firstCensus
	}
	w.staff = newStaff(o.Seed, w.start, until, o.Children)
	return w
}

// writeChildren lives one child after another, and keeps those whom any return shows.
func (w *world) writeChildren(ctx context.Context, years []*yearFiles, t *watch, want int, progress func(done, total int64)) error {
	kept := 0
	for stream := uint64(0); kept < want; stream++ {
		if stream%256 == 0 {
			if err := ctx.Err(); err != nil {
				return err
			}
			if progress != nil {
				progress(int64(kept), int64(want))
			}
		}
		c := w.live(w.stream(stream))
		c.id = strconv.Itoa(firstChildID + kept)
		if !w.shows(c) {
			continue
		}
		if err := w.writeChild(years, c); err != nil {
			return err
		}
		kept++
		t.look(c)
	}
	if progress != nil {
		progress(int64(want), int64(want))
	}
	return nil
}

// stream gives the stream of chance of the nth child lived: of those cast, where the council was.
func (w *world) stream(n uint64) uint64 {
	if w.streams != nil {
		return w.streams[n]
	}
	return n
}

// shows says whether any return shows a child.
func (w *world) shows(c *child) bool {
	return slices.ContainsFunc(w.views, func(v view) bool { return v.shows(c) })
}

// writeChild writes a child into every return that shows them.
func (w *world) writeChild(years []*yearFiles, c *child) error {
	records := w.recordsOf(c)
	first := true
	var listed *view // the last whose lists had this child
	for _, y := range years {
		if !y.shows(c) {
			// The records of a child go on a little after the returns have nothing more of the child.
			if listed != nil {
				if err := y.writeLists(records, listed); err != nil {
					return err
				}
				listed = &y.view
			}
			continue
		}
		if err := y.write(c, first); err != nil {
			return err
		}
		if first = false; !y.census {
			continue
		}
		if err := y.writeLists(records, listed); err != nil {
			return err
		}
		listed = &y.view
	}
	return nil
}

// finish writes what is known only once every child has been.
func finish(years []*yearFiles, t *watch) error {
	for _, y := range years {
		if err := y.writeStaff(); err != nil {
			return err
		}
	}
	t.w.persons = population(years, t.w.profile.population)
	if err := t.w.writeCouncilLists(years); err != nil {
		return err
	}
	return writeSettings(years, t.w.persons)
}
