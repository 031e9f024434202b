package parquetrows

import (
	"bytes"
	"errors"
	"io"
	"testing"

	"github.com/parquet-go/parquet-go"
)

// inMemory is a file that is held in memory.
type inMemory struct{ *bytes.Reader }

func (inMemory) Close() error { return nil }

// readThrough reads a file to its end or its first error.
func readThrough(text []byte) error {
	r, err := Open(inMemory{bytes.NewReader(text)}, int64(len(text)))
	if err != nil {
		return err
	}
	for {
		if _, err = r.Next(); err != nil {
			break
		}
	}
	if errors.Is(err, io.EOF) {
		err = nil
	}
	return errors.Join(err, r.Close())
}

func TestADamagedFileIsAnErrorAndNeverAPanic(t *testing.T) {
	t.Parallel()
	type row struct {
		ID   string `parquet:"pers_person_id"`
		Name string `parquet:"pers_forename,optional"`
	}
	var whole bytes.Buffer
	if err := parquet.Write(&whole, []row{{"1", "Given"}, {"2", ""}, {"3", "Other"}}); err != nil {
		t.Fatal(err)
	}
	if err := readThrough(whole.Bytes()); err != nil {
		t.Fatal(err)
	}
	panics := 0
	for i := range whole.Len() {
		for _, b := range []byte{0x00, 0x7f, 0xff} {
			damaged := bytes.Clone(whole.Bytes())
			damaged[i] = b
			if errors.Is(readThrough(damaged), ErrDamaged) {
				panics++
			}
		}
	}
	if panics == 0 {
		t.Error("no damage brought the library to panic, so this proves nothing")
	}
	t.Logf("%d of %d damaged files", panics, 3*whole.Len())
}
