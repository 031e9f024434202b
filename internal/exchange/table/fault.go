package table

import (
	"strconv"

	"heed/catalogue"
	"heed/internal/exchange/intake"
)

// shown gives a column's name, unless it is so long that it is no name.
func shown(name string) string {
	if len(name) > 60 {
		return "a column of " + strconv.Itoa(len(name)) + " characters"
	}
	return name
}

func (r *reader) rowFault(reason string) error {
	r.out.Lose()
	if err := r.receiver.Read(); err != nil {
		return err
	}
	return r.receiver.Fault(intake.Fault{
		File: r.Name, Line: r.rows.Line(), RecordType: r.Shape.Type.ID, ValueKind: "row",
		Reason: reason, Effect: catalogue.EffectKeptOut,
	})
}

func (r *reader) columnFault(column, reason, effect string) error {
	return r.receiver.Fault(intake.Fault{
		File: r.Name, Line: max(r.heading, 1), RecordType: r.Shape.Type.ID, Field: column, ValueKind: "column",
		Reason: reason, Effect: effect,
	})
}

// end gives the fault of a file that is not UTF-8, once for all of it.
func (r *reader) end() error {
	if err := r.refuseTwiceUnread(); err != nil {
		return err
	}
	line := 0
	if text, ok := r.rows.(interface{ Converted() int }); ok {
		line = text.Converted()
	}
	if line == 0 {
		return nil
	}
	return r.receiver.Fault(intake.Fault{
		File: r.Name, Line: line, RecordType: r.Shape.Type.ID, ValueKind: "bytes that are not UTF-8",
		Reason: "not UTF-8; this line, and each like it after, is read as Windows-1252", Effect: catalogue.EffectAsGiven,
	})
}

func (r *reader) refuse(err error) error {
	do := "Save it as CSV (UTF-8) and import it again."
	if r.Sheet != nil {
		do = "Export it again and import the new workbook."
	}
	return intake.Refuse(r.Name, r.expected(), err, do)
}

func (r *reader) refuseWith(found, do string) error {
	return &intake.Refused{File: r.Name, Expected: r.expected(), Found: found, Do: do}
}

func (r *reader) expected() string {
	if r.Sheet != nil {
		return r.Expected + " in a workbook"
	}
	return r.Expected + " in CSV"
}
