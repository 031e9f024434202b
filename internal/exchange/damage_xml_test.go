package exchange_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// damagesOfXML are of elements. The invented returns have each on a line of its own.
var damagesOfXML = []damage{
	{name: "an unknown element", of: asXML, harmless: true, spoil: lineIn(func(*drawn, string) string { return "<Colour>blue</Colour>" })},
	{name: "unknown elements within each other", of: asXML, harmless: true, spoil: lineIn(func(*drawn, string) string { return "<Door>\n<Colour>blue</Colour>\n<Key/>\n</Door>" })},
	{name: "text between elements", of: asXML, harmless: true, spoil: lineIn(func(*drawn, string) string { return "see the file" })},
	{name: "an element given twice", of: asXML, spoil: lineIn(func(_ *drawn, item string) string { return item })},
	{name: "an element lost", of: asXML, local: true, spoil: itemAs(func(string, string) string { return "" })},
	{name: "an end tag lost", of: asXML, spoil: tagLost("</")},
	{name: "a start tag lost", of: asXML, spoil: tagLost("<")},
	{name: "characters by their number", of: asXML, harmless: true, spoil: everyItem(func(v string) string {
		if v == "" {
			return v
		}
		return fmt.Sprintf("&#%d;%s", v[0], v[1:])
	})},
	{name: "values as character data", of: asXML, harmless: true, spoil: everyItem(func(v string) string { return "<![CDATA[" + v + "]]>" })},
	{name: "spaces and line ends around values", of: asXML, harmless: true, spoil: everyItem(func(v string) string { return "\n\t  " + v + "\n" })},
	{name: "an ampersand that begins nothing", of: asXML, local: true, spoil: itemAs(func(name, v string) string { return item(name, v+" & more") })},
	{name: "an entity that nobody declared", of: asXML, local: true, spoil: itemAs(func(name, v string) string { return item(name, v+"&bonus;") })},
	{name: "an entity of the document type", of: asXML, spoil: func(d *drawn) bool {
		top(`<!DOCTYPE Message [<!ENTITY x SYSTEM "file:///etc/hostname">]>`)(d)
		return itemAs(func(name, _ string) string { return item(name, "&x;") })(d)
	}},
	{name: "a document type", of: asXML, harmless: true, spoil: top(`<!DOCTYPE Message SYSTEM "message.dtd" [<!ENTITY a "b"><!-- <x> -->]>`)},
	{name: "a comment and an instruction", of: asXML, harmless: true, spoil: lineIn(func(*drawn, string) string { return "<!-- <Child> & so on --><?sort by=\"name\"?>" })},
	{name: "an encoding that it is not in", of: asXML, harmless: true, spoil: declared("UTF-16")},
	{name: "an encoding of another kind that it is not in", of: asXML, harmless: true, spoil: declared("windows-1252")},
	{name: "an encoding that nobody knows", of: asXML, harmless: true, spoil: declared("x-council-7")},
	{name: "no declaration", of: asXML, harmless: true, spoil: xmlOf(func(_ *drawn, s string) string { return s[strings.Index(s, "\n")+1:] })},
	{name: "two roots", of: asXML, spoil: xmlOf(func(_ *drawn, s string) string { return s + s[strings.Index(s, "\n")+1:] })},
	{name: "another root", of: asXML, spoil: xmlOf(func(_ *drawn, s string) string {
		return strings.NewReplacer("<Message>", "<Return>", "</Message>", "</Return>", "EXPSSDA903", "Return").Replace(s)
	})},
	{name: "a name space", of: asXML, harmless: true, spoil: xmlOf(func(_ *drawn, s string) string {
		return strings.NewReplacer("<Message>", `<Message xmlns="urn:council" xmlns:xsi="urn:x" xsi:schemaLocation="a b">`, "<EXPSSDA903>", `<EXPSSDA903 xmlns="urn:council">`).Replace(s)
	})},
	{name: "a prefix before every element", of: asXML, harmless: true, spoil: xmlOf(func(_ *drawn, s string) string {
		s = tag.ReplaceAllString(s, "<${1}c:$2")
		return strings.NewReplacer("<c:Message>", `<c:Message xmlns:c="urn:c">`, "<c:EXPSSDA903>", `<c:EXPSSDA903 xmlns:c="urn:c">`).Replace(s)
	})},
	{name: "all on one line", of: asXML, harmless: true, spoil: xmlOf(func(_ *drawn, s string) string {
		var out strings.Builder
		for line := range strings.Lines(s) {
			out.WriteString(strings.TrimSpace(line))
		}
		return out.String()
	})},
	{name: "a child twice", of: asXML, harmless: true, spoil: child(func(s string) string { return s + s })},
	{name: "a child lost", of: asXML, spoil: child(func(string) string { return "" })},
	{name: "a child without a number", of: asXML, spoil: child(func(s string) string { return number.ReplaceAllString(s, "") })},
	{name: "a child that is cut off", of: asXML, spoil: child(func(s string) string { return s[:len(s)/2] })},
	{name: "every day in another form", of: asXML, harmless: true, spoil: everyItem(func(v string) string {
		if on, ok := dayOf(v); ok {
			return on.Format("Mon 2 Jan 2006")
		}
		return v
	})},
	{name: "every number of a child with .0", of: asXML, harmless: true, spoil: everyItem(func(v string) string {
		if isChild(v) {
			return v + ".0"
		}
		return v
	})},
	{name: "every value in small letters", of: asXML, spoil: everyItem(strings.ToLower)},
	{name: "a day that does not exist in an element", of: asXML, local: true, spoil: itemAs(onDay("2026-02-31"))},
	{name: "a day in the future in an element", of: asXML, local: true, spoil: itemAs(onDay("2031-06-01"))},
	{name: "a day with a time in an element", of: asXML, local: true, spoil: itemAs(onDay("2026-01-05T09:30:00"))},
	{name: "NULL in an element", of: asXML, local: true, spoil: itemAs(func(name, _ string) string { return item(name, "NULL") })},
	{name: "an unknown code in an element", of: asXML, local: true, spoil: itemAs(func(name, v string) string {
		if len(v) > 4 {
			return "again"
		}
		return item(name, "Q9Q")
	})},
	{name: "a number in scientific notation", of: asXML, local: true, spoil: itemAs(func(name, v string) string {
		if !isChild(v) {
			return "again"
		}
		return item(name, v[:1]+"."+v[1:3]+"E+05")
	})},
	{name: "an element within a value", of: asXML, local: true, spoil: itemAs(func(name, v string) string { return item(name, v+"<b>bold</b>") })},
	{name: "an element in capitals", of: asXML, local: true, spoil: itemAs(func(name, v string) string { return item(strings.ToUpper(name)+"X", v) })},
}

