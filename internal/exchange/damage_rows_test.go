package exchange_test

import (
	"slices"
	"strconv"
	"strings"
)

// damagesOfRows are of how the rows and columns of a table are laid out.
var damagesOfRows = []damage{
	{name: "titles above the heading", of: asText | asBook, harmless: true, spoil: gridOf(func(_ *drawn, g *grid) bool {
		g.rows = append([][]string{{"Looked-after children, an invented council"}, {""}, {"Prepared for the panel"}}, g.rows...)
		return true
	})},
	{name: "a title with a day", of: asText | asBook, spoil: gridOf(func(_ *drawn, g *grid) bool {
		g.rows = append([][]string{{"As at 31 March 2026"}, {"Run by", "Q. Brackwater"}}, g.rows...)
		return true
	})},
	{name: "the heading twice", of: asText | asBook, harmless: true, spoil: rowIn(func(_ *drawn, g *grid) []string { return g.rows[0] })},
	{name: "the heading in capitals", of: asTable, harmless: true, spoil: headingOf(strings.ToUpper)},
	{name: "the heading with spaces around it", of: asText | asBook, harmless: true, spoil: headingOf(func(name string) string { return "  " + name + "\u00a0" })},
	{name: "the heading missing", of: asText | asBook, spoil: gridOf(func(_ *drawn, g *grid) bool { g.rows = g.rows[1:]; return true })},
	{name: "the first column lost", of: asTable, spoil: gridOf(func(_ *drawn, g *grid) bool { return g.drop(0) })},
	{name: "a column lost", of: asTable, spoil: gridOf(func(d *drawn, g *grid) bool { return g.drop(d.IntN(len(g.rows[0]))) })},
	{name: "a column renamed", of: asTable, spoil: gridOf(func(d *drawn, g *grid) bool {
		g.rows[0][d.IntN(len(g.rows[0]))] = "colour of the door"
		return true
	})},
	{name: "a column twice", of: asText | asBook, harmless: true, spoil: gridOf(func(d *drawn, g *grid) bool { return g.double(d.IntN(len(g.rows[0])), 0) })},
	{name: "a column twice with two values", of: asText | asBook, spoil: gridOf(func(d *drawn, g *grid) bool {
		return g.double(d.IntN(len(g.rows[0])), 1+d.IntN(len(g.rows)-1))
	})},
	{name: "columns in another order", of: asText | asBook, harmless: true, spoil: gridOf(func(d *drawn, g *grid) bool {
		order := d.Perm(len(g.rows[0]))
		g.each(func(row []string) []string {
			cells := make([]string, len(row))
			for i, from := range order {
				cells[i] = row[from]
			}
			return cells
		})
		return true
	})},
	{name: "a column of notes", of: asTable, harmless: true, spoil: gridOf(func(_ *drawn, g *grid) bool { return g.widen("our notes", "seen, see file") })},
	{name: "a column without a heading", of: asText | asBook, harmless: true, spoil: gridOf(func(_ *drawn, g *grid) bool {
		g.widen("", "x")
		return g.double(0, 0) // so that it is not the last
	})},
	{name: "a row twice", of: asTable, harmless: true, spoil: rowIn(func(d *drawn, g *grid) []string { return g.rows[1+d.IntN(len(g.rows)-1)] })},
	{name: "every row twice", of: asTable, harmless: true, spoil: gridOf(func(_ *drawn, g *grid) bool { g.rows = append(g.rows, g.rows[1:]...); return true })},
	{name: "a row short of cells", of: asText, local: true, spoil: rowOf(func(d *drawn, row []string) []string {
		at := d.IntN(len(row))
		return slices.Delete(row, at, at+1)
	})},
	{name: "a row with a cell too many", of: asText | asBook, local: true, spoil: rowOf(func(d *drawn, row []string) []string {
		return slices.Insert(row, d.IntN(len(row)), "Ziggurat, Q")
	})},
	{name: "rows in another order", of: asTable, harmless: true, spoil: gridOf(func(d *drawn, g *grid) bool {
		rows := g.rows[1:]
		d.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
		return true
	})},
	{name: "some rows lost", of: asTable, spoil: gridOf(func(d *drawn, g *grid) bool {
		from := 1 + d.IntN(len(g.rows)-1)
		g.rows = slices.Delete(g.rows, from, min(len(g.rows), from+1+d.IntN(5)))
		return len(g.rows) > 1
	})},
	{name: "the cells of a row moved by one", of: asTable, local: true, spoil: rowOf(func(_ *drawn, row []string) []string {
		copy(row[1:], slices.Clone(row))
		return row
	})},
	{name: "a total below", of: asTable, harmless: true, spoil: last(func(g *grid) []string { return g.wide("Total", strconv.Itoa(len(g.rows)-1)) })},
	{name: "a count below, alone in its row", of: asText | asBook, harmless: true, spoil: last(func(g *grid) []string { return []string{"(" + strconv.Itoa(len(g.rows)-1) + " rows affected)"} })},
	{name: "a note of when it was made below", of: asText | asBook, harmless: true, spoil: last(func(*grid) []string { return []string{"Report generated 31/03/2026 09:15 by Q. Brackwater"} })},
	{name: "a line of dashes under the heading", of: asText | asBook, harmless: true, spoil: gridOf(func(_ *drawn, g *grid) bool {
		line := make([]string, len(g.rows[0]))
		for i := range line {
			line[i] = "--------"
		}
		g.rows = slices.Insert(g.rows, 1, line)
		return true
	})},
	{name: "blank rows between", of: asText | asBook, harmless: true, spoil: rowIn(func(_ *drawn, g *grid) []string { return make([]string, len(g.rows[0])) })},
	{name: "the heading and nothing else", of: asTable, spoil: gridOf(func(_ *drawn, g *grid) bool { g.rows = g.rows[:1]; return true })},
}

