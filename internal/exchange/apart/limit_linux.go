package apart

import (
	"bytes"
	"fmt"
	"os"
	"runtime/debug"
	"syscall"

	"heed/internal/exchange/budget"
)

// program is what this process runs, even where a newer one has taken its place on the disk.
func program() (string, error) { return "/proc/self/exe", nil }

// limit holds this process to the memory and the output of the budget. The limit is of data, as Go takes far more addresses than memory, and goes
// on top of what the program takes before it has read anything.
func limit() error {
	own, err := data()
	if err != nil {
		return err
	}
	debug.SetMemoryLimit(budget.MemoryBytes * 3 / 4)
	for resource, most := range map[int]uint64{
		syscall.RLIMIT_DATA: own + budget.MemoryBytes, syscall.RLIMIT_FSIZE: budget.KeptBytes + 64<<20, syscall.RLIMIT_CORE: 0,
	} {
		if err := syscall.Setrlimit(resource, &syscall.Rlimit{Cur: most, Max: most}); err != nil {
			return fmt.Errorf("setting a limit: %w", err)
		}
	}
	return nil
}

// data is how much the process has mapped that counts as data, in bytes.
func data() (uint64, error) {
	text, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0, err
	}
	_, after, _ := bytes.Cut(text, []byte("VmData:"))
	var kB uint64
	if _, err := fmt.Sscan(string(after[:min(len(after), 40)]), &kB); err != nil {
		return 0, fmt.Errorf("reading how much memory there is: %w", err)
	}
	return kB << 10, nil
}
