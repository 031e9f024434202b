package exchange_test

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"heed/catalogue"
	"heed/internal/exchange/intake"
)

// damagesOfCells are of what stands in single cells of a table.
var damagesOfCells = []damage{
	{name: "NULL where there is nothing", of: asTable, harmless: true, spoil: blanksAs("NULL")},
	{name: "N/A where there is nothing", of: asTable, harmless: true, spoil: blanksAs("N/A")},
	{name: "a dash where there is nothing", of: asTable, harmless: true, spoil: blanksAs("-")},
	{name: "#N/A where there is nothing", of: asTable, spoil: blanksAs("#N/A")},
	{name: "(blank) where there is nothing", of: asTable, harmless: true, spoil: blanksAs("(blank)")},
	{name: "NULL for an id", of: asTable, local: true, spoil: cellAs(0, "NULL")},
	{name: "no id", of: asTable, local: true, spoil: cellAs(0, "")},
	{name: "a word for an id", of: asTable, local: true, spoil: cellAs(0, "Unknown child")},
	{name: "an id with commas", of: asTable, local: true, spoil: cellAs(0, "540,001")},
	{name: "ids with .0", of: asTable, harmless: true, spoil: idsAs(func(id string) string { return id + ".0" })},
	{name: "ids in scientific notation", of: asTable, spoil: idsAs(func(id string) string { return id[:1] + "." + id[1:3] + "E+05" })},
	{name: "ids with a nought in front", of: asTable, spoil: idsAs(func(id string) string { return "0" + id })},
	{name: "ids cut short by a narrow column", of: asTable, spoil: idsAs(func(string) string { return "######" })},
	{name: "days as 31-Mar-2026", of: asTable, harmless: true, spoil: daysAs("02-Jan-2006")},
	{name: "days in words", of: asTable, harmless: true, spoil: daysAs("Monday 2 January 2006")},
	{name: "days with points", of: asTable, harmless: true, spoil: daysAs("02.01.2006")},
	{name: "days with a time of midnight", of: asTable, harmless: true, spoil: daysAs("2006-01-02 00:00:00")},
	{name: "days without signs", of: asTable, harmless: true, spoil: daysAs("20060102")},
	{name: "days as a spreadsheet's numbers", of: asText | asBook, harmless: true, spoil: daysIn(func(on time.Time) string { return strconv.Itoa(serialOf(on.Format(time.DateOnly))) })},
	{name: "days with the year in two figures", of: asTable, harmless: true, spoil: daysAs("02/01/06")},
	{name: "days as Americans write them", of: asTable, spoil: daysAs("01/02/2006")},
	{name: "days with a time", of: asTable, spoil: daysAs("2006-01-02T09:30:00Z")},
	{name: "a day that does not exist", of: asTable, local: true, spoil: dayAs("31/02/2026")},
	{name: "a day in the future", of: asTable, local: true, spoil: dayAs("01/06/2031")},
	{name: "a day long ago", of: asTable, local: true, spoil: dayAs("03/04/1066")},
	{name: "words for a day", of: asTable, local: true, spoil: dayAs("not yet, see Ziggurat")},
	{name: "spaces around every cell", of: asTable, harmless: true, spoil: everyCell(func(cell string) string { return "  " + cell + " " })},
	{name: "no-break spaces around every cell", of: asTable, harmless: true, spoil: everyCell(func(cell string) string { return "\u00a0" + cell + "\u00a0" })},
	{name: "a control character in a cell", of: asTable &^ asBook, local: true, spoil: anyCell(func(cell string) string { return cell + "\x07" })},
	{name: "a line end in a cell", of: asTable, local: true, spoil: anyCell(func(cell string) string { return cell + "\nand more" })},
	{name: "a quote in a cell", of: asTable, local: true, spoil: anyCell(func(cell string) string { return cell + ` "Quill"` })},
	{name: "thousands of letters in a cell", of: asTable, local: true, spoil: anyCell(func(cell string) string { return cell + strings.Repeat("quillon ", 600) })},
	{name: "signs of other scripts in a cell", of: asTable, local: true, spoil: anyCell(func(cell string) string { return cell + " Ёлка 漢字 🙂" })},
	{name: "a formula that failed", of: asTable, local: true, spoil: anyCell(func(string) string { return "#REF!" })},
}

