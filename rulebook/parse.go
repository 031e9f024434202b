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

	"heed/internal/strictyaml"
)

func isRule(s strictyaml.Source) bool { return path.Ext(s.Path) == ".sql" }

const testSuffix = "_test.yml"

// directories are where rules of each kind live.
var directories = map[string]Kind{"duties": Duty, "measures": Measure, "checks": Check, "views": View}

// readSources reads every file below the four directories in the order of their
// paths. A directory may be absent. A README.md beside the areas is for people.
func readSources(fsys fs.FS) ([]strictyaml.Source, error) {
	var sources []strictyaml.Source
	for _, root := range []string{"checks", "duties", "measures", "views"} {
		found, err := strictyaml.ReadSources(fsys, root)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("reading the rulebook: %w", err)
		}
		for _, s := range found {
			if s.Path != root+"/README.md" {
				sources = append(sources, s)
			}
		}
	}
	return sources, nil
}

type parser struct {
	strictyaml.Faults
	rules map[string]*Rule
	// tests are by the path of the rule they belong to.
	tests map[string][]Test
}

// read parses one file and takes it as a rule or as tests by its name.
func (p *parser) read(s strictyaml.Source) {
	parts := strings.Split(s.Path, "/")
	isTest := strings.HasSuffix(s.Path, testSuffix)
	id := strings.TrimSuffix(strings.TrimSuffix(path.Base(s.Path), testSuffix), ".sql")
	switch {
	case len(parts) != 3 || !isRule(s) && !isTest:
		p.Add(s.Path, 1, id, "is not at <kind>/<area>/<id>.sql or <id>%s", testSuffix)
	case isTest:
		p.tests[strings.TrimSuffix(s.Path, testSuffix)+".sql"] = readTests(&p.Faults, s, id)
	default:
		p.add(p.readRule(s, id, directories[parts[0]]))
	}
}

// add enters a rule, even a faulty one, so that its tests are checked too.
func (p *parser) add(r *Rule) {
	if first, ok := p.rules[r.ID]; ok {
		p.Add(r.File, r.line("id"), r.ID, "id is already used by %s", first.File)
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
		if len(p.List()) == 0 {
			p.Add(strings.TrimSuffix(file, ".sql")+testSuffix, 1, id, "there is no rule %s", path.Base(file))
		}
	}
}

// header matches the first comment of a rule's file. The YAML is between.
var header = regexp.MustCompile(`(?s)\A/\*---\r?\n(.*?)---\*/[ \t]*(\r?\n|\z)`)

// readRule parses a rule's file. A fault leaves the field zero.
func (p *parser) readRule(s strictyaml.Source, name string, kind Kind) *Rule {
	sum := sha256.Sum256(s.Text)
	r := &Rule{ID: name, Kind: kind, File: s.Path, Digest: hex.EncodeToString(sum[:])[:12]}
	at := header.FindSubmatchIndex(s.Text)
	if at == nil {
		p.Add(s.Path, 1, name, "must begin with a header: /*--- YAML ---*/")
		return r
	}
	body := s.Text[at[1]:]
	r.SQL = strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(string(body)), ";"))
	lead := len(body) - len(strings.TrimLeft(string(body), " \t\r\n"))
	r.SQLLine = 1 + strings.Count(string(s.Text[:at[1]+lead]), "\n")
	if r.SQL == "" {
		p.Add(s.Path, r.SQLLine, name, "has no SQL after its header")
	}
	document := strictyaml.Document{Faults: &p.Faults, File: s.Path, ID: name, Offset: 1}
	if keys := document.Whole(s.Text[at[2]:at[3]]); keys != nil {
		readHeader(keys, r)
	}
	return r
}
