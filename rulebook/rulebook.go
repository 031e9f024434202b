// Package rulebook holds the rules: duties, measures, checks and views, each one
// SQL file with its header in its first comment and its tests beside it. It
// parses and checks them; the engine runs them.
package rulebook

import (
	"cmp"
	"embed"
	"io/fs"
	"slices"
	"sync"

	"heed/internal/strictyaml"
)

//go:embed duties measures checks views
var embedded embed.FS

// Book is every rule, parsed. It does not change after Load or Parse, so it may
// be shared between goroutines.
type Book struct {
	// Rules are in the order of kind (duties, measures, checks, views) and id.
	Rules []*Rule

	byID map[string]*Rule
	hash string
}

// Load reads the rules that Heed carries. Its error, like that of Parse, joins
// every fault found, each a Finding. They are parsed once in a process, and every
// caller shares the same Book.
func Load() (*Book, error) { return load() }

var load = sync.OnceValues(func() (*Book, error) { return Parse(embedded) })

// Parse reads the rules in <duties|measures|checks|views>/<area>/<id>.sql of fsys
// and the tests in <id>_test.yml beside them. Parsing is strict. All faults are
// reported at once, in the order of file and line, joined into one error of
// Finding.
func Parse(fsys fs.FS) (*Book, error) {
	p := &parser{rules: map[string]*Rule{}, tests: map[string][]Test{}}
	sources, err := readSources(fsys)
	if err != nil {
		return nil, err
	}
	for _, s := range sources {
		p.read(s)
	}
	p.join()
	if err := p.Err(); err != nil {
		return nil, err
	}
	b := &Book{byID: p.rules, hash: hashRules(sources)}
	for _, r := range p.rules {
		b.Rules = append(b.Rules, r)
	}
	slices.SortFunc(b.Rules, func(x, y *Rule) int {
		return cmp.Or(cmp.Compare(slices.Index(Kinds, x.Kind), slices.Index(Kinds, y.Kind)), cmp.Compare(x.ID, y.ID))
	})
	return b, nil
}

// Rule returns the rule of this id, or nil where there is none.
func (b *Book) Rule(id string) *Rule { return b.byID[id] }

// Kind returns the rules of one kind in the order of their ids.
func (b *Book) Kind(k Kind) []*Rule {
	var rules []*Rule
	for _, r := range b.Rules {
		if r.Kind == k {
			rules = append(rules, r)
		}
	}
	return rules
}

// Judging gives the measures that judge a duty, in the order of their ids.
func (b *Book) Judging(duty string) []*Rule {
	return slices.DeleteFunc(b.Kind(Measure), func(r *Rule) bool { return !slices.Contains(r.Duties, duty) })
}

// Hash returns the SHA-256, in hex, of the rule files; the tests are no part of
// it. What was worked out by a book with another hash is stale.
func (b *Book) Hash() string { return b.hash }

func hashRules(sources []strictyaml.Source) string {
	return strictyaml.Hash(slices.DeleteFunc(sources, func(s strictyaml.Source) bool { return !isRule(s) }))
}
