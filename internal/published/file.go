package published

import (
	"bytes"
	"io"
)

// Result is what one CSV file gave: a set with its report or, where it could not be read, why.
type Result struct {
	Report

	Set     *Set  `json:"-"`
	Refused error `json:"-"`
}

// ReadFile reads a file, or each of those in an archive. A choice is about whichever of them have the columns. The error says why nothing could be
// looked at.
func ReadFile(name string, in io.Reader, choice Choice) ([]Result, error) {
	parts, err := Unpack(name, in)
	if err != nil {
		return nil, err
	}
	var list []Result
	for _, part := range parts {
		r := Result{}
		r.Set, r.Report, r.Refused = readAs(part.Name, bytes.NewReader(part.Text), choice, len(parts) == 1)
		list = append(list, r)
	}
	return list, nil
}