// blanksAs writes a word where there is nothing.
func blanksAs(word string) func(d *drawn) bool {
	return gridOf(func(_ *drawn, g *grid) bool {
		done := false
		for _, row := range g.rows[1:] {
			for i := range row {
				if row[i] == "" {
					row[i], done = word, true
				}
			}
		}
		return done
	})
}

// rowOf damages one row of a table.
func rowOf(change func(d *drawn, row []string) []string) func(d *drawn) bool {
	return gridOf(func(d *drawn, g *grid) bool {
		i := 1 + d.IntN(len(g.rows)-1)
		d.touch(g.rows[i]...)
		g.rows[i] = change(d, g.rows[i])
		d.touch(g.rows[i]...)
		return true
	})
}

// cellAs writes a text into a column of a row.
func cellAs(column int, text string) func(d *drawn) bool {
	return rowOf(func(_ *drawn, row []string) []string {
		row[column] = text
		return row
	})
}

// idsAs changes the numbers of children in a table.
func idsAs(change func(id string) string) func(d *drawn) bool {
	return gridOf(func(_ *drawn, g *grid) bool {
		done := false
		for c := range g.rows[0] {
			if !all(columnOf(g.rows[1:], c), isChild) {
				continue
			}
			for _, row := range g.rows[1:] {
				if row[c] != "" {
					row[c], done = change(row[c]), true
				}
			}
		}
		return done
	})
}

// isChild says whether a cell is the number of a child of the invented councils.
func isChild(cell string) bool {
	return len(cell) == 6 && cell >= "500000" && cell < "630000" && strings.Trim(cell, "0123456789") == ""
}

// dayOf reads a day as the invented councils write it.
func dayOf(cell string) (time.Time, bool) {
	for _, form := range []string{time.DateOnly, "02/01/2006"} {
		if on, err := time.Parse(form, cell); err == nil {
			return on, true
		}
	}
	return time.Time{}, false
}

func isDay(cell string) bool { _, ok := dayOf(cell); return ok }

// daysOf are the columns of days.
func (g *grid) daysOf() []int {
	var columns []int
	for c := range g.rows[0] {
		if all(columnOf(g.rows[1:], c), isDay) {
			columns = append(columns, c)
		}
	}
	return columns
}

func daysAs(form string) func(d *drawn) bool {
	return daysIn(func(on time.Time) string { return on.Format(form) })
}

// daysIn writes every day in another form.
func daysIn(form func(on time.Time) string) func(d *drawn) bool {
	return gridOf(func(_ *drawn, g *grid) bool {
		columns := g.daysOf()
		for _, c := range columns {
			for _, row := range g.rows[1:] {
				if on, ok := dayOf(row[c]); ok {
					row[c] = form(on)
				}
			}
		}
		return len(columns) > 0
	})
}

// dayAs writes a text in the place of one day.
func dayAs(text string) func(d *drawn) bool {
	return gridOf(func(d *drawn, g *grid) bool {
		columns := g.daysOf()
		if len(columns) == 0 {
			return false
		}
		row := g.rows[1+d.IntN(len(g.rows)-1)]
		d.touch(row...)
		row[columns[d.IntN(len(columns))]] = text
		return true
	})
}

func everyCell(change func(cell string) string) func(d *drawn) bool {
	return gridOf(func(_ *drawn, g *grid) bool {
		for _, row := range g.rows {
			for i := range row {
				row[i] = change(row[i])
			}
		}
		return true
	})
}

func anyCell(change func(cell string) string) func(d *drawn) bool {
	return rowOf(func(d *drawn, row []string) []string {
		i := d.IntN(len(row))
		row[i] = change(row[i])
		return row
	})
}

