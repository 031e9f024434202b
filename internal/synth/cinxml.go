package synth

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// cinFile writes a CIN census as a stream, in the element order of the schema of 2024.
type cinFile struct {
	file    *os.File
	out     *bufio.Writer
	cal     *calendar
	line    int
	depth   int
	faults  faulter
	pending string // the fault that the next fitting value is to have
	started day    // the last start date written, for an end put before it
	lost    bool   // the case has no usable date of referral, so nothing in it can be read
}

func createCIN(dir string, cal *calendar, v view, f faulter) (*cinFile, error) {
	file, err := os.Create(filepath.Join(dir, "cin.xml")) //nolint:gosec // the folder is the one the user named
	if err != nil {
		return nil, fmt.Errorf("creating a synthetic census: %w", err)
	}
	x := &cinFile{file: file, out: bufio.NewWriterSize(file, 1<<16), cal: cal, line: 1, faults: f}
	x.write(`<?xml version="1.0" encoding="UTF-8"?>`)
	x.open("Message")
	x.open("Header")
	x.open("CollectionDetails")
	x.text("Collection", "CIN")
	x.text("Year", fmt.Sprint(v.ending))
	x.text("ReferenceDate", cal.isoDate(date(v.ending, time.March, 31)))
	x.shut("CollectionDetails")
	x.open("Source")
	x.text("SourceLevel", "L")
	x.text("LEA", Code)
	x.text("SoftwareCode", "Heed synthetic authority")
	x.text("Release", "1")
	x.text("SerialNo", "001")
	x.text("DateTime", v.seen.time().Add(12*time.Hour).Format("2006-01-02T15:04:05"))
	x.shut("Source")
	x.shut("Header")
	x.open("Children")
	return x, nil
}

func (x *cinFile) close() error {
	x.shut("Children")
	x.shut("Message")
	if err := x.out.Flush(); err != nil {
		x.file.Close()
		return err
	}
	return x.file.Close()
}

const indents = "                "

func (x *cinFile) write(parts ...string) {
	for _, p := range parts {
		// A failed write comes out at Flush.
		_, _ = x.out.WriteString(p)
	}
	_ = x.out.WriteByte('\n')
	x.line++
}

func (x *cinFile) open(name string) {
	x.write(indents[:x.depth], "<", name, ">")
	x.depth++
}

func (x *cinFile) shut(name string) {
	x.depth--
	x.write(indents[:x.depth], "</", name, ">")
}

// text writes an element; the values are codes, dates and ids, none of which needs
// escaping. A blank value leaves the element out.
func (x *cinFile) text(name, value string) {
	if value != "" {
		x.write(indents[:x.depth], "<", name, ">", value, "</", name, ">")
	}
}

var cinFaults = []share{
	{FaultUnknownCode, 35}, {FaultImpossibleDate, 25}, {FaultMissingBirthDate, 10}, {FaultEndBeforeStart, 15}, {FaultFutureDate, 15},
}

// begin opens a block that may have one fault, of a kind that falls on one of its
// own values or on none.
func (x *cinFile) begin(name string) {
	x.open(name)
	x.pending = ""
	x.lost = x.lost && name != "Child" && name != "CINdetails"
	if x.faults.share > 0 && !x.lost && x.faults.chance(x.faults.share) {
		x.pending = x.faults.pick(cinFaults)
	}
}

// take says whether the pending fault is of a kind, and if so spends it on this line.
func (x *cinFile) take(fault, name string) bool {
	if x.pending != fault {
		return false
	}
	x.faults.plant(x.line, name, fault)
	x.pending = ""
	return true
}

func (x *cinFile) code(name, value string) {
	if value != "" && x.take(FaultUnknownCode, name) {
		value = "Q9Q"
	}
	x.text(name, value)
}

// begun writes the date something started.
func (x *cinFile) begun(name string, d day) {
	value := x.cal.isoDate(d)
	x.started = d
	if value != "" && x.take(FaultImpossibleDate, name) {
		value = on31February(value, "iso")
		x.lost = x.lost || name == "CINreferralDate"
	}
	x.text(name, value)
}

// done writes the date something ended, which may be put before its start.
func (x *cinFile) done(name string, d day) {
	value := x.cal.isoDate(d)
	switch {
	case value == "":
	case x.take(FaultEndBeforeStart, name):
		value = shiftYear(x.cal.isoDate(x.started), -2, "iso")
	case x.take(FaultFutureDate, name):
		value = shiftYear(value, intoTheFuture, "iso")
	}
	x.text(name, value)
}

// birth writes a date of birth, or leaves it out as a fault.
func (x *cinFile) birth(d day) {
	if x.take(FaultMissingBirthDate, "PersonBirthDate") {
		return
	}
	x.text("PersonBirthDate", x.cal.isoDate(d))
}

func boolean(b bool) string {
	if b {
		return "true"
	}
	return "false"
}

func digit(b bool) string {
	if b {
		return "1"
	}
	return "0"
}

// sexCode writes a sex as both returns do.
func sexCode(male bool) string {
	if male {
		return "1"
	}
	return "2"
}
