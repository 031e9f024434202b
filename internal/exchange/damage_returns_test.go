package exchange_test

import (
	"bytes"
	"encoding/csv"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"heed/internal/synth"
)

// council writes the returns of an invented council and gives the folder of the year to March 2026.
func council(t *testing.T, seed uint64) string {
	t.Helper()
	dir := t.TempDir()
	children := 30 + int(seed%31)
	_, err := synth.Write(t.Context(), dir, synth.Options{Children: children, Seed: seed, Until: importedOn, Years: 1, FaultShare: -1}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return filepath.Join(dir, "2026")
}

// tables gives the files of CSV in a folder that have rows.
func tables(t *testing.T, dir string) []*file {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, "*.csv"))
	if err != nil {
		t.Fatal(err)
	}
	var files []*file
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		if len(rows) > 1 {
			files = append(files, &file{name: filepath.Base(name), of: asText, grids: []grid{{rows: rows}}})
		}
	}
	return files
}

func tablesOf903(t *testing.T, seed uint64) *written {
	t.Helper()
	return newWritten(t, "ssda903 in CSV", "ssda903", lookedAfter(t, seed)...)
}

// lookedAfter gives the tables of the first council from a seed on that has looked-after children enough.
func lookedAfter(t *testing.T, seed uint64) []*file {
	t.Helper()
	const fewest = 6
	for ; ; seed += 1000 {
		files := tables(t, filepath.Join(council(t, seed), "ssda903"))
		if slices.ContainsFunc(files, func(f *file) bool { return f.name == "header.csv" && len(f.grids[0].rows) > fewest }) {
			return files
		}
	}
}

// listsInCSV gives some of the council's own lists, children's names and reports of missing children among them.
func listsInCSV(t *testing.T, seed uint64) *written {
	t.Helper()
	return newWritten(t, "lists in CSV", "", someLists(t, seed)...)
}

func someLists(t *testing.T, seed uint64) []*file {
	t.Helper()
	const most = 8
	all := tables(t, filepath.Join(council(t, seed), "records"))
	random := rand.New(rand.NewPCG(seed, 12))
	random.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	slices.SortStableFunc(all, func(a, b *file) int { return order(b) - order(a) })
	return all[:min(most, len(all))]
}

// order puts first the lists with names, codes and moments.
func order(f *file) int {
	return map[string]int{"child_name.csv": 3, "allocation.csv": 2, "return_interview.csv": 1, "population.csv": 1}[f.name]
}

// listsInBook puts the lists on the sheets of a workbook, each named as its record type.
func listsInBook(t *testing.T, seed uint64) *written {
	t.Helper()
	book := &file{name: "lists.xlsx", of: asBook}
	for _, f := range someLists(t, seed) {
		book.grids = append(book.grids, grid{name: strings.TrimSuffix(f.name, ".csv"), rows: f.grids[0].rows})
	}
	return newWritten(t, "lists in a workbook", "", book)
}

func xmlOfCensus(t *testing.T, seed uint64) *written {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(council(t, seed), "cin.xml"))
	if err != nil {
		t.Fatal(err)
	}
	return newWritten(t, "cin in XML", "cin", &file{name: "cin.xml", of: asXML, text: string(text)})
}

// groupsOf903 are the elements of the tables that HEADER holds, in its order. Those of the others are its own items.
var groupsOf903 = []struct{ table, element string }{
	{"reviews", "AREVIEW"}, {"missing", "AMISSING"}, {"previous_permanence", "PERMANENCE"}, {"oc2", "OC2"}, {"oc3", "OC3"}, {"ad1", "AD1"},
	{"placed_for_adoption", "AD_PLACED"}, {"sw_episodes", "SW_EPISODE"},
}

// xmlOf903 writes the tables of the council's return as its one file of XML.
func xmlOf903(t *testing.T, seed uint64) *written {
	t.Helper()
	of := map[string][][]string{}
	for _, f := range lookedAfter(t, seed) {
		of[strings.TrimSuffix(f.name, ".csv")] = f.grids[0].rows
	}
	var out strings.Builder
	out.WriteString("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<EXPSSDA903>\n")
	for _, child := range of["header"][1:] {
		out.WriteString("<CHILD>\n<HEADER>\n")
		writeItems(&out, of["header"][0], child)
		for _, row := range rowsOf(of["uasc"], child[0]) {
			out.WriteString("<UASC>1</UASC>\n<DUC>" + row[3] + "</DUC>\n")
		}
		for _, g := range groupsOf903 {
			for _, row := range rowsOf(of[g.table], child[0]) {
				writeGroup(&out, g.element, of[g.table][0], row)
			}
		}
		out.WriteString("</HEADER>\n")
		for _, row := range rowsOf(of["episodes"], child[0]) {
			writeGroup(&out, "EPISODE", of["episodes"][0], row)
		}
		out.WriteString("</CHILD>\n")
	}
	out.WriteString("</EXPSSDA903>\n")
	return newWritten(t, "ssda903 in XML", "ssda903", &file{name: "ssda903.xml", of: asXML, text: out.String()})
}

// rowsOf gives the rows of a child.
func rowsOf(rows [][]string, child string) [][]string {
	var some [][]string
	for _, row := range rows {
		if row[0] == child {
			some = append(some, row)
		}
	}
	return some
}

func writeGroup(out *strings.Builder, element string, heading, row []string) {
	out.WriteString("<" + element + ">\n")
	for i, name := range heading {
		if name == "CHILD" || name == "DOB" && element != "OC3" {
			row[i] = ""
		}
	}
	writeItems(out, heading, row)
	out.WriteString("</" + element + ">\n")
}

func writeItems(out *strings.Builder, heading, row []string) {
	for i, name := range heading {
		if row[i] == "" {
			continue
		}
		switch name {
		case "CHILD":
			name = "CHILDID"
		case "PLACE":
			name = "PL"
		}
		out.WriteString("<" + name + ">" + row[i] + "</" + name + ">\n")
	}
}
