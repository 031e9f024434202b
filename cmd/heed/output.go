package main

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"
)

// output is the flag that every command which prints data takes.
type output struct {
	Output string `short:"o" name:"output" enum:"table,csv,json" default:"table" help:"How to print: table, csv or json."`
}

// grid is a list to print: the same columns, in the same order, in every form.
type grid struct {
	columns []string
	rows    [][]any
}

func (g *grid) add(values ...any) { g.rows = append(g.rows, values) }

// keep drops all but the first n columns.
func (g *grid) keep(n int) {
	g.columns = g.columns[:n]
	for i := range g.rows {
		g.rows[i] = g.rows[i][:n]
	}
}

// narrow drops the columns that are blank in every row, so that a wide list fits a screen.
func (g *grid) narrow() {
	for c := len(g.columns) - 1; c >= 0 && len(g.rows) > 0; c-- {
		if slices.ContainsFunc(g.rows, func(row []any) bool { return cell(row[c]) != "" }) {
			continue
		}
		g.columns = slices.Delete(g.columns, c, c+1)
		for i, row := range g.rows {
			g.rows[i] = slices.Delete(row, c, c+1)
		}
	}
}

// count says how many there are of a thing: "1 rule", "2 rules".
func count(n int, thing string) string {
	if n != 1 {
		thing += "s"
	}
	return fmt.Sprintf("%d %s", n, thing)
}

// print writes a grid: lined up for people, or as CSV or a JSON list of objects for machines.
func (o output) print(w io.Writer, g *grid) error {
	switch o.Output {
	case "json":
		return printJSON(w, g.objects())
	case "csv":
		return g.csv(w)
	default:
		return g.table(w)
	}
}

// object is one row whose keys keep their order in JSON.
type object struct {
	keys   []string
	values []any
}

// MarshalJSON writes the keys in their order.
func (o object) MarshalJSON() ([]byte, error) {
	var b strings.Builder
	b.WriteByte('{')
	for i, key := range o.keys {
		if i > 0 {
			b.WriteByte(',')
		}
		name, err := json.Marshal(key)
		if err != nil {
			return nil, err
		}
		value, err := json.Marshal(plain(o.values[i]))
		if err != nil {
			return nil, err
		}
		b.Write(name)
		b.WriteByte(':')
		b.Write(value)
	}
	b.WriteByte('}')
	return []byte(b.String()), nil
}

func (g *grid) objects() []object {
	list := make([]object, 0, len(g.rows))
	for _, row := range g.rows {
		list = append(list, object{g.columns, row})
	}
	return list
}

// plain turns what is missing into null and times into texts.
func plain(value any) any {
	switch v := value.(type) {
	case time.Time:
		if v.IsZero() {
			return nil
		}
		return timeText(v)
	default:
		return value
	}
}

// timeText writes a civil day as 2026-03-31 and a moment in UTC.
func timeText(t time.Time) string {
	if t.Location() == time.UTC && t.Hour() == 0 && t.Minute() == 0 && t.Second() == 0 && t.Nanosecond() == 0 {
		return t.Format(time.DateOnly)
	}
	return t.UTC().Format(time.RFC3339)
}

func printJSON(w io.Writer, value any) error {
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	encoder.SetEscapeHTML(false)
	return encoder.Encode(value)
}

// cell writes a value for a table or CSV.
func cell(value any) string {
	switch v := plain(value).(type) {
	case nil:
		return ""
	case *float64:
		if v == nil {
			return ""
		}
		return number(*v)
	case float64:
		return number(v)
	case *int:
		if v == nil {
			return ""
		}
		return strconv.Itoa(*v)
	case *bool:
		if v == nil {
			return ""
		}
		return strconv.FormatBool(*v)
	default:
		return fmt.Sprint(v)
	}
}

func number(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

func (g *grid) csv(w io.Writer) error {
	out := csv.NewWriter(w)
	if err := out.Write(g.columns); err != nil {
		return err
	}
	for _, row := range g.rows {
		cells := make([]string, 0, len(row))
		for _, value := range row {
			cells = append(cells, guard(cell(value)))
		}
		if err := out.Write(cells); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// guard keeps a spreadsheet from running a text as a formula.
func guard(s string) string {
	if s == "" || !strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return s
	}
	if _, err := strconv.ParseFloat(s, 64); err == nil {
		return s
	}
	return "'" + s
}

// table lines the columns up. A list without rows says so.
func (g *grid) table(w io.Writer) error {
	out := tabwriter.NewWriter(w, 0, 4, 2, ' ', 0)
	if _, err := fmt.Fprintln(out, strings.ToUpper(strings.Join(g.columns, "\t"))); err != nil {
		return err
	}
	for _, row := range g.rows {
		cells := make([]string, 0, len(row))
		for _, value := range row {
			cells = append(cells, strings.NewReplacer("\t", " ", "\n", " ").Replace(cell(value)))
		}
		if _, err := fmt.Fprintln(out, strings.Join(cells, "\t")); err != nil {
			return err
		}
	}
	if len(g.rows) == 0 {
		_, _ = fmt.Fprintln(out, "none")
	}
	return out.Flush()
}
