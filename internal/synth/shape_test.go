package synth_test

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// band is what a share or a rate should fall in for an inner London borough with
// ordinary unevenness.
type band struct {
	name      string
	got       float64
	low, high float64
}

func (b band) hold(t *testing.T) {
	t.Helper()
	t.Logf("%-55s %6.1f (%v to %v)", b.name, b.got, b.low, b.high)
	if b.got < b.low || b.got > b.high {
		t.Errorf("%s is %.1f, not from %v to %v", b.name, b.got, b.low, b.high)
	}
}

func percent[T any](of []T, is func(T) bool) float64 {
	n := 0
	for _, v := range of {
		if is(v) {
			n++
		}
	}
	return 100 * float64(n) / float64(len(of))
}

func TestTheAuthorityHasTheShapeOfAnInnerLondonBorough(t *testing.T) {
	t.Parallel()
	w := large.all(t)
	var bands []band
	bands = append(bands, frontDoor(w)...)
	bands = append(bands, protected(w)...)
	bands = append(bands, lookedAfter(w)...)
	bands = append(bands, yearly(w)...)
	bands = append(bands, missingChildren(w)...)
	bands = append(bands, staffing(w)...)
	for _, b := range bands {
		b.hold(t)
	}
}

func frontDoor(w whole) []band {
	referrals := map[string][]time.Time{}
	var needs []censusNeed
	for k, n := range w.needs {
		referrals[k[0]] = append(referrals[k[0]], day(k[1]))
		needs = append(needs, n)
	}
	settled := day("2021-04-01")
	var again []bool
	var days []int
	for k, n := range w.needs {
		on := day(k[1])
		if !on.Before(settled) {
			again = append(again, slices.ContainsFunc(referrals[k[0]], func(r time.Time) bool {
				return r.Before(on) && !r.Before(on.AddDate(-1, 0, 0))
			}))
		}
		for _, s := range n.Assessments {
			if s.Authorised != "" {
				days = append(days, w.workdays.between(on, day(s.Authorised)))
			}
		}
	}
	slices.Sort(days)
	return []band{
		{"referrals ending in no further action, %", percent(needs, func(n censusNeed) bool { return n.NFA }), 5, 9},
		{"referrals with another in the year before, %", percent(again, func(b bool) bool { return b }), 19, 26},
		{"assessments within 45 working days, %", percent(days, func(d int) bool { return d <= 45 }), 77, 86},
		{"median working days of an assessment", float64(days[len(days)/2]), 30, 38},
	}
}

func protected(w whole) []band {
	open, old, started, repeat, held, inTime, needy, disabled := 0, 0, 0, 0, 0, 0, 0, 0
	for k, n := range w.needs {
		if n.Closed == "" && !n.NFA {
			needy++
			if w.disabled[k[0]] {
				disabled++
			}
		}
		for _, e := range n.Enquiries {
			if e.Held != "" {
				held++
				if w.workdays.between(day(e.Started), day(e.Held)) <= 15 {
					inTime++
				}
			}
		}
		for _, p := range n.Plans {
			if started++; p.Previous > 0 {
				repeat++
			}
			if p.Ended == "" {
				if open++; !day(p.Started).AddDate(2, 0, 0).After(until) {
					old++
				}
			}
		}
	}
	return []band{
		{"initial conferences within 15 working days, %", share(inTime, held), 74, 85},
		{"plans started that are a second or later, %", share(repeat, started), 20, 31},
		{"open plans of two years or more, %", share(old, open), 1, 8},
		{"children on plans per 100 in need", share(open, needy), 8, 16},
		{"children in need with a disability, %", share(disabled, needy), 10, 20},
	}
}

func share(n, of int) float64 { return 100 * float64(n) / float64(of) }

