package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"heed/internal/clocks"
	"heed/internal/door"
	"heed/internal/engine"
	"heed/internal/imports"
	"heed/internal/records"
	"heed/internal/synth"
)

// benchData has a process of its own import, evaluate and write, and gives what it measured.
func benchData(ctx context.Context, dir string, made synth.Authority) (s size, err error) {
	self, err := os.Executable()
	if err != nil {
		return s, err
	}
	made.Personas, made.Planted = nil, nil
	order, err := json.Marshal(made)
	if err != nil {
		return s, err
	}
	process := exec.CommandContext(ctx, self, "-phase", "data", "-dir", dir) //nolint:gosec // this program
	process.Stdin, process.Stderr = bytes.NewReader(order), os.Stderr
	printed, err := process.Output()
	if err != nil {
		return s, fmt.Errorf("importing and evaluating: %w", err)
	}
	return s, json.Unmarshal(printed, &s)
}

// dataPhase is that process: it reads what was invented and prints what it measured, both as JSON.
func dataPhase(ctx context.Context, dir string, in io.Reader, out io.Writer) error {
	var made synth.Authority
	if err := json.NewDecoder(in).Decode(&made); err != nil {
		return err
	}
	var s size
	if err := s.use(ctx, dir, made); err != nil {
		return err
	}
	if err := s.addFloors(ctx, dir, made.Code); err != nil {
		return err
	}
	return json.NewEncoder(out).Encode(s)
}

// use imports, evaluates and writes, as the people of an authority would.
func (s *size) use(ctx context.Context, dir string, made synth.Authority) (err error) {
	a, err := door.Open(ctx, door.Config{Dir: filepath.Join(dir, "data"), Now: time.Now, NewID: newID()})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.Close()) }() //nolint:contextcheck // what is open is closed whatever has ended
	who := door.System(made.Code)
	if err := s.imports(ctx, a, who, filepath.Join(dir, "returns"), made); err != nil {
		return err
	}
	start := time.Now()
	if err := a.Session(who).Rebuild(ctx); err != nil {
		return err
	}
	s.add(step{What: "engine made anew from the whole ledger", Seconds: time.Since(start).Seconds(), Floor: floorRead})
	start = time.Now()
	if err := a.Warm(ctx, made.Code); err != nil {
		return err
	}
	s.add(step{What: evaluation, Seconds: time.Since(start).Seconds(), Floor: floorRead})
	if err := s.writes(ctx, a, who); err != nil {
		return err
	}
	s.Memory = append(s.Memory, memory("the process that imported, evaluated and wrote", os.Getpid()))
	return nil
}

// imports imports the whole years with the clock set to each year's submission, then the part year.
func (s *size) imports(ctx context.Context, a *door.Door, who door.Actor, tree string, made synth.Authority) error {
	var reading, all time.Duration
	for _, y := range made.Years {
		at := y.SubmittedAt
		if at.After(time.Now()) {
			at = time.Now()
		}
		start := time.Now()
		read := start
		request := imports.Request{Paths: []string{filepath.Join(tree, y.Dir)}, At: at, CompleteFrom: y.ListsFrom, CompleteTo: y.ListsTo}
		result, err := imports.Import(ctx, a.Session(who), request, func(p imports.Progress) {
			if p.Stage == "working out" {
				read = time.Now()
			}
		})
		if err != nil {
			return err
		}
		reading += read.Sub(start)
		all += time.Since(start)
		s.Rows += result.RowsRead
		s.Faults += result.Faults
	}
	s.add(step{What: intoLedger, Seconds: reading.Seconds(), Floor: floorInsert})
	s.add(step{What: followed, Seconds: all.Seconds(), Floor: floorInsert})
	return nil
}

// written are the records that somebody enters by hand, the most usual first, and what is recorded of a child besides its number
// and the day.
var written = []struct {
	what, recordType, on string
	times                int
	values               map[string]string
}{
	{"a visit", "cp_visit", "visited_on", 20, map[string]string{"seen": "true", "seen_alone": "true"}},
	{"a worker allocated", "allocation", "started_on", 5, map[string]string{"worker_id": "bench", "role": "social worker"}},
	{"a missing episode", "missing_episode", "started_on", 5, map[string]string{"kind": "M"}},
	{"a case opened", "cin_episode", "referred_on", 5, map[string]string{}},
	{"who a child is", "child", "born_on", 5, map[string]string{"reported_by": "heed"}},
}

// writes records things and asks for the clocks they change.
func (s *size) writes(ctx context.Context, a *door.Door, who door.Actor) error {
	page, err := clocks.List(ctx, a.Session(who), clocks.Filter{Duty: "cp-visit", Statuses: []engine.Status{engine.Overdue, engine.DueSoon, engine.Running}, PerPage: 20})
	if err != nil {
		return err
	}
	for _, kind := range written {
		var took []time.Duration
		for _, clock := range page.Clocks[:min(kind.times, len(page.Clocks))] {
			one, err := write(ctx, a, who, kind.recordType, clock.Subject, kind.on, maps.Clone(kind.values))
			if err != nil {
				return err
			}
			took = append(took, one)
		}
		s.add(step{What: "one write to refreshed clocks: " + kind.what, Floor: floorCommit, Times: len(took),
			Seconds: percentile(took, 50).Seconds(), Slowest: percentile(took, 100).Seconds()})
	}
	return nil
}

func write(ctx context.Context, a *door.Door, who door.Actor, recordType, child, on string, values map[string]string) (time.Duration, error) {
	start := time.Now()
	values["child_id"], values[on] = child, engine.Today(start).Format(time.DateOnly)
	_, faults, err := records.Put(ctx, a.Session(who), records.PutRequest{Type: recordType, Source: "bench", Values: values})
	if err != nil {
		return 0, fmt.Errorf("%w %v", err, faults)
	}
	_, err = clocks.List(ctx, a.Session(who), clocks.Filter{Subject: child})
	return time.Since(start), err
}

func newID() func() string {
	n := 0
	return func() string {
		n++
		return fmt.Sprintf("bench-%d-%d", time.Now().UnixNano(), n)
	}
}
