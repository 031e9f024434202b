package rulebook

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// token is a word, a number, a piece of text in quotes or a sign of SQL, with the
// line it is on, counted from 1, and how many brackets it is within.
type token struct {
	text  string
	line  int
	depth int
}

// scanSQL splits SQL into tokens and leaves out the comments. It is enough to check
// the style by and to name columns; what the SQL means is for the engine's own parser.
func scanSQL(sql string) []token {
	tokens := make([]token, 0, len(sql)/4)
	line, depth := 1, 0
	for len(sql) > 0 {
		text := sql[:tokenLength(sql)]
		if text == ")" {
			depth--
		}
		if !isBlank(text[0]) && !strings.HasPrefix(text, "--") && !strings.HasPrefix(text, "/*") {
			tokens = append(tokens, token{text, line, depth})
		}
		if text == "(" {
			depth++
		}
		line += strings.Count(text, "\n")
		sql = sql[len(text):]
	}
	return tokens
}

// tokenLength gives the length of the comment, text in quotes, word, number, single sign or
// blanks that SQL begins with.
func tokenLength(sql string) int {
	end := 0
	switch c := sql[0]; {
	case isBlank(c):
		end = 1 + countBytes(sql[1:], isBlank)
	case strings.HasPrefix(sql, "--"):
		if end = strings.IndexByte(sql, '\n'); end < 0 {
			return len(sql)
		}
	case strings.HasPrefix(sql, "/*"):
		end = strings.Index(sql[2:], "*/") + len("/**/")
		if end < len("/**/") {
			end = 0
		}
	case c == '\'' || c == '"':
		end = quotedLength(sql)
	case isDigit(c):
		end = 1 + countBytes(sql[1:], isDigit)
	case isLetter(c):
		end = 1 + countBytes(sql[1:], isLetterOrDigit)
	case c == '$' && len(sql) > 1 && isLetter(sql[1]):
		end = 1 + countBytes(sql[1:], isLetterOrDigit)
	}
	if end > 0 {
		return end
	}
	_, n := utf8.DecodeRuneInString(sql)
	return n
}

// quotedLength gives the length of the text in quotes that SQL begins with, in which a
// quote is written twice, and 0 where it does not end.
func quotedLength(sql string) int {
	quote, end := sql[0], 0
	for i := 1; i < len(sql); i++ {
		if sql[i] != quote {
			continue
		}
		end = i + 1
		if end == len(sql) || sql[end] != quote {
			return end
		}
		i++
	}
	return end
}

func countBytes(s string, is func(byte) bool) int {
	for i := range len(s) {
		if !is(s[i]) {
			return i
		}
	}
	return len(s)
}

func isBlank(c byte) bool         { return c == ' ' || c >= '\t' && c <= '\r' && c != '\v' }
func isDigit(c byte) bool         { return c >= '0' && c <= '9' }
func isLetter(c byte) bool        { return c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }
func isLetterOrDigit(c byte) bool { return isLetter(c) || isDigit(c) }

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

// afterList are the words of which one ends a list of what is selected.
var afterList = []string{"from", "where", "group", "having", "window", "qualify", "order", "limit", "union", "except", "intersect"}

// selectList reads the items up to from, or to the end of the select. The from of is distinct from ends none.
func selectList(tokens []token, line int) []column {
	var columns []column
	item := column{line: line}
	var before string
	for _, t := range tokens {
		word := strings.ToLower(t.text)
		compares := word == "from" && before == "distinct"
		if t.depth < 0 || t.depth == 0 && !compares && slices.Contains(afterList, word) {
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

func isWord(s string) bool { return s[0] == '"' || isLetter(s[0]) }

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
