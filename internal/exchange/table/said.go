package table

import (
	"maps"

	"heed/internal/exchange/format"
)

// said has the columns read as somebody said of them. The other columns are read by their own names.
func (r *reader) said(c *format.Columns) {
	own := r.Column
	leftOut := func(cell string) string { return own(cell) + " (left out)" } // whatever it would be by its own name
	r.Field = maps.Clone(r.Field)
	for heading, field := range c.Fields {
		if field == "" {
			r.Field[leftOut(heading)] = NotKept
		}
	}
	r.Column = func(cell string) string {
		switch field, known := c.Fields[format.Plain(cell)]; {
		case !known:
			return own(cell)
		case field == "":
			return leftOut(cell)
		default:
			return field
		}
	}
	r.words = c.Words
}