var (
	oneItem = regexp.MustCompile(`^\s*<(\w+)>([^<]*)</\w+>\s*$`)
	tag     = regexp.MustCompile(`<(/?)(\w)`)
	number  = regexp.MustCompile(`<(?:LAchildID|CHILDID)>\d+</\w+>`)
)

func item(name, v string) string { return "<" + name + ">" + v + "</" + name + ">" }

// onDay gives an element another day, where it has one.
func onDay(day string) func(name, v string) string {
	return func(name, v string) string {
		if !isDay(v) {
			return "again"
		}
		return item(name, day)
	}
}

func xmlOf(change func(d *drawn, text string) string) func(d *drawn) bool {
	return func(d *drawn) bool {
		d.file.text = change(d, d.file.text)
		return true
	}
}

// items gives the lines of the file, and which of them, below the header, are an element with a value.
func (d *drawn) items() (lines []string, at []int) {
	lines = strings.SplitAfter(d.file.text, "\n")
	below := slices.IndexFunc(lines, func(line string) bool { return strings.Contains(line, "<Child") || strings.Contains(line, "<CHILD>") })
	for i := below; i < len(lines); i++ {
		if oneItem.MatchString(lines[i]) {
			at = append(at, i)
		}
	}
	return lines, at
}

// lineIn puts a line behind an element with a value.
func lineIn(line func(d *drawn, item string) string) func(d *drawn) bool {
	return func(d *drawn) bool {
		lines, at := d.items()
		i := at[d.IntN(len(at))]
		lines[i] += strings.TrimRight(line(d, lines[i]), "\n") + "\n"
		d.file.text = strings.Join(lines, "")
		return true
	}
}

// itemAs writes another element in the place of one with a value. Where change gives again another is tried.
func itemAs(change func(name, v string) string) func(d *drawn) bool {
	return func(d *drawn) bool {
		lines, at := d.items()
		for _, n := range d.Perm(len(at)) {
			m := oneItem.FindStringSubmatch(lines[at[n]])
			if changed := change(m[1], m[2]); changed != "again" {
				d.touch(childAt(lines, at[n]))
				if to := oneItem.FindStringSubmatch(changed); to != nil {
					d.touch(to[2])
				}
				lines[at[n]] = changed + "\n"
				d.file.text = strings.Join(lines, "")
				return true
			}
		}
		return false
	}
}

// childAt gives the number of the child that a line is of.
func childAt(lines []string, at int) string {
	for _, line := range slices.Backward(lines[:at+1]) {
		if m := oneItem.FindStringSubmatch(line); m != nil && isChild(m[2]) {
			return m[2]
		}
	}
	return ""
}

// everyItem changes the value of every element below the header.
func everyItem(change func(v string) string) func(d *drawn) bool {
	return func(d *drawn) bool {
		lines, at := d.items()
		for _, i := range at {
			m := oneItem.FindStringSubmatch(lines[i])
			lines[i] = item(m[1], change(m[2])) + "\n"
		}
		d.file.text = strings.Join(lines, "")
		return true
	}
}

// tagLost leaves a tag out.
func tagLost(begins string) func(d *drawn) bool {
	return func(d *drawn) bool {
		lines, at := d.items()
		i := at[d.IntN(len(at))]
		from := strings.Index(lines[i], begins)
		to := from + strings.Index(lines[i][from:], ">") + 1
		lines[i] = lines[i][:from] + lines[i][to:]
		d.file.text = strings.Join(lines, "")
		return true
	}
}

// top puts a line below the declaration.
func top(line string) func(d *drawn) bool {
	return xmlOf(func(_ *drawn, s string) string { return strings.Replace(s, "\n", "\n"+line+"\n", 1) })
}

func declared(encoding string) func(d *drawn) bool {
	return xmlOf(func(_ *drawn, s string) string { return strings.Replace(s, "UTF-8", encoding, 1) })
}

// child changes all of a child.
func child(change func(s string) string) func(d *drawn) bool {
	return xmlOf(func(d *drawn, s string) string {
		begins, ends := "<Child>", "</Child>"
		if strings.Contains(s, "<CHILD>") {
			begins, ends = "<CHILD>", "</CHILD>"
		}
		n := d.IntN(strings.Count(s, begins))
		from := 0
		for ; n >= 0; n-- {
			from += strings.Index(s[from:], begins) + 1
		}
		from--
		to := from + strings.Index(s[from:], ends) + len(ends)
		return s[:from] + change(s[from:to]) + s[to:]
	})
}
