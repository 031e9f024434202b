package app_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"heed/internal/app"
	"heed/internal/engine"
	"heed/internal/synth"
)

func TestScratch(t *testing.T) {
	if os.Getenv("SCRATCH") == "" {
		t.Skip()
	}
	ctx := t.Context()
	dir := "/tmp/heed/scratchworld"
	fresh := false
	if _, err := os.Stat(dir); err != nil {
		fresh = true
	}
	n := 0
	a, err := app.Open(ctx, app.Config{Dir: dir + "/data", Now: time.Now, NewID: func() string { n++; return fmt.Sprint(time.Now().UnixNano(), n) }})
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	who := app.System("990")
	if fresh {
		made, err := synth.Write(ctx, dir+"/returns", synth.Options{Children: 10000, Seed: 1, Until: engine.Today(time.Now()).AddDate(0, 0, -1)}, nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, y := range made.Years {
			if _, err := a.Import(ctx, who, app.ImportRequest{Paths: []string{filepath.Join(dir, "returns", y.Dir)}, At: y.SubmittedAt}, nil); err != nil {
				t.Fatal(err)
			}
		}
	}
	t0 := time.Now()
	if err := a.Follow(ctx, "990"); err != nil {
		t.Fatal(err)
	}
	fmt.Println("open+follow", time.Since(t0))
	t0 = time.Now()
	if err := a.Warm(ctx, "990"); err != nil {
		t.Fatal(err)
	}
	fmt.Println("warm", time.Since(t0))
	page, err := a.Clocks(ctx, who, app.Question{}, app.ClockFilter{Duty: "cp-visit", Statuses: []engine.Status{engine.Overdue, engine.Running}, PerPage: 5})
	if err != nil {
		t.Fatal(err)
	}
	for i, c := range page.Clocks {
		t0 = time.Now()
		_, _, err := a.PutRecord(ctx, who, app.PutRequest{Type: "cp_visit", Source: "x", Values: map[string]string{"child_id": c.Subject, "visited_on": engine.Today(time.Now()).AddDate(0, 0, -i).Format(time.DateOnly), "seen": "true", "worker_id": fmt.Sprint(time.Now().UnixNano())}})
		if err != nil {
			t.Fatal(err)
		}
		t1 := time.Now()
		_, err = a.Clocks(ctx, who, app.Question{}, app.ClockFilter{Subject: c.Subject})
		fmt.Println("put", t1.Sub(t0), "clocks", time.Since(t1), err)
	}
}