// gridOf damages a table of the file, one that has rows.
func gridOf(change func(d *drawn, g *grid) bool) func(d *drawn) bool {
	return func(d *drawn) bool {
		for _, i := range d.Perm(len(d.file.grids)) {
			if g := &d.file.grids[i]; len(g.rows) > 1 && change(d, g) {
				return true
			}
		}
		return false
	}
}

// rowIn puts a row between others.
func rowIn(row func(d *drawn, g *grid) []string) func(d *drawn) bool {
	return gridOf(func(d *drawn, g *grid) bool {
		g.rows = slices.Insert(g.rows, 2+d.IntN(len(g.rows)-1), slices.Clone(row(d, g)))
		return true
	})
}

// last puts a row below the last.
func last(row func(g *grid) []string) func(d *drawn) bool {
	return gridOf(func(_ *drawn, g *grid) bool { g.rows = append(g.rows, row(g)); return true })
}

func headingOf(change func(name string) string) func(d *drawn) bool {
	return gridOf(func(_ *drawn, g *grid) bool {
		for i, name := range g.rows[0] {
			g.rows[0][i] = change(name)
		}
		return true
	})
}

func (g *grid) each(change func(row []string) []string) {
	for i, row := range g.rows {
		g.rows[i] = change(row)
	}
}

// drop leaves a column out.
func (g *grid) drop(column int) bool {
	g.each(func(row []string) []string { return slices.Delete(row, column, column+1) })
	return len(g.rows[0]) > 0
}

// double puts a column in a second time, after the others. Where odd is above 0 that row has another value there.
func (g *grid) double(column, odd int) bool {
	for i, row := range g.rows {
		cell := row[column]
		if i > 0 && i == odd {
			cell = "620999"
		}
		g.rows[i] = append(row, cell)
	}
	return true
}

// widen puts a column at the end.
func (g *grid) widen(name, cell string) bool {
	for i, row := range g.rows {
		if i == 0 {
			g.rows[i] = append(row, name)
		} else {
			g.rows[i] = append(row, cell)
		}
	}
	return true
}

// wide gives a row as wide as the heading, of a first cell and a last.
func (g *grid) wide(first, last string) []string {
	row := make([]string, len(g.rows[0]))
	row[len(row)-1] = last
	row[0] = first
	return row
}
