package eval

import (
	"context"
	"database/sql"
	"fmt"
	"log/slog"
	"os"
	"sort"
	"strconv"
	"testing"
	"time"

	"github.com/duckdb/duckdb-go/v2"

	"heed/catalogue"
	"heed/internal/engine/store"
	"heed/internal/ledger"
	"heed/rulebook"
)

func TestScratch(t *testing.T) {
	dir := os.Getenv("SCRATCH")
	ctx := context.Background()
	cat, _ := catalogue.Load()
	book, _ := rulebook.Load()
	l, err := ledger.Open(ctx, dir+"/heed.db")
	if err != nil { t.Fatal(err) }
	rules, err := NewRules(book, cat)
	if err != nil {
		t.Fatal(err)
	}
	sc := store.Config{Dir: dir + "/engine", Authority: "990", Catalogue: cat, Ledger: l, Log: slog.New(slog.DiscardHandler)}
	s, err := store.Open(ctx, sc)
	if err != nil {
		t.Fatal(err)
	}
	e, err := New(ctx, Config{Store: s, StoreConfig: sc, Rules: rules, Log: slog.New(slog.DiscardHandler)})
	if err != nil { t.Fatal(err) }
	q := Question{AsAt: time.Date(2026, 11, 29, 0, 0, 0, 0, time.UTC)}
	w := e.find(s, q)
	if err := e.create(ctx, w); err != nil {
		t.Fatal(err)
	}
	mine := &run{}
	_ = mine
	profile := os.Getenv("PROFILE") != ""
	total := map[string]float64{}
	type one struct {
		id  string
		sec float64
		info map[string]string
	}
	var list []one
	start := time.Now()
	var tables []*sharedTable
	claimed, _ := w.claim(rules.order, newest)
	tables = sharedTables(w, claimed)
	if err := w.beginTables(ctx, tables); err != nil {
		t.Fatal(err)
	}
	err = w.Inside(ctx, func(conn *sql.Conn) error {
		if o := os.Getenv("SETTINGS"); o != "" {
			if _, err := conn.ExecContext(ctx, o); err != nil {
				return err
			}
		}
		if profile {
			if _, err := conn.ExecContext(ctx, "pragma enable_profiling='no_output'; set profiling_mode='detailed'"); err != nil {
				return err
			}
		}
		for _, r := range rules.order {
			s0 := time.Now()
			_, err := conn.ExecContext(ctx, e.rowsSQL(w, r))
			if err != nil {
				fmt.Println("ERR", r.ID, err)
			}
			o := one{id: r.ID, sec: time.Since(s0).Seconds(), info: map[string]string{}}
			if profile {
				if info, err := duckdb.GetProfilingInfo(conn); err == nil {
					for k, v := range info.Metrics {
						f, _ := strconv.ParseFloat(v, 64)
						total[k] += f
						o.info[k] = v
					}
				}
			}
			list = append(list, o)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	fmt.Printf("all rules, one thread: %.2f s\n", time.Since(start).Seconds())
	sort.Slice(list, func(i, j int) bool { return list[i].sec > list[j].sec })
	for _, o := range list[:25] {
		fmt.Printf("%.1f ms %s  plan %s opt %s\n", o.sec*1000, o.id, o.info["PLANNER"], o.info["ALL_OPTIMIZERS"])
	}
	var med []float64
	for _, o := range list { med = append(med, o.sec) }
	fmt.Printf("median %.2f ms, p25 %.2f p75 %.2f\n", med[len(med)/2]*1000, med[len(med)*3/4]*1000, med[len(med)/4]*1000)
	var keys []string
	for k := range total { keys = append(keys, k) }
	sort.Slice(keys, func(i, j int) bool { return total[keys[i]] > total[keys[j]] })
	for _, k := range keys { if total[k] > 0.005 { fmt.Printf("%-40s %.3f\n", k, total[k]) } }
}
