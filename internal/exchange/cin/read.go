package cin

import (
	"context"
	"errors"
	"io"

	"heed/internal/exchange/budget"
	"heed/internal/exchange/intake"
	"heed/internal/exchange/outline"
)

var (
	errTooMany    = budget.Over("more than 100,000 records of one child", "Check that it is the census you mean, and export it again.")
	errNoChildren = errors.New("no child in it")
)

// Source says what is read.
type Source struct {
	// File is the name for faults.
	File string
	// Authority is the authority that is imported into, blank where any will do.
	Authority string
}

// Read reads a census, and gives its records to the receiver child by child: the child
// first, then each referral and what followed from it. A file that cannot be read
// to its end is a *intake.Refused.
func (f *Format) Read(ctx context.Context, r io.Reader, src Source, receiver *intake.Receiver) error {
	v := &reader{ctx: ctx, f: f, e: f.elements, src: src, receiver: receiver, tables: map[*shape]*intake.Table{}, headerLines: map[string]int{}, former: map[string]bool{}}
	for _, s := range f.shapes {
		v.tables[s] = receiver.Open(s.Shape)
	}
	receiver.HoldRows()
	err := outline.Walk(r, f.elements.message, v)
	if err == nil && len(v.rows) == 0 {
		err = errNoChildren
	}
	switch {
	case v.err != nil:
		return v.err
	case err != nil:
		return Refuse(src.File, err)
	}
	return nil
}

// Refuse says that a file is not a census that can be read.
func Refuse(file string, err error) error {
	return intake.Refuse(file, "a children in need census in XML", err, "Export the census again and import the new file.")
}

// reader builds the records of one child at a time.
type reader struct {
	ctx      context.Context
	f        *Format
	e        *elements
	src      Source
	receiver *intake.Receiver
	tables   map[*shape]*intake.Table
	err      error // what the sink or the context said, as against the file
	header   Header
	former   map[string]bool // elements of earlier years that have been told
	// headerLines gives the line of each item of the header.
	headerLines map[string]int

	rows  []*row // of the child last opened, the child itself first
	spare []*row
	need  *need
	part  *row // the assessment, plan, enquiry or the like that is open
}

// row is one record being built.
type row struct {
	shape  *shape
	values []string
	lines  []int
	line   int
	need   *need
	plan   *row // for a review: its plan
}

// need is one CINdetails element: a referral and what followed from it.
type need struct{ referral, episode *row }

// Open begins the records of an element.
func (v *reader) Open(g *outline.Group, line int) error {
	switch g {
	case v.e.all:
		return v.stop(v.checkHeader())
	case v.e.child:
		if err := v.ctx.Err(); err != nil {
			return v.stop(err)
		}
		v.rows, v.need, v.part = v.rows[:0], nil, nil
		child := v.add("child", line)
		child.values[child.shape.Type.Index("reported_by")] = Kind
	case v.e.need:
		v.need = &need{}
		v.need.referral = v.add("referral", line)
		v.need.episode = v.add("cin_episode", line)
	case v.e.assessment:
		v.part = v.add("assessment", line)
	case v.e.plan:
		v.part = v.add("cin_plan", line)
	case v.e.enquiry:
		v.part = v.add("section_47", line)
	case v.e.protection:
		v.part = v.add("cp_plan", line)
	case v.e.pre:
		v.part = v.add("pre_proceedings", line)
	}
	return nil
}

// Item puts a value into the records that hold it.
func (v *reader) Item(g *outline.Group, item int, value string, line int) error {
	if len(v.rows) > budget.ChildRows {
		return errTooMany
	}
	name := v.e.numbers.Names[item]
	switch g {
	case v.e.details, v.e.source:
		v.header.take(name, value)
		v.headerLines[name] = line
		return nil
	case v.e.identifiers, v.e.characteristics:
		return v.set(v.rows[0], item, value, line)
	case v.e.disabilities:
		return v.set(v.add("disability", line), item, value, line)
	case v.e.factors:
		v.addFactor(item, value, line)
		return nil
	case v.e.reviews:
		r := v.add("cp_review", line)
		r.plan = v.part
		return v.set(r, item, value, line)
	case v.e.need:
		return v.setNeed(name, item, value, line)
	}
	if name == "DateOfInitialCPC" && value != "" {
		if err := v.set(v.add("initial_conference", line), item, value, line); err != nil {
			return err
		}
	}
	return v.set(v.part, item, value, line)
}

