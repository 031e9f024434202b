package ledgertest

import (
	"fmt"
	"strconv"
	"testing"

	"heed/catalogue"
)

// benchRecords gives placements of the usual size: a dozen fields, some 330 bytes.
func benchRecords(n int) []catalogue.Record {
	records := make([]catalogue.Record, n)
	for i := range records {
		child := strconv.Itoa(500000 + i/6)
		records[i] = catalogue.Record{
			Type: "placement", ID: fmt.Sprintf("%s/20%02d-04-0%d", child, 15+i%6, 1+i%9), Subject: child,
			Body: fmt.Appendf(nil, `{"child":%q,"ended_on":"2020-03-31","home_postcode":"ZZ99 3CZ","legal_status":"C2",`+
				`"local_authority":"990","need":"N1","placement_postcode":"ZZ99 3CZ","placement_type":"U4",`+
				`"provider":"PR1","reason_ended":"X1","reason_started":"S","started_on":"2019-04-01",`+
				`"urn":"SC1234567","number":%d,"plan":"long term foster care"}`, child, i),
		}
	}
	return records
}

// Bench measures a ledger.
func Bench(b *testing.B, h Harness) {
	b.Run("Import", h.benchImport)
	b.Run("ImportAgain", h.benchImportAgain)
	b.Run("Entries", h.benchEntries)
	b.Run("Undo", h.benchUndo)
	b.Run("LogAccess", h.benchLogAccess)
}

func (h Harness) benchImport(b *testing.B) {
	records := benchRecords(200_000)
	for b.Loop() {
		s := h.open(b)
		importRecords(b, s, batch("b1"), records...)
	}
	b.ReportMetric(float64(len(records))*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}

func (h Harness) benchImportAgain(b *testing.B) {
	records := benchRecords(200_000)
	s := h.open(b)
	importRecords(b, s, batch("first"), records...)
	n := 0
	for b.Loop() {
		n++
		importRecords(b, s, batch(strconv.Itoa(n)), records...)
	}
	b.ReportMetric(float64(len(records))*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}

func (h Harness) benchEntries(b *testing.B) {
	records := benchRecords(200_000)
	s := h.open(b)
	importRecords(b, s, batch("first"), records...)
	for b.Loop() {
		if n := len(allEntries(b, s)); n != len(records) {
			b.Fatal(n)
		}
	}
	b.ReportMetric(float64(len(records))*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}

func (h Harness) benchUndo(b *testing.B) {
	records := benchRecords(200_000)
	for b.Loop() {
		b.StopTimer()
		s := h.open(b)
		importRecords(b, s, batch("first"), records...)
		b.StartTimer()
		if _, err := s.Undo(b.Context(), brockwell, "first", "analyst", "a mistake", day0); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(len(records))*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}

func (h Harness) benchLogAccess(b *testing.B) {
	s := h.open(b)
	b.SetParallelism(50)
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			if err := s.LogAccess(b.Context(), access("dcs", "child-1")); err != nil {
				b.Error(err)
			}
		}
	})
}
