package annexa

import "heed/internal/exchange/sheet"

// fit takes out of the rows of a file those that have more or fewer cells than its heading, and keeps why: which of their cells is lost cannot be told. On
// a sheet each cell has its place.
func (p *part) fit() {
	if p.sheet != "" {
		return
	}
	below := p.heading + 1
	rows, lines, numbers := p.grid.Rows[:below:below], p.grid.Lines[:below:below], p.grid.Numbers[:below:below]
	width := len(sheet.Trim(p.grid.Rows[p.heading]))
	for i := below; i < len(p.grid.Rows); i++ {
		p.cells = p.grid.Rows[i]
		if reason := sheet.Fit(p.cells, width); reason != "" && !p.empty() && !p.note() {
			p.grid.Broken[p.grid.Lines[i]] = reason
			continue
		}
		rows, lines, numbers = append(rows, p.cells), append(lines, p.grid.Lines[i]), append(numbers, p.grid.Numbers[i])
	}
	p.cells, p.grid.Rows, p.grid.Lines, p.grid.Numbers = nil, rows, lines, numbers
}
