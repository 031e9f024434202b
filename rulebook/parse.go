package rulebook

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"strings"
)

type source struct {
	path string
	text []byte
}

func (s source) isRule() bool { return path.Ext(s.path) == ".sql" }

const testSuffix = "_test.yml"

// directories are where rules of each kind live.
var directories = map[string]Kind{"duties": Duty, "measures": Measure, "checks": Check, "views": View}

// readSources reads every file below the four directories in the order of their
// paths. A directory may be absent. A README.md beside the areas is for people.
func readSources(fsys fs.FS) ([]source, error) {
	var sources []source
	for _, root := range []string{"checks", "duties", "measures", "views"} {
		err := fs.WalkDir(fsys, root, func(p string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || p == root+"/README.md" {
				return err
			}
			text, err := fs.ReadFile(fsys, p)
			sources = append(sources, source{p, text})
			return err
		})
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("reading the rulebook: %w", err)
		}
	}
	return sources, nil
}

type parser struct {
	findings
	rules map[string]*Rule
	// tests are by the path of the rule they belong to.
	tests map[string][]Test
}

// read parses one file and takes it as a rule or as tests by its name.
func (p *parser) read(s source) {
	parts := strings.Split(s.path, "/")
	isTest := strings.HasSuffix(s.path, testSuffix)
	id := strings.TrimSuffix(strings.TrimSuffix(path.Base(s.path), testSuffix), ".sql")
	switch {
	case len(parts) != 3 || !s.isRule() && !isTest:
		p.add(s.path, 1, id, "is not at <kind>/<area>/<id>.sql or <id>%s", testSuffix)
	case isTest:
		p.tests[strings.TrimSuffix(s.path, testSuffix)+".sql"] = readTests(&p.findings, s, id)
	default:
		p.keep(p.readRule(s, id, directories[parts[0]]))
	}
}

// keep holds on to a rule, even a faulty one, so that its tests are checked too.
func (p *parser) keep(r *Rule) {
	if first, ok := p.rules[r.ID]; ok {
		p.add(r.File, r.line("id"), r.ID, "id is already used by %s", first.File)
		return
	}
	p.rules[r.ID] = r
}

// join gives each rule its tests, and reports tests without a rule.
func (p *parser) join() {
	for _, r := range p.rules {
		r.Tests = p.tests[r.File]
		delete(p.tests, r.File)
	}
	for file := range p.tests {
		id := strings.TrimSuffix(path.Base(file), ".sql")
		if len(p.list) == 0 {
			p.add(strings.TrimSuffix(file, ".sql")+testSuffix, 1, id, "there is no rule %s", path.Base(file))
		}
	}
}

// header matches the first comment of a rule's file. The YAML is between.
var header = regexp.MustCompile(`(?s)\A/\*---\r?\n(.*?)---\*/[ \t]*(\r?\n|\z)`)

// readRule parses a rule's file. A fault leaves the field zero.
func (p *parser) readRule(s source, name string, kind Kind) *Rule {
	sum := sha256.Sum256(s.text)
	r := &Rule{ID: name, Kind: kind, File: s.path, Digest: hex.EncodeToString(sum[:])[:12]}
	at := header.FindSubmatchIndex(s.text)
	if at == nil {
		p.add(s.path, 1, name, "must begin with a header: /*--- YAML ---*/")
		return r
	}
	body := s.text[at[1]:]
	r.SQL = strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(string(body)), ";"))
	lead := len(body) - len(strings.TrimLeft(string(body), " \t\r\n"))
	r.SQLLine = 1 + strings.Count(string(s.text[:at[1]+lead]), "\n")
	if r.SQL == "" {
		p.add(s.path, r.SQLLine, name, "has no SQL after its header")
	}
	if node := document(&p.findings, s.path, name, 1, s.text[at[2]:at[3]]); node != nil {
		readHeader(openSection(&p.findings, s.path, name, 1, node), r)
	}
	return r
}