// setNeed puts an item of CINdetails into the referral, the episode of need and
// the conference, whichever hold it.
func (v *reader) setNeed(name string, item int, value string, line int) error {
	if name == "DateOfInitialCPC" {
		if value == "" {
			return nil
		}
		return v.set(v.add("initial_conference", line), item, value, line)
	}
	if v.need.referral.shape.field[item] >= 0 {
		if err := v.set(v.need.referral, item, value, line); err != nil {
			return err
		}
		if name == "CINreferralDate" {
			return nil // the episode takes it from the referral
		}
	}
	if v.need.episode.shape.field[item] >= 0 {
		return v.set(v.need.episode, item, value, line)
	}
	return nil
}

// addFactor adds a factor to the assessment that is open.
func (v *reader) addFactor(item int, value string, line int) {
	r := v.part
	i := r.shape.field[item]
	value = v.f.norm.Value(r.shape.Type.Fields[i], value)
	if r.values[i] != "" && value != "" {
		value = r.values[i] + ";" + value
	}
	if value != "" {
		r.values[i] = value
	}
	if r.lines[i] == 0 {
		r.lines[i] = line
	}
}

// set puts a value into its field. The first value given for a field stays.
func (v *reader) set(r *row, item int, value string, line int) error {
	i := r.shape.field[item]
	if i < 0 {
		return nil
	}
	if r.lines[i] != 0 {
		return v.stop(v.receiver.Fault(intake.GivenTwice(v.src.File, r.shape.Shape, i, line)))
	}
	r.lines[i] = line
	r.values[i] = v.f.norm.Value(r.shape.Type.Fields[i], value)
	return nil
}

// add begins a record of this child, and of the referral that is open.
func (v *reader) add(typeID string, line int) *row {
	s := v.f.shapes[typeID]
	n := len(v.rows)
	if n == len(v.spare) {
		v.spare = append(v.spare, &row{})
	}
	r := v.spare[n]
	size := len(s.Type.Fields)
	r.shape, r.line, r.need, r.plan = s, line, v.need, nil
	r.values = append(r.values[:0], make([]string, size)...)
	r.lines = append(r.lines[:0], make([]int, size)...)
	v.rows = append(v.rows, r)
	return r
}

// Close puts the records of a child once all of it has been read.
func (v *reader) Close(g *outline.Group, _ int) error {
	switch g {
	case v.e.child:
		return v.stop(v.put())
	case v.e.need:
		v.need = nil
	case v.e.assessment, v.e.plan, v.e.enquiry, v.e.protection, v.e.pre:
		v.part = nil
	}
	return nil
}

// Unexpected gives a fault of what the census does not have. What it had in earlier years, of which Heed keeps nothing, is told once.
func (v *reader) Unexpected(in *outline.Group, element string, line int) error {
	if years := formerElements[element]; years != "" {
		if v.former[element] {
			return nil
		}
		v.former[element] = true
		return v.stop(v.receiver.Fault(intake.Fault{
			File: v.src.File, Line: line, Field: element, ValueKind: "element",
			Reason: "the census had this element " + years + ", and Heed keeps nothing of it; it is told once", Effect: intake.EffectUnread,
		}))
	}
	return v.stop(v.receiver.Fault(intake.UnexpectedElement(v.src.File, in.Name, element, line)))
}

// Mistaken gives a fault of text that is not in the encoding that the file says.
func (v *reader) Mistaken(line int, reason string) error {
	return v.stop(v.receiver.Fault(intake.MistakenEncoding(v.src.File, line, reason)))
}

// stop keeps an error of the sink or the context, which is not to become a refusal of the file.
func (v *reader) stop(err error) error {
	v.err = err
	return err
}
