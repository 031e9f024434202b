package annexa

import (
	"slices"
	"strings"

	"heed/internal/exchange/intake"
)

// WrittenByHeed stands, before an authority's code, in the first cell of a sheet of notes of a workbook that Heed wrote from its own records.
const WrittenByHeed = "Annex A, written by Heed from the records of authority "

// ownRecords is why such a workbook gives the same authority no records: all that it holds came from there, under the numbers and days that
// its sources gave, which the lists do not have. Read as a source it would say the same things a second time.
const ownRecords = "Heed wrote this from the records that are here already, so nothing of it is recorded. If it was changed since, import it with --kind annexa"

// writtenOf gives the authority from whose records Heed wrote the workbook that a sheet is of, blank where the sheet does not say so.
func writtenOf(g Grid) string {
	if len(g.Rows) == 0 || len(g.Rows[0]) == 0 {
		return ""
	}
	code, ours := strings.CutPrefix(strings.TrimSpace(g.Rows[0][0]), WrittenByHeed)
	if !ours {
		return ""
	}
	return code
}

// own says whether files are what Heed wrote from the records of the authority that they are imported into, unless the user says that
// they are to be read all the same.
func (d *finder) own(src Source, authority string) bool {
	return d.search.Kind != Kind && src.WrittenOf != "" && src.WrittenOf == authority
}

// passOver counts the rows of lists of which nothing is recorded, and says why.
func passOver(files []foundFile, lists []File, sink intake.Sink) ([]intake.Part, error) {
	for _, f := range files {
		if err := sink.Fault(intake.FileUnread(f.Shown, ownRecords)); err != nil {
			return nil, err
		}
	}
	slices.SortStableFunc(lists, func(a, b File) int { return a.Table.List.Number - b.Table.List.Number })
	var parts []intake.Part
	for _, f := range lists {
		p := &part{Table: f.Table, file: f.Name, sheet: f.Sheet, Outcome: intake.NewOutcome()}
		for i := p.heading + 1; i < len(p.grid.Rows); i++ {
			if p.cells = p.grid.Rows[i]; p.empty() {
				continue
			}
			p.NextRow()
			if err := p.Leave("written by Heed from the records that are here already"); err != nil {
				return nil, err
			}
			if err := sink.Read(1); err != nil {
				return nil, err
			}
		}
		parts = append(parts, p.Part(p.List.String(), p.file))
	}
	return parts, nil
}
