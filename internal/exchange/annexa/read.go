package annexa

import (
	"cmp"
	"context"
	"slices"
	"time"

	"heed/internal/exchange/intake"
)

// File is a list in a file or a sheet of one.
type File struct {
	// Name is the name for faults: that of the file, and of the sheet where there are several.
	Name string
	// Sheet is the sheet of a workbook, blank for a file.
	Sheet string
	Table *Table
}

// Source says what is known of the lists besides what is in them.
type Source struct {
	// Today is the day of the import: a later date is a fault. Where it is the zero time no date is.
	Today time.Time
	// On is the day of the extract, the zero time where the user does not say.
	On time.Time
	// Stated is the day of the extract that the workbook itself gives, blank where it gives none.
	Stated string
	// WrittenOf is the authority from whose records Heed wrote the workbook, blank of any other.
	WrittenOf string
	// Notes are faults of sheets that are no lists.
	Notes []intake.Fault
	// Own gives the day of the extract as the end of a span, of the day that the lists state and the last one in them, each blank
	// where there is none. Where it is nil nothing is covered.
	Own func(stated, last string) (intake.Span, error)
	// At, where it is set, is called with the name of each list before its rows are read.
	At func(name string)
}

// reader reads the lists of one extract.
type reader struct {
	*Format

	ctx      context.Context // lives no longer than the reading
	receiver *intake.Receiver
	today    string
	// extracted is the day of the extract.
	extracted string
	// last is the latest day in the lists.
	last string
	// referred are the days, in no order, on which each child was referred or became in need; cared those on which each came
	// into care and, blank where it has not ended, left it.
	referred   map[string][]string
	cared      map[string][2]string
	born       map[string]string
	households map[string]*household
}

// Read reads the lists of one extract, and says what became of each and what they cover.
func (f *Format) Read(ctx context.Context, files []File, sink intake.Sink, src Source) ([]intake.Part, error) {
	r := &reader{
		Format: f, ctx: ctx, receiver: intake.NewReceiver(sink, src.Today, intake.Prebirth),
		referred: map[string][]string{}, cared: map[string][2]string{}, born: map[string]string{}, households: map[string]*household{},
	}
	r.receiver.CountRowsApart()
	if !src.Today.IsZero() {
		r.today = src.Today.Format(time.DateOnly)
	}
	for _, note := range src.Notes {
		if err := r.receiver.Fault(note); err != nil {
			return nil, err
		}
	}
	var parts []*part
	for _, file := range files {
		parts = append(parts, r.newPart(file))
	}
	slices.SortStableFunc(parts, func(a, b *part) int { return cmp.Compare(a.List.Number, b.List.Number) })
	if err := r.people(parts); err != nil {
		return nil, err
	}
	r.known(parts)
	r.last = r.latest(parts)
	if r.extracted = r.last; src.Stated != "" {
		r.extracted = src.Stated
	}
	if !src.On.IsZero() {
		r.extracted = src.On.Format(time.DateOnly)
	}
	var done []intake.Part
	for _, p := range parts {
		if src.At != nil {
			src.At(p.file)
		}
		if err := p.all(uses[p.List.Number]); err != nil {
			return nil, err
		}
		if p.List.Number == adopters {
			if err := r.writeHouseholds(p); err != nil {
				return nil, err
			}
		}
		done = append(done, p.report())
	}
	if err := r.receiver.Settle(); err != nil {
		return nil, err
	}
	return done, r.covers(src)
}

// uses say what is done with each row, by the list's number.
var uses = map[int]func(p *part) func() error{
	1: contacts, 2: earlyHelp, 3: referrals, 4: assessments, 5: enquiries, 6: need, 7: protection, 8: care, 9: leaving, 10: adoption,
	adopters: adopter,
}

const adopters = 11
