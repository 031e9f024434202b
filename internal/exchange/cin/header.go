package cin

import (
	"strconv"
	"time"

	"heed/catalogue"
	"heed/internal/exchange/intake"
)

// CollectionYear is the year of the 31 March that a census is of: that of its
// reference date, or else of its Year. It is 0 where it says neither.
func (h Header) CollectionYear() int {
	if d, err := catalogue.ParseDate(h.ReferenceDate); err == nil {
		return d.Year()
	}
	year, err := strconv.Atoi(h.Year)
	if err != nil || year < 1990 || year > 2100 {
		return 0
	}
	return year
}

// WrittenAt is when the file says it was written, the zero time where it does not.
func (h Header) WrittenAt() time.Time {
	for _, form := range []string{time.RFC3339, "2006-01-02T15:04:05", time.DateOnly} {
		if at, err := time.Parse(form, h.DateTime); err == nil {
			return at.UTC()
		}
	}
	return time.Time{}
}

// checkHeader gives a fault where the header contradicts itself or the import. The file is
// read all the same: an authority may import what was made under another's code.
func (v *reader) checkHeader() error {
	h := v.header
	v.receiver.OfYear(h.CollectionYear())
	if v.src.Authority != "" && h.LEA != "" && h.LEA != v.src.Authority {
		if err := v.headerFault("LEA", "the file says authority "+shown(h.LEA)+", it was imported into "+v.src.Authority); err != nil {
			return err
		}
	}
	if year := h.CollectionYear(); year > 0 && h.Year != "" && h.Year != strconv.Itoa(year) {
		return v.headerFault("Year", "not the year of the ReferenceDate, which is used")
	}
	return nil
}

// shown gives a code as it stands, unless it is too odd to be one.
func shown(code string) string {
	if len(code) > 9 {
		return "of another form"
	}
	return code
}

func (v *reader) headerFault(field, reason string) error {
	return v.receiver.Fault(intake.Fault{
		File: v.src.File, Line: v.headerLines[field], Field: field, ValueKind: catalogue.ValueKind(v.headerValue(field)),
		Reason: reason, Effect: catalogue.EffectAsGiven,
	})
}

func (v *reader) headerValue(field string) string {
	if field == "LEA" {
		return v.header.LEA
	}
	return v.header.Year
}
