package sheet

import (
	"bytes"
	"strings"
)

// sniffed is how much of a file tells what stands between its cells, and sniffedRows of how many of its rows that is.
const (
	sniffed     = 32 << 10
	sniffedRows = 60
)

// separators are what may stand between cells, likeliest first.
var separators = [...]byte{',', '\t', ';', '|'}

// stated gives the separator that the first line of a file says it has, as Excel writes it: sep=; and how many bytes that line takes, 0
// where the line is none of these. A file saved again may have separators behind it.
func stated(head []byte) (comma byte, size int) {
	line, _, found := bytes.Cut(head, []byte("\n"))
	text := strings.Trim(string(line), " \"")
	const says = "sep="
	if len(text) <= len(says) || !strings.EqualFold(text[:len(says)], says) {
		return 0, 0
	}
	comma = text[len(says)]
	for _, known := range separators {
		if comma == known && strings.Trim(text[len(says):], string(comma)+" ,\"") == "" {
			size = len(line)
			if found {
				size++
			}
			return comma, size
		}
	}
	return 0, 0
}

// separator finds out what stands between the cells of a file, a comma where nothing tells. It is what makes the first row that is followed by rows
// as wide as itself: titles and notes, which may hold any of them, are as wide as what is below them by accident only.
func separator(head []byte, whole bool) byte {
	rows := topRows(string(head), whole)
	best, bestRow, bestWidth := byte(','), len(rows), 0
	for _, comma := range separators {
		if row, width := headingRow(rows, comma); row < bestRow || row == bestRow && width > bestWidth {
			best, bestRow, bestWidth = comma, row, width
		}
	}
	return best
}

// topRows cuts the beginning of a file into rows, those with quotes over several lines among them. What may be half a row is left out.
func topRows(text string, whole bool) []string {
	var rows []string
	begin, end, open := 0, 0, false
	for line := range strings.Lines(text) {
		if !strings.HasSuffix(line, "\n") && !whole && len(rows) > 0 || len(rows) == sniffedRows {
			break
		}
		end += len(line)
		if open = open != oddQuotes(line); open && end-begin < sniffed/4 {
			continue
		}
		if row := text[begin:end]; strings.TrimSpace(row) != "" {
			rows = append(rows, row)
		}
		begin, open = end, false
	}
	return rows
}

// headingRow gives the first row of more than one cell of which at least half of those below it are as wide, and its width. It is past the
// last where there is none.
func headingRow(rows []string, comma byte) (row, width int) {
	widths := make([]int, len(rows))
	for i, row := range rows {
		widths[i] = cellsIn(row, comma)
	}
	for i, width := range widths {
		alike := 0
		for _, w := range widths[i+1:] {
			if w == width {
				alike++
			}
		}
		if width > 1 && 2*alike >= len(widths)-i-1 {
			return i, width
		}
	}
	return len(rows), 0
}

// cellsIn counts the cells of a row.
func cellsIn(row string, comma byte) int {
	n, quoted := 1, false
	for i := range len(row) {
		switch {
		case row[i] == '"':
			quoted = !quoted
		case row[i] == comma && !quoted:
			n++
		}
	}
	return n
}
