package rulebook

import (
	"regexp"
	"slices"
	"strings"
)

// token is a word, a number, a piece of text in quotes or a sign of SQL, with the
// line it is on, counted from 1, and how many brackets it is within.
type token struct {
	text  string
	line  int
	depth int
}

// sqlToken matches comments, text in quotes, words, numbers and single signs, in
// that order.
var sqlToken = regexp.MustCompile(`(?s)--[^\n]*|/\*.*?\*/|'(?:[^']|'')*'|"(?:[^"]|"")*"|\$?[A-Za-z_][A-Za-z0-9_]*|[0-9]+|\S`)

// scanSQL splits SQL into tokens and leaves out the comments. It is enough to check
// the style by; what the SQL means is for the engine's own parser.
func scanSQL(sql string) []token {
	var tokens []token
	line, depth, last := 1, 0, 0
	for _, at := range sqlToken.FindAllStringIndex(sql, -1) {
		line += strings.Count(sql[last:at[0]], "\n")
		text := sql[at[0]:at[1]]
		if text == ")" {
			depth--
		}
		if !strings.HasPrefix(text, "--") && !strings.HasPrefix(text, "/*") {
			tokens = append(tokens, token{text, line, depth})
		}
		if text == "(" {
			depth++
		}
		line += strings.Count(text, "\n")
		last = at[1]
	}
	return tokens
}

// column is one item of a final select list. Name is blank where it has none.
type column struct {
	name string
	star bool
	line int
}

// outputs gives the columns of each select that is not within brackets: one list,
// or one for each branch of a union.
func outputs(tokens []token) [][]column {
	var lists [][]column
	for i, t := range tokens {
		if t.depth == 0 && strings.EqualFold(t.text, "select") {
			lists = append(lists, selectList(tokens[i+1:], t.line))
		}
	}
	return lists
}

// selectList reads the items up to from, or to the end of the select.
func selectList(tokens []token, line int) []column {
	var columns []column
	item := column{line: line}
	var before string
	for _, t := range tokens {
		word := strings.ToLower(t.text)
		if t.depth < 0 || t.depth == 0 && slices.Contains([]string{"from", "union", "except", "intersect"}, word) {
			break
		}
		switch {
		case t.depth == 0 && word == ",":
			columns = append(columns, item)
			item = column{line: t.line}
		case t.depth == 0 && word == "*":
			item.star = slices.Contains([]string{"", "distinct", "all", ",", "."}, before)
			item.name, item.line = "", t.line
		case t.depth == 0 && isWord(t.text):
			item.name, item.line = strings.Trim(t.text, `"`), t.line
		case t.depth == 0:
			item.name = ""
		}
		before = word
	}
	return append(columns, item)
}

var wordForm = regexp.MustCompile(`^("|[A-Za-z_])`)

func isWord(s string) bool { return wordForm.MatchString(s) }

// settingNames gives the name and line of each setting('name').
func settingNames(tokens []token) []column {
	var names []column
	for i := range tokens {
		if strings.EqualFold(tokens[i].text, "setting") && i+2 < len(tokens) && tokens[i+1].text == "(" {
			names = append(names, column{name: strings.Trim(tokens[i+2].text, "'"), line: tokens[i].line})
		}
	}
	return names
}
