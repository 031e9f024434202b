package exchange

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A panic in a goroutine that a format starts by itself ends the program, whatever the exchange does about it.
func TestFormatsStartGoroutinesOnlyByFormatSide(t *testing.T) {
	t.Parallel()
	files, allowed := 0, 0
	err := fs.WalkDir(os.DirFS("."), ".", func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() && path == "apart" {
			return fs.SkipDir // it starts readers and is none
		}
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		files++
		fset := token.NewFileSet()
		file, err := parser.ParseFile(fset, path, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if s, ok := n.(*ast.GoStmt); ok {
				if filepath.ToSlash(path) == "format/panic.go" {
					allowed++
				} else {
					t.Errorf("%s: use format.Side, which brings a panic back to the reading", fset.Position(s.Pos()))
				}
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if files < 20 || allowed != 1 {
		t.Errorf("looked at %d files, and found %d go statements of format.Side: is this the folder?", files, allowed)
	}
}