// lookedAfter follows the carers of each child looked after on the last day.
func lookedAfter(w whole) []band {
	episodes := map[string][]map[string]string{}
	for _, e := range w.tables["ssda903/episodes.csv"] {
		episodes[e["CHILD"]] = append(episodes[e["CHILD"]], e)
	}
	born := map[string]time.Time{}
	for _, h := range w.tables["ssda903/header.csv"] {
		born[h["CHILD"]] = day(h["DOB"])
	}
	year := until.AddDate(-1, 0, 0)
	now, moved, long, stable, foster := 0, 0, 0, 0, 0
	for child, es := range episodes {
		slices.SortFunc(es, func(a, b map[string]string) int { return day(a["DECOM"]).Compare(day(b["DECOM"])) })
		last := es[len(es)-1]
		if last["DEC"] != "" {
			continue
		}
		now++
		if strings.HasPrefix(last["PLACE"], "U") {
			foster++
		}
		from, carer, carers := spell(es, year)
		if carers >= 3 {
			moved++
		}
		if born[child].AddDate(16, 0, 0).After(until) && !from.AddDate(2, 6, 0).After(until) {
			if long++; !carer.AddDate(2, 0, 0).After(until) {
				stable++
			}
		}
	}
	persons := w.tables["records/population.csv"]["2026-06-30"]["persons"]
	return []band{
		{"looked after per 10,000 children", 10_000 * float64(now) / number(persons), 65, 92},
		{"with three or more placements in the year, %", share(moved, now), 7, 15},
		{"long looked after with one carer for two years, %", share(stable, long), 55, 80},
		{"placed with foster carers, %", share(foster, now), 62, 85},
		{"who came alone to seek asylum, %", share(len(current(w.tables["ssda903/uasc.csv"], episodes)), now), 3, 14},
	}
}

// spell gives when the present period of care and the present carer began, and how
// many carers there have been since a day.
func spell(es []map[string]string, since time.Time) (from, carer time.Time, carers int) {
	for i, e := range es {
		on := day(e["DECOM"])
		joined := i > 0 && es[i-1]["DEC"] == e["DECOM"]
		if !joined {
			from, carer, carers = on, on, 1
			continue
		}
		if e["RNE"] == "P" || e["RNE"] == "B" {
			if on.After(since) {
				carers++
			}
			carer = on
		}
	}
	return from, carer, carers
}

func current(rows map[string]map[string]string, episodes map[string][]map[string]string) (out []string) {
	for child := range rows {
		if es := episodes[child]; len(es) > 0 && es[len(es)-1]["DEC"] == "" {
			out = append(out, child)
		}
	}
	return out
}

func number(s string) float64 {
	n := 0.0
	for _, c := range s {
		n = n*10 + float64(c-'0')
	}
	return n
}

func yearly(w whole) []band {
	health, leavers := w.annual["ssda903/oc2.csv"], w.annual["ssda903/oc3.csv"]
	yes := func(column string) func(map[string]string) bool {
		return func(r map[string]string) bool { return r[column] == "1" }
	}
	return []band{
		{"annual health assessments, %", percent(health, yes("HEALTH_ASSESSMENT")), 85, 93},
		{"teeth checked, %", percent(health, yes("TEETH_CHECK")), 74, 84},
		{"immunised, %", percent(health, yes("IMMUNISATIONS")), 77, 87},
		{"care leavers in suitable accommodation, %", percent(leavers, func(r map[string]string) bool {
			return strings.HasSuffix(r["ACCOM"], "1")
		}), 83, 92},
		{"care leavers in education, employment or training, %", percent(leavers, func(r map[string]string) bool {
			return strings.HasPrefix(r["ACTIV"], "F") || strings.HasPrefix(r["ACTIV"], "P")
		}), 46, 60},
	}
}

func missingChildren(w whole) []band {
	interviews := w.tables["records/return_interview.csv"]
	found, inTime := 0, 0
	for _, m := range w.tables["ssda903/missing.csv"] {
		if m["MISSING"] != "M" || m["MIS_END"] == "" {
			continue
		}
		found++
		i := interviews[m["CHILD"]+"/"+day(m["MIS_START"]).Format("2006-01-02")]
		if held := day(i["held_at"]); !held.IsZero() && held.Before(day(m["MIS_END"]).AddDate(0, 0, 4)) {
			inTime++
		}
	}
	var initial []bool
	for _, h := range w.tables["records/health_assessment.csv"] {
		if h["kind"] == "initial" {
			initial = append(initial, h["report_received_on"] != "")
		}
	}
	return []band{
		{"return interviews within 72 hours, %", share(inTime, found), 46, 66},
		{"initial health assessments with a report, %", percent(initial, func(b bool) bool { return b }), 70, 97},
	}
}

func staffing(w whole) []band {
	worker, cases := map[string]bool{}, map[string]int{}
	for _, a := range w.tables["records/allocation.csv"] {
		if a["role"] == "social worker" && a["ended_on"] == "" {
			worker[a["child_id"]] = true
			cases[a["worker_id"]]++
		}
	}
	open, without, total := 0, 0, 0
	for k, n := range w.needs {
		if n.Closed == "" && !n.NFA {
			if open++; !worker[k[0]] {
				without++
			}
		}
	}
	for _, n := range cases {
		total += n
	}
	return []band{
		{"open cases without a worker, %", share(without, open), 0.1, 4},
		{"children to a social worker", float64(total) / float64(len(cases)), 12, 22},
	}
}
