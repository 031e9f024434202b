package eval

import (
	"context"
	"os"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
)

// niceness gives how far each thread of the process stands back.
func niceness(t *testing.T) map[int]int {
	t.Helper()
	threads, err := os.ReadDir("/proc/self/task")
	if err != nil {
		t.Fatal(err)
	}
	all := map[int]int{}
	for _, thread := range threads {
		stat, err := os.ReadFile("/proc/self/task/" + thread.Name() + "/stat")
		if err != nil {
			continue // it has ended
		}
		fields := strings.Fields(string(stat[strings.LastIndexByte(string(stat), ')')+1:]))
		nice, err := strconv.Atoi(fields[16]) // the 19th field, nice, of which two stand before the bracket
		if err != nil {
			t.Fatal(err)
		}
		id, _ := strconv.Atoi(thread.Name())
		all[id] = nice
	}
	return all
}

// However much quiet work is done, no thread stands back but those that do it: pages are served by the others.
func TestQuietWorkMakesNoOtherThreadStandBack(t *testing.T) {
	t.Parallel()
	ctx := quiet(t.Context())
	const atOnce, rounds = 4, 50
	for range rounds {
		var wait sync.WaitGroup
		for range atOnce {
			wait.Go(func() {
				quietlyIf(ctx, func() {
					if mine := niceness(t)[syscall.Gettid()]; mine < leastPriority {
						t.Errorf("quiet work is done on a thread of priority %d", mine)
					}
				})
			})
		}
		wait.Wait()
	}
	quietlyIf(context.Background(), func() {
		if mine := niceness(t)[syscall.Gettid()]; mine >= leastPriority {
			t.Error("other work is done on a quiet thread")
		}
	})
	back := 0
	for _, nice := range niceness(t) {
		if nice >= leastPriority {
			back++
		}
	}
	allQuietThreads.mu.Lock()
	defer allQuietThreads.mu.Unlock()
	if made := allQuietThreads.made; back > made {
		t.Errorf("%d threads stand back, of which %d are for quiet work", back, made)
	}
}
