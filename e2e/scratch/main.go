package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"sort"
	"syscall"
	"runtime/pprof"
	"time"

	"heed/internal/clocks"
	"heed/internal/door"
	"heed/internal/engine"
	"heed/internal/records"
)

func cpu() time.Duration {
	var r syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &r)
	return time.Duration(r.Utime.Nano() + r.Stime.Nano())
}

func main() {
	ctx := context.Background()
	n := 0
	d, err := door.Open(ctx, door.Config{Dir: os.Args[1], Now: time.Now, NewID: func() string { n++; return fmt.Sprint("s", n) }, Log: slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))})
	if err != nil {
		panic(err)
	}
	start := time.Now()
	if err := d.Warm(ctx, "990"); err != nil {
		panic(err)
	}
	fmt.Println("warm", time.Since(start))
	s := d.Session(door.System("990"))
	page, err := clocks.List(ctx, s, clocks.Filter{Duty: "cp-visit", Statuses: []engine.Status{engine.Overdue, engine.DueSoon, engine.Running}, PerPage: 20})
	if err != nil {
		panic(err)
	}
	for _, kind := range []struct {
		what, on string
		values   map[string]string
	}{
		{"cp_visit", "visited_on", map[string]string{"seen": "true", "seen_alone": "true"}},
		{"allocation", "started_on", map[string]string{"worker_id": "bench", "role": "social worker"}},
		{"missing_episode", "started_on", map[string]string{"kind": "M"}},
		{"cin_episode", "referred_on", map[string]string{}},
		{"child", "born_on", map[string]string{"reported_by": "heed"}},
	} {
		if kind.what == "child" { pf, _ := os.Create("/tmp/prof.out"); _ = pprof.StartCPUProfile(pf) }
		var puts, lists []time.Duration
		for i, c := range page.Clocks {
			values := map[string]string{"child_id": c.Subject, kind.on: time.Now().AddDate(0, 0, -i%3).Format(time.DateOnly)}
			for k, v := range kind.values {
				values[k] = v
			}
			start := cpu()
			if _, faults, err := records.Put(ctx, s, records.PutRequest{Type: kind.what, Source: "bench", Values: values}); err != nil {
				panic(fmt.Sprint(err, faults))
			}
			puts = append(puts, cpu()-start)
			start = cpu()
			if _, err := clocks.List(ctx, s, clocks.Filter{Subject: c.Subject}); err != nil {
				panic(err)
			}
			lists = append(lists, cpu()-start)
			time.Sleep(50 * time.Millisecond)
		}
		half := func(d []time.Duration) time.Duration {
			sort.Slice(d, func(i, j int) bool { return d[i] < d[j] })
			return d[len(d)/2]
		}
		fmt.Println(kind.what, "put", half(puts), "list", half(lists))
	}
	pprof.StopCPUProfile()
}
