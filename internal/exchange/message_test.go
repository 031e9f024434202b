package exchange

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"testing"

	"github.com/google/go-cmp/cmp"

	"heed/catalogue"
)

func TestMessagesAreReadAsTheyWereWritten(t *testing.T) {
	t.Parallel()
	cover := &Coverage{RecordType: "review", Source: "SSDA903 2023-24", Lacks: []string{"a", "b"}}
	cover.From, cover.To, cover.Basis, cover.Assumed = "2023-04-01", "2024-03-31", "It is said", true
	want := []message{
		{Rows: 3},
		{Rows: 1, Record: &catalogue.Record{Type: "review", ID: "1/a", Subject: "1", Body: []byte(`{"a":"b"}`), Silent: []string{"x", "y"}}},
		{Record: &catalogue.Record{Type: "review", ID: "2/a", Subject: "2", Body: []byte(`{}`), Silent: []string{"x", "y"}}},
		{Record: &catalogue.Record{Type: "review", ID: "3/\xff", Body: bytes.Repeat([]byte("x"), 1<<20)}},
		{Rows: 1 << 20, Fault: &Fault{File: "f", Sheet: "s", Line: -1, Cell: "C3", RecordType: "review", Field: "x (X)", ValueKind: "text", Reason: "r", Effect: "e"}},
		{Cover: cover},
	}
	var kept bytes.Buffer
	out := newMessageWriter(&kept)
	for _, m := range want {
		if err := out.write(m); err != nil {
			t.Fatal(err)
		}
	}
	got, err := readMessages(kept.Bytes())
	if !errors.Is(err, io.EOF) || errors.Is(err, errMessage) {
		t.Error("after the last: ", err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	for _, cut := range []int{1, 5, 1 << 19, kept.Len() - 1} {
		whole, err := readMessages(kept.Bytes()[:kept.Len()-cut])
		if err == nil || errors.Is(err, io.EOF) && !errors.Is(err, errMessage) || len(whole) >= len(want) {
			t.Errorf("%d bytes short: %d messages, %v", cut, len(whole), err)
		}
	}
}

// readMessages reads what it can, and gives the error that ended that.
func readMessages(kept []byte) (all []message, err error) {
	in := &messageReader{in: bufio.NewReaderSize(bytes.NewReader(kept), 4096)}
	for {
		m, err := in.read()
		if err != nil {
			return all, err
		}
		all = append(all, m)
	}
}
