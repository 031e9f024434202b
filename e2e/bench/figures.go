package main

import (
	"fmt"
	"math"
	"os"
	"slices"
	"strings"
	"time"
)

// result is all that one run found.
type result struct {
	On          string  `json:"on"`
	Machine     string  `json:"machine"`
	Rate        int     `json:"requests_a_second"`
	LoadSeconds float64 `json:"load_seconds"`
	Sizes       []size  `json:"sizes"`
}

// size is what was found of an authority of one size.
type size struct {
	Children int         `json:"children"`
	Rows     int         `json:"rows"`
	Faults   int         `json:"faults"`
	Entries  int64       `json:"entries"`
	Steps    []step      `json:"steps"`
	Memory   []memoryUse `json:"memory"`
	// Pages and Empty are all pages, and the empty handler, under the same load. ByPage is by who asked for which kind of page.
	Pages  latency   `json:"pages"`
	Empty  latency   `json:"empty_handler"`
	ByPage []latency `json:"by_page"`
	Failed []string  `json:"failed"`
	// SignedIn are the same pages, asked for by people with accounts.
	SignedIn signedIn `json:"signed_in"`
}

// The steps that the table of growth names.
const (
	intoLedger = "import, into the ledger"
	followed   = "import, until the engine has followed"
	evaluation = "full evaluation of all rules"
)

// step is something that was timed, once or several times, with the least that it could take. Seconds is what half of several
// took at most.
type step struct {
	What         string  `json:"what"`
	Times        int     `json:"times,omitempty"`
	Seconds      float64 `json:"seconds"`
	Slowest      float64 `json:"slowest_seconds,omitempty"`
	Floor        string  `json:"floor"`
	FloorSeconds float64 `json:"floor_seconds"`
	Ratio        float64 `json:"ratio"`
}

func (s *size) add(one step) { s.Steps = append(s.Steps, one) }

// step gives the step of a name, or nothing measured.
func (s *size) step(what string) step {
	if i := slices.IndexFunc(s.Steps, func(one step) bool { return one.What == what }); i >= 0 {
		return s.Steps[i]
	}
	return step{}
}

// over sets a step beside its floor.
func (s *step) over(floor time.Duration) {
	s.FloorSeconds = floor.Seconds()
	s.Ratio = ratio(s.Seconds, s.FloorSeconds)
}

func ratio(a, b float64) float64 {
	if b == 0 {
		return 0
	}
	return math.Round(10*a/b) / 10
}

// latency is how long answers took, in seconds.
type latency struct {
	What    string  `json:"what"`
	Asked   int     `json:"asked"`
	P50     float64 `json:"p50"`
	P95     float64 `json:"p95"`
	P99     float64 `json:"p99"`
	Slowest float64 `json:"slowest"`
}

func latencyOf(what string, took []time.Duration) latency {
	at := func(p int) float64 { return percentile(took, p).Seconds() }
	return latency{what, len(took), at(50), at(95), at(99), at(100)}
}

func percentile(list []time.Duration, p int) time.Duration {
	if len(list) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(list))
	at := (len(sorted)*p + 99) / 100
	return sorted[max(at, 1)-1]
}

// memoryUse is the memory of a process, in bytes: when it was asked, and at its most.
type memoryUse struct {
	What string `json:"what"`
	Now  int64  `json:"now_bytes"`
	Most int64  `json:"most_bytes"`
}

// allowance is the memory that an authority of any size may take before its children count.
const allowance = 300 << 20

// aChild gives the bytes for each child beyond the allowance.
func (m memoryUse) aChild(children int) float64 {
	return float64(max(0, m.Most-allowance)) / float64(children)
}

// memory reads a process's memory. On a system that does not say, it is nought.
func memory(what string, pid int) memoryUse {
	m := memoryUse{What: what}
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return m
	}
	for line := range strings.Lines(string(text)) {
		name, value, _ := strings.Cut(line, ":")
		var kB int64
		if _, err := fmt.Sscanf(value, "%d kB", &kB); err != nil {
			continue
		}
		switch name {
		case "VmRSS":
			m.Now = kB << 10
		case "VmHWM":
			m.Most = kB << 10
		}
	}
	return m
}
