package store

import (
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/zeebo/xxh3"
)

// DuckDB has a checksum of each block and of each entry of its log, but none that tells a block of before, or one that was never written,
// from the right one. So each file has a sum of the whole beside it, written whenever DuckDB has written the file: when it is
// checkpointed and when it is closed. Between these only the log grows. A file that is not of its sum is made anew from the ledger.

func sumOf(path string) string { return path + ".sum" }

// readSum works out the sum of a file.
func readSum(path string) (string, error) {
	f, err := os.Open(path) //nolint:gosec // the engine's own file
	if err != nil {
		return "", err
	}
	hash := xxh3.New()
	_, err = io.CopyBuffer(struct{ io.Writer }{hash}, struct{ io.Reader }{f}, make([]byte, 1<<20))
	sum := hash.Sum128().Bytes()
	return hex.EncodeToString(sum[:]), errors.Join(err, f.Close())
}

// writeSum writes down the sum of a file as it stands.
func writeSum(path string) error {
	sum, err := readSum(path)
	if err == nil {
		err = os.WriteFile(sumOf(path), []byte(sum), 0o600)
	}
	if err != nil {
		return fmt.Errorf("writing down the sum of the engine's file: %w", err)
	}
	return nil
}

// checkSum says, as errStale, that a file is not as it was when its sum was written down.
func checkSum(path string) error {
	want, err := os.ReadFile(sumOf(path))
	if err != nil {
		return fmt.Errorf("%w: its sum cannot be read: %w", errStale, err)
	}
	got, err := readSum(path)
	if err != nil {
		return fmt.Errorf("reading the engine's file: %w", err)
	}
	if got != string(want) {
		return fmt.Errorf("%w: it is not as Heed last wrote it", errStale)
	}
	return nil
}
