package synth_test

import (
	"context"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"heed/internal/synth"
)

// prepared is a council that several tests read, written for the first that asks. None of them changes it.
type prepared struct {
	options synth.Options
	name    string

	written   sync.Once
	authority synth.Authority
	err       error
	joined    sync.Once
	whole     whole
}

// A large council without faults, of which shares and rates can be asked, and one that is quickly read through.
var (
	large = &prepared{name: "large", options: synth.Options{Children: 6_000, Seed: 9, FaultShare: -1, Until: until}}
	small = &prepared{name: "small", options: synth.Options{Children: 1_500, Seed: 3, FaultShare: -1, Until: until}}
)

// preparedDir holds the prepared councils.
var preparedDir string

// TestMain removes the prepared councils once every test has ended.
func TestMain(m *testing.M) {
	os.Exit(runAll(m))
}

func runAll(m *testing.M) int {
	dir, err := os.MkdirTemp("", "synth")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	preparedDir = dir
	return m.Run()
}

// read gives the folder of the council and what its writing said of it.
func (p *prepared) read(t *testing.T) (string, synth.Authority) {
	t.Helper()
	dir := filepath.Join(preparedDir, p.name)
	p.written.Do(func() {
		if p.err = os.Mkdir(dir, 0o700); p.err == nil {
			p.authority, p.err = synth.Write(context.WithoutCancel(t.Context()), dir, p.options, nil)
		}
	})
	if p.err != nil {
		t.Fatal(p.err)
	}
	return dir, p.authority
}

// all gives what the files of all years together say.
func (p *prepared) all(t *testing.T) whole {
	t.Helper()
	dir, a := p.read(t)
	p.joined.Do(func() { p.whole = readWhole(t, dir, a) })
	return p.whole
}
