// Package arch holds the rules that a compiler does not: which way imports point, that every package says what it is for,
// that files stay short, and that the clock, the environment and the terminal are reached only from the edge of the program.
//
// The linter says most of this too, sooner and in an editor. It is said again here so that it holds with nothing but go test,
// and so that each rule carries its reason to whoever breaks it.
package arch

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// root is the repository, as seen from this package.
const root = "../.."

// source is one Go file: its path from the root, with its syntax.
type source struct {
	path    string
	content []byte
	file    *ast.File
	fset    *token.FileSet
}

func (s source) dir() string             { return filepath.ToSlash(filepath.Dir(s.path)) }
func (s source) isTest() bool            { return strings.HasSuffix(s.path, "_test.go") }
func (s source) line(p token.Pos) string { return s.path + ":" + strconv.Itoa(s.fset.Position(p).Line) }

// generated matches the mark of a file that no person reads, as go generate defines it.
var generated = regexp.MustCompile(`(?m)^// Code generated .* DO NOT EDIT\.$`)

// walk calls fn with each file of the repository that is ours: nothing fetched, built or kept as test data.
func walk(t *testing.T, fn func(path string, content []byte)) {
	t.Helper()
	skipped := []string{".git", "bin", "dist", "node_modules", "testdata", "heed-data", "tools"}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if slices.Contains(skipped, d.Name()) {
				return fs.SkipDir
			}
			return nil
		}
		content, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		name, err := filepath.Rel(root, path)
		fn(filepath.ToSlash(name), content)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// sources parses every Go file.
func sources(t *testing.T) []source {
	t.Helper()
	var found []source
	walk(t, func(path string, content []byte) {
		if !strings.HasSuffix(path, ".go") {
			return
		}
		fset := token.NewFileSet()
		file, err := parser.ParseFile(fset, path, content, parser.ParseComments)
		if err != nil {
			t.Errorf("%v", err)
			return
		}
		found = append(found, source{path, content, file, fset})
	})
	if len(found) < 5 {
		t.Fatalf("found only %d Go files: is %s the root?", len(found), root)
	}
	return found
}

func TestEveryPackageSaysWhatItIsFor(t *testing.T) {
	t.Parallel()
	documented := map[string]bool{}
	for _, s := range sources(t) {
		name := s.file.Name.Name
		if strings.HasSuffix(name, "_test") {
			continue // an external test is documented by what it tests
		}
		want := "Package " + name + " "
		if name == "main" {
			want = "Command "
		}
		documented[s.dir()] = documented[s.dir()] || strings.HasPrefix(s.file.Doc.Text(), want)
	}
	for dir, ok := range documented {
		if !ok {
			t.Errorf("%s: no file says what the package is for, in a comment that begins Package or, for a program, Command", dir)
		}
	}
}

func TestNoFileIsOver500Lines(t *testing.T) {
	t.Parallel()
	kinds := []string{".go", ".sql", ".css", ".html", ".tmpl", ".js", ".mod"}
	walk(t, func(path string, content []byte) {
		if !slices.Contains(kinds, filepath.Ext(path)) || generated.Match(content) {
			return
		}
		if lines := bytes.Count(content, []byte("\n")); lines > 500 {
			t.Errorf("%s has %d lines: over 500 it holds two subjects", path, lines)
		}
	})
}

// edge is where the clock, the environment and the terminal may be reached.
var edge = []string{"cmd/", "internal/config/", "e2e/"}

// forbidden names what is kept to the edge, by import path, and why.
var forbidden = map[string]map[string]string{
	"time": {"Now": "take the time from the caller: a figure must be the same whenever it is asked for again"},
	"os": {
		"Getenv":    "settings come through internal/config, so that they are listed in one place",
		"LookupEnv": "settings come through internal/config, so that they are listed in one place",
	},
	"fmt": {
		"Print":   "write to a writer that the caller gives: standard output belongs to the command",
		"Printf":  "write to a writer that the caller gives: standard output belongs to the command",
		"Println": "write to a writer that the caller gives: standard output belongs to the command",
	},
}

func TestTheClockTheEnvironmentAndTheTerminalStayAtTheEdge(t *testing.T) {
	t.Parallel()
	for _, s := range sources(t) {
		if s.isTest() || slices.ContainsFunc(edge, func(dir string) bool { return strings.HasPrefix(s.path, dir) }) {
			continue
		}
		imported := s.imported()
		ast.Inspect(s.file, func(n ast.Node) bool {
			selector, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			if pkg, ok := selector.X.(*ast.Ident); ok {
				if why, bad := forbidden[imported[pkg.Name]][selector.Sel.Name]; bad {
					t.Errorf("%s: %s.%s: %s", s.line(n.Pos()), pkg.Name, selector.Sel.Name, why)
				}
			}
			return true
		})
	}
}

// imported maps the name a file gives each package it imports to its path. Where it gives none, the last part of the path
// serves: it is right for the standard library, which is all that is asked.
func (s source) imported() map[string]string {
	found := map[string]string{}
	for _, i := range s.file.Imports {
		path := importPath(i)
		name := path[strings.LastIndex(path, "/")+1:]
		if i.Name != nil {
			name = i.Name.Name
		}
		found[name] = path
	}
	return found
}

func importPath(i *ast.ImportSpec) string {
	return strings.Trim(i.Path.Value, `"`)
}