// damagesOfValues are of what codes and answers are written as.
var damagesOfValues = []damage{
	{name: "codes in other letters", of: asTable, harmless: true, spoil: codesAs(func(_ *catalogue.CodeList, code string) string {
		if small := strings.ToLower(code); small != code {
			return small
		}
		return strings.ToUpper(code)
	})},
	{name: "labels for codes", of: asTable, harmless: true, spoil: codesAs(labelOf)},
	{name: "codes with their labels", of: asTable, harmless: true, spoil: codesAs(func(l *catalogue.CodeList, code string) string {
		if labelOf(l, code) == code {
			return code
		}
		return code + " - " + l.Label(code)
	})},
	{name: "an unknown code", of: asTable, local: true, spoil: fieldAs("Q9Q", catalogue.FieldCode, catalogue.FieldCodes)},
	{name: "words for a code", of: asTable, local: true, spoil: fieldAs("to be confirmed by Quillon", catalogue.FieldCode, catalogue.FieldCodes)},
	{name: "words for yes or no", of: asTable, local: true, spoil: fieldAs("perhaps", catalogue.FieldYesNo)},
	{name: "words for a number", of: asTable, local: true, spoil: fieldAs("several", catalogue.FieldInteger, catalogue.FieldDecimal)},
	{name: "a code of a spreadsheet's decimals", of: asTable, local: true, spoil: fieldAs("2.0", catalogue.FieldCode, catalogue.FieldInteger, catalogue.FieldYesNo)},
}

// fieldsOf gives the fields that each column of a table may fill.
func (d *drawn) fieldsOf(g *grid) [][]*catalogue.Field {
	of := make([][]*catalogue.Field, len(g.rows[0]))
	types := d.cat.Types
	if d.format == "" { // a list is of one type
		types = []*catalogue.Type{d.cat.Type(cmp.Or(g.name, strings.TrimSuffix(d.file.name, ".csv")))}
	}
	for _, kind := range types {
		for _, f := range kind.Fields {
			for _, name := range intake.Names(f, d.format) {
				if c := slices.Index(g.rows[0], name); c >= 0 {
					of[c] = append(of[c], f)
				}
			}
		}
	}
	return of
}

// codesAs writes the codes of a table in another way: those of columns that are of one list alone.
func codesAs(write func(l *catalogue.CodeList, code string) string) func(d *drawn) bool {
	return gridOf(func(d *drawn, g *grid) bool {
		done := false
		for c, fields := range d.fieldsOf(g) {
			if len(fields) == 0 || slices.ContainsFunc(fields, func(f *catalogue.Field) bool { return f.Type != catalogue.FieldCode || f.List() != fields[0].List() }) {
				continue
			}
			list := fields[0].List()
			for _, row := range g.rows[1:] {
				if list.Has(row[c]) {
					code := row[c]
					row[c] = write(list, code)
					done = done || row[c] != code
				}
			}
		}
		return done
	})
}

// labelOf gives the label of a code, or the code itself where the label could be of another, or is a code.
func labelOf(l *catalogue.CodeList, code string) string {
	label := l.Label(code)
	for _, other := range l.Codes {
		if other.Code != code && (lettersOf(other.Label) == lettersOf(label) || lettersOf(other.Code) == lettersOf(label)) {
			return code
		}
	}
	if label == "" || intake.Blank(&catalogue.Field{Type: catalogue.FieldText}, label) {
		return code
	}
	return label
}

// fieldAs writes a text into a cell of a field of some types.
func fieldAs(text string, types ...catalogue.FieldType) func(d *drawn) bool {
	return gridOf(func(d *drawn, g *grid) bool {
		fields := d.fieldsOf(g)
		for _, c := range d.Perm(len(fields)) {
			if slices.ContainsFunc(fields[c], func(f *catalogue.Field) bool { return slices.Contains(types, f.Type) }) {
				row := g.rows[1+d.IntN(len(g.rows)-1)]
				d.touch(row...)
				row[c] = text
				return true
			}
		}
		return false
	})
}
