package exchange_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"heed/catalogue"
	"heed/internal/exchange/annexa"
	"heed/internal/exchange/intake"
	"heed/internal/exchange/intake/intaketest"
)

// inventor invents the cells of formats that no part of Heed writes whole, by what the catalogue maps to each column.
type inventor struct {
	*rand.Rand

	format string
	fields map[string]*catalogue.Field // by column
	// said is what has been said of a child that does not change, by the child and the column.
	said map[string]string
	// nth is the place of the row in hand among those of the child, so that no two of them are of one day.
	nth int
}

// day is one of the year to March 2026.
func (v *inventor) day() string {
	return time.Date(2025, 4, 1+2*v.IntN(182)+v.nth, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
}

func newInventor(t *testing.T, format string, seed uint64) *inventor {
	t.Helper()
	cat, _ := intaketest.Catalogue(t)
	v := &inventor{Rand: rand.New(rand.NewPCG(seed, 13)), format: format, fields: map[string]*catalogue.Field{}, said: map[string]string{}}
	for _, kind := range cat.Types {
		for _, f := range kind.Fields {
			for _, column := range intake.Names(f, format) {
				if v.fields[column] == nil {
					v.fields[column] = f
				}
			}
		}
	}
	return v
}

// lasting are the fields that say the same of a child wherever they stand.
var lasting = map[string]bool{"born_on": true, "sex": true, "ethnicity": true, "upn": true, "given_name": true, "family_name": true}

// cell invents a cell of a column about a child.
func (v *inventor) cell(column, child string) string {
	f := v.fields[column]
	if f == nil {
		return ""
	}
	if !lasting[f.ID] {
		return v.value(f)
	}
	key := child + " " + f.ID
	if v.said[key] == "" {
		v.said[key] = v.value(f)
	}
	return v.said[key]
}

// value invents a value of a field.
func (v *inventor) value(f *catalogue.Field) string {
	switch f.Type {
	case catalogue.FieldDate:
		switch {
		case f.ID == "born_on":
			return time.Date(2009, 1, 1+v.IntN(5000), 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
		case strings.Contains(f.ID, "born_on") || strings.Contains(f.ID, "died_on") || (strings.HasPrefix(f.ID, "ended") || strings.HasPrefix(f.ID, "closed")) && v.IntN(2) == 0:
			return ""
		}
		return v.day()
	case catalogue.FieldCode, catalogue.FieldCodes:
		codes := f.List().Codes
		code := codes[v.IntN(len(codes))]
		if v.format == annexa.Kind && code.Label != "" {
			return code.Label
		}
		return code.Code
	case catalogue.FieldYesNo:
		if v.format == annexa.Kind {
			return []string{"a) Yes", "b) No", "Yes", "No"}[v.IntN(4)]
		}
		return []string{"Y", "N"}[v.IntN(2)]
	case catalogue.FieldInteger, catalogue.FieldDecimal, catalogue.FieldMoney:
		return strconv.Itoa(v.IntN(9))
	case catalogue.FieldPostcode:
		return []string{"SW2 1RW", "LS1 4AP", "M1 1AE"}[v.IntN(3)]
	case catalogue.FieldMoment:
		return v.day() + "T10:30:00Z"
	default:
		switch f.ID {
		case "upn":
			return fmt.Sprintf("A%012d", v.IntN(1e9))
		case "given_name", "family_name":
			return []string{"Ziggurat", "Quillon", "Brackwater", "O'Dell"}[v.IntN(4)]
		}
		return fmt.Sprintf("%c%d", 'K'+rune(v.IntN(9)), 100+v.IntN(900))
	}
}

// annexAInBook invents a workbook of the eleven lists.
func annexAInBook(t *testing.T, seed uint64) *written {
	t.Helper()
	return newWritten(t, "annexa in a workbook", annexa.Kind, &file{name: "annex a.xlsx", of: asBook, grids: listsOfAnnexA(t, seed)})
}

// annexAInCSV invents a file of each list.
func annexAInCSV(t *testing.T, seed uint64) *written {
	t.Helper()
	var files []*file
	for _, g := range listsOfAnnexA(t, seed) {
		files = append(files, &file{name: strings.ToLower(g.name) + ".csv", of: asText, grids: []grid{g}})
	}
	return newWritten(t, "annexa in CSV", annexa.Kind, files...)
}

func listsOfAnnexA(t *testing.T, seed uint64) []grid {
	t.Helper()
	v := newInventor(t, annexa.Kind, seed)
	children := 30 + v.IntN(31)
	var grids []grid
	for i, heading := range annexa.Headings() {
		g := grid{name: "List " + strconv.Itoa(i+1), rows: [][]string{heading}}
		for _, n := range v.Perm(children)[:children/3] {
			row := make([]string, len(heading))
			row[0] = strconv.Itoa(620_000 + n)
			for c, column := range heading[1:] {
				row[c+1] = v.cell(column, row[0])
			}
			g.rows = append(g.rows, row)
		}
		grids = append(grids, g)
	}
	return grids
}

// object is one of the dataset's, by its columns.
type object struct {
	name    string
	columns []string
}

// own is the column of the object's own id.
func (o object) own() string { return o.columns[0] }

// objects reads the objects of the dataset.
func objects(t *testing.T) []object {
	t.Helper()
	text, err := os.ReadFile("ssd/objects.txt")
	if err != nil {
		t.Fatal(err)
	}
	var list []object
	for line := range strings.Lines(string(text)) {
		name, columns, _ := strings.Cut(strings.TrimSpace(line), ": ")
		o := object{name, strings.Fields(columns)}
		if i := slices.IndexFunc(o.columns, func(c string) bool { return c == "pers_person_id" }); i > 0 {
			o.columns[0], o.columns[i] = o.columns[i], o.columns[0]
		}
		list = append(list, o)
	}
	return list
}

// single are the objects of which a child has one row.
var single = map[string]bool{
	"permanence": true, "care_leavers": true, "cla_immunisations": true, "immigration_status": true, "send": true, "mother": true, "legal_status": true,
	"cla_placement": true,
}

// apart are the objects that are of nobody.
var apart = map[string]bool{"professionals": true, "department": true, "version_log": true, "api_data_staging": true, "s251_finance": true}

// dataset invents an extract of some objects of the dataset, those among them on which most others stand.
func dataset(t *testing.T, seed uint64) []*file {
	t.Helper()
	const most = 18
	v := newInventor(t, "ssd", seed)
	all := objects(t)
	named := map[string]string{} // the object that an id is of, by what the column is called but for its first letters
	for _, o := range all {
		named[o.own()] = o.name
		if rest := o.own()[min(5, len(o.own())):]; rest != "table_id" {
			named[rest] = o.name
		}
	}
	always := []string{"person", "cin_episodes", "cla_episodes", "involvements", "care_leavers", "sdq_scores"}
	v.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	slices.SortStableFunc(all, func(a, b object) int { return slices.Index(always, b.name) - slices.Index(always, a.name) })
	children := 30 + v.IntN(31)
	var files []*file
	for _, o := range all[:most] {
		g := grid{rows: [][]string{o.columns}}
		for n := range children {
			rows := v.IntN(3)
			switch {
			case o.name == "person":
				rows = 1
			case single[o.name]:
				rows = min(rows, 1)
			case apart[o.name] && n > 8:
				rows = 0
			}
			for k := range rows {
				g.rows = append(g.rows, v.row(o, named, strconv.Itoa(540_000+n), k))
			}
		}
		if len(g.rows) > 1 {
			files = append(files, &file{name: "ssd_" + o.name + ".csv", of: asText, grids: []grid{g}})
		}
	}
	return files
}

// row invents the k-th row of an object about a child.
func (v *inventor) row(o object, named map[string]string, child string, k int) []string {
	row := make([]string, len(o.columns))
	v.nth = k
	for i, column := range o.columns {
		rest := column[min(5, len(column)):]
		switch {
		case column == "pers_person_id" || strings.HasSuffix(rest, "person_id"):
			row[i] = child
		case column == o.own():
			row[i] = o.name + "-" + child + "-" + strconv.Itoa(k)
		case strings.HasSuffix(column, "professional_id") || strings.HasSuffix(column, "worker_id"):
			row[i] = "professionals-" + strconv.Itoa(540_000+v.IntN(8)) + "-0"
		case named[rest] != "":
			row[i] = named[rest] + "-" + child + "-0"
		case rest == "cla_id":
			row[i] = "care-" + child
		case strings.HasSuffix(column, "factors_json"):
			row[i] = `["1A","2B"]`
		case strings.HasSuffix(column, "outcome_json"):
			row[i] = []string{`{"NFA_FLAG":"Y"}`, `{"SINGLE_ASSESSMENT_FLAG":"Y","NFA_FLAG":"N"}`, `[{"STRATEGY_DISCUSSION_FLAG":"Y"}]`, ""}[v.IntN(4)]
		case strings.HasSuffix(column, "plan_json"):
			row[i] = `{"RETURN6M":"Y","LTFOST18":"Y"}`
		case column == "clah_health_check_type":
			row[i] = []string{"HEALTH ASSESSMENT", "DENTAL CHECK"}[v.IntN(2)]
		default:
			row[i] = v.cell(column, child)
		}
	}
	return row
}

func datasetInCSV(t *testing.T, seed uint64) *written {
	t.Helper()
	return newWritten(t, "ssd in CSV", "ssd", dataset(t, seed)...)
}

func datasetInParquet(t *testing.T, seed uint64) *written {
	t.Helper()
	files := dataset(t, seed)
	for _, f := range files {
		f.name, f.of = strings.TrimSuffix(f.name, ".csv")+".parquet", asParquet
	}
	return newWritten(t, "ssd in Parquet", "ssd", files...)
}
