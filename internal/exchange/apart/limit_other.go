//go:build !linux

package apart

import (
	"os"
	"runtime/debug"

	"heed/internal/exchange/budget"
)

func program() (string, error) { return os.Executable() }

// limit asks Go to keep to the memory of the budget. Only Linux is asked to hold it to that.
func limit() error {
	debug.SetMemoryLimit(budget.MemoryBytes * 3 / 4)
	return nil
}
