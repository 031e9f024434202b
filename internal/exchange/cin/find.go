package cin

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"

	"heed/catalogue"
	"heed/internal/exchange/format"
	"heed/internal/exchange/intake"
	"heed/internal/exchange/plaintext"
)

// Spec describes the format for the table of formats.
var Spec = format.Spec{
	Kind: Kind, Title: "a children in need census", Expected: func(string) string { return "a children in need census in XML" },
	New: format.Maker(New),
}

// Begin begins a search.
func (f *Format) Begin(s *format.Search) format.Finder { return &finder{Format: f, search: s} }

// finder finds the censuses of one search.
type finder struct {
	*Format

	search *format.Search
	files  []format.Match[Header]
}

// Claims is blank: no name of a file claims that it is a census.
func (d *finder) Claims(*format.File) string { return "" }

// Recognise recognises a census by its root element and its header.
func (d *finder) Recognise(f *format.File) (format.Answer, error) {
	if content, err := f.Content(); content != format.XML || err != nil {
		return format.NotMine(), err
	}
	if root, err := f.XMLRoot(); root != "Message" || err != nil {
		return format.NotMine(), err
	}
	in, err := d.search.Open(f)
	if err != nil {
		return format.NotMine(), err
	}
	defer in.Close()
	header, err := d.Probe(in)
	if err != nil {
		return format.NotMine(), Refuse(f.Shown, err)
	}
	if header.Collection != "" && !strings.EqualFold(header.Collection, "CIN") {
		return format.Unusable("the census of another collection", format.DoCheck), nil
	}
	d.files = append(d.files, format.Match[Header]{File: f, Is: header})
	return format.Mine(), nil
}

// Returns makes a return of each year's census.
func (d *finder) Returns() ([]*format.Return, []intake.Fault, error) {
	type census struct {
		format.Match[Header]
		format.KnownYear
	}
	byYear := map[int][]census{}
	var years []int
	var errs []error
	for _, f := range d.files {
		inside := f.Is.CollectionYear()
		named := f.NamedYear()
		if inside > 0 {
			named = format.NamedYear{} // a census says itself of which year it is
		}
		dated, err := d.search.YearOf(f.File, named, inside, true, "its reference date")
		if err != nil {
			errs = append(errs, err)
			continue
		}
		if byYear[dated.Year] == nil {
			years = append(years, dated.Year)
		}
		byYear[dated.Year] = append(byYear[dated.Year], census{f, dated})
	}
	var returns []*format.Return
	var faults []intake.Fault
	for _, year := range years {
		var holders []format.Holder
		for _, c := range byYear[year] {
			holders = append(holders, format.Holder{File: c.File})
		}
		settled, err := d.search.Settle("the children in need census of "+catalogue.CollectionYear(year), holders)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		faults = append(faults, settled.Faults(holders)...)
		for _, c := range byYear[year] {
			if settled.Left[c.File] != "" {
				continue
			}
			r, err := d.census(c.Match, c.KnownYear)
			if err != nil {
				errs = append(errs, err)
				continue
			}
			returns = append(returns, r)
		}
	}
	return returns, faults, errors.Join(errs...)
}

func (d *finder) census(f format.Match[Header], dated format.KnownYear) (*format.Return, error) {
	year := dated.Year
	withPre, err := d.holds(f.File, preProceedingsElement)
	if err != nil {
		return nil, err
	}
	r := format.NewReturn(Kind, year, []*format.File{f.File}, true)
	r.OfYear()
	r.YearFrom = dated.From
	r.Authority, r.RecordedOn, r.Types = f.Is.LEA, f.Is.WrittenAt(), typesOf(withPre)
	today := d.search.Today
	r.Reader = func(ctx context.Context, reading *format.Reading) error {
		to := intake.NewReceiver(reading.Sink, today, intake.Prebirth)
		err := reading.Use(f.File, func(in io.Reader) error {
			return d.Read(ctx, in, Source{File: f.Shown, Authority: reading.Authority}, to)
		})
		if err != nil {
			return err
		}
		return d.covers(f.Shown, year, f.Is.WrittenAt(), to)
	}
	return r, nil
}

// holds says whether an element begins in a file, with or without a prefix.
func (d *finder) holds(f *format.File, element string) (bool, error) {
	in, err := d.search.Open(f)
	if err != nil {
		return false, err
	}
	defer in.Close()
	plain := plaintext.NewReader(in)
	buf := make([]byte, 256<<10)
	kept := 0
	for {
		n, err := plain.Read(buf[kept:])
		read := buf[:kept+n]
		if bytes.Contains(read, []byte("<"+element)) || bytes.Contains(read, []byte(":"+element)) {
			return true, nil
		}
		switch {
		case errors.Is(err, io.EOF):
			return false, nil
		case errors.Is(err, plaintext.ErrDamaged):
			return false, Refuse(f.Shown, err)
		case err != nil:
			return false, err
		}
		kept = copy(buf, read[max(0, len(read)-len(element)):])
	}
}
