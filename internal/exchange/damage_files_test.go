package exchange_test

import (
	"bytes"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
)

// damagesOfBooks are of the sheets of a workbook.
var damagesOfBooks = []damage{
	{name: "numbers as texts", of: asBook, harmless: true, spoil: gridOf(func(_ *drawn, g *grid) bool { g.texts = true; return true })},
	{name: "texts as numbers", of: asParquet, harmless: true, spoil: func(d *drawn) bool { d.file.numbered = true; return true }},
	{name: "a title over several columns", of: asBook, harmless: true, spoil: gridOf(func(_ *drawn, g *grid) bool {
		g.rows, g.merged = append([][]string{{"An invented council"}}, g.rows...), true
		return true
	})},
	{name: "a hidden copy of a sheet", of: asBook, harmless: true, spoil: copied("hidden")},
	{name: "a copy of a sheet hidden deeply", of: asBook, harmless: true, spoil: copied("veryHidden")},
	{name: "a sheet twice", of: asBook, spoil: copied("")},
	{name: "a sheet hidden", of: asBook, spoil: func(d *drawn) bool {
		d.file.grids[1+d.IntN(len(d.file.grids)-1)].state = "hidden"
		return true
	}},
	{name: "a sheet lost", of: asBook, spoil: func(d *drawn) bool {
		i := d.IntN(len(d.file.grids))
		d.file.grids = slices.Delete(d.file.grids, i, i+1)
		return true
	}},
	{name: "two lists on a sheet", of: asBook, spoil: func(d *drawn) bool {
		n := d.Perm(len(d.file.grids))
		upper, lower := &d.file.grids[n[0]], d.file.grids[n[1]]
		upper.rows = append(append(upper.rows, []string{}, []string{lower.name}), lower.rows...)
		d.file.grids = slices.Delete(d.file.grids, n[1], n[1]+1)
		return true
	}},
	{name: "sheets in another order", of: asBook, harmless: true, spoil: func(d *drawn) bool {
		d.Shuffle(len(d.file.grids), func(i, j int) { d.file.grids[i], d.file.grids[j] = d.file.grids[j], d.file.grids[i] })
		return true
	}},
	{name: "a sheet of another name", of: asBook, spoil: func(d *drawn) bool {
		d.file.grids[d.IntN(len(d.file.grids))].name = "Sheet7"
		return true
	}},
	{name: "a sheet of notes", of: asBook, harmless: true, spoil: func(d *drawn) bool {
		d.file.grids = append(d.file.grids, grid{name: "Read me", rows: [][]string{{"Ask Quillon"}, {"Team", "Rows"}, {"North", "12"}}})
		return true
	}},
}

// copied puts a copy of a sheet with other values behind the others.
func copied(state string) func(d *drawn) bool {
	return gridOf(func(d *drawn, g *grid) bool {
		other := grid{name: g.name + " (2)", state: state}
		for i, row := range g.rows {
			row = slices.Clone(row)
			if i > 0 {
				row[len(row)-1] = "7"
			}
			other.rows = append(other.rows, row)
		}
		d.file.grids = append(d.file.grids, other)
		return true
	})
}

// damagesOfFiles are of whole files.
var damagesOfFiles = []damage{
	{name: "an empty file", of: asAny, spoil: bytesOf(func(*rand.Rand, []byte) []byte { return nil })},
	{name: "a file of spaces", of: asAny, spoil: bytesOf(func(*rand.Rand, []byte) []byte { return []byte(" \n\n  \t\n") })},
	{name: "a file of noughts", of: asAny, spoil: bytesOf(func(_ *rand.Rand, b []byte) []byte { return make([]byte, len(b)) })},
	{name: "a file of noise", of: asAny, spoil: bytesOf(func(r *rand.Rand, b []byte) []byte {
		b = bytes.Clone(b)
		for i := range b {
			b[i] = byte(r.IntN(256))
		}
		return b
	})},
	{name: "the first bytes of a file", of: asAny, spoil: bytesOf(func(r *rand.Rand, b []byte) []byte { return b[:min(len(b), 1+r.IntN(60))] })},
	{name: "a web page in its place", of: asAny, spoil: bytesOf(func(*rand.Rand, []byte) []byte {
		return []byte("<!DOCTYPE html><html><body><table><tr><td>540001</td></tr></table></body></html>")
	})},
	{name: "a picture in its place", of: asAny, spoil: bytesOf(func(*rand.Rand, []byte) []byte { return []byte("\x89PNG\r\n\x1a\n\x00\x00") })},
	{name: "a file renamed", of: asAny, spoil: func(d *drawn) bool { d.file.name = "export 3 (final)" + filepath.Ext(d.file.name); return true }},
	{name: "a file with another ending", of: asAny, spoil: func(d *drawn) bool {
		d.file.name = strings.TrimSuffix(d.file.name, filepath.Ext(d.file.name)) + []string{".txt", ".csv", ".xlsx", ".xml", ".dat", ""}[d.IntN(6)]
		return true
	}},
	{name: "a file twice under two names", of: asAny, harmless: true, spoil: func(d *drawn) bool {
		c := d.file.clone()
		c.name = "copy of " + d.file.name
		d.files = append(d.files, c)
		return true
	}},
	{name: "a file twice, one of them older", of: asTable, spoil: func(d *drawn) bool {
		c := d.file.clone()
		c.name = "old " + d.file.name
		d.files = append(d.files, c)
		return gridOf(func(_ *drawn, g *grid) bool { g.rows = g.rows[:1+len(g.rows)/2]; return true })(d)
	}},
	{name: "a file lost", of: asText | asParquet, spoil: func(d *drawn) bool {
		if len(d.files) < 2 {
			return false
		}
		i := slices.Index(d.files, d.file)
		d.files = slices.Delete(d.files, i, i+1)
		return true
	}},
	{name: "the files in a zip file", of: asAny, harmless: true, spoil: zipped},
	{name: "other files beside it", of: asAny, harmless: true, spoil: func(d *drawn) bool {
		for name, text := range map[string]string{"Thumbs.db": "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "notes.txt": "Ask Quillon.\n", "cover.html": "<html></html>"} {
			d.files = append(d.files, &file{name: name, of: asXML, text: text})
		}
		return true
	}},
}

// zipped puts the files into one zip file.
func zipped(d *drawn) bool {
	inside := d.files
	d.files = []*file{{name: "all.zip", of: asText, inside: inside}}
	return true
}
