package apart

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"

	"heed/internal/exchange"
)

// BrokenMain is Main, but for files that are named after what it is to do with them that no reader may.
func BrokenMain() int {
	return serve(func(ctx context.Context, j exchange.Job, to *os.File, out *json.Encoder) said {
		switch filepath.Base(j.Paths[0]) {
		case "eats":
			var all [][]byte
			for {
				all = append(all, make([]byte, 1<<20))
				for i := range all[len(all)-1] {
					all[len(all)-1][i] = 1
				}
			}
		case "panics":
			go func() { panic("the cell Secretname is not expected") }()
			select {}
		case "sleeps":
			select {}
		case "dies":
			_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
		case "leaves":
			os.Exit(0)
		case "babbles":
			fmt.Println("this is no JSON")
		case "floods":
			for {
				_ = out.Encode(said{Step: &exchange.Step{Name: "a step that is said over and over again"}})
			}
		case "fills":
			// As much as a file of the budget may hold is there without a byte of it on the disk.
			if err := to.Truncate(5 << 30); err != nil {
				return said{Failure: exchange.FailureOf(errors.New("the file may not be filled"))}
			}
		case "tells":
			return said{Failure: exchange.FailureOf(errors.New(tell()))}
		}
		return read(ctx, j, to, out)
	})
}

// tell tells what a reader has from whoever started it.
func tell() string {
	var limits [2]syscall.Rlimit
	_ = syscall.Getrlimit(syscall.RLIMIT_DATA, &limits[0])
	_ = syscall.Getrlimit(syscall.RLIMIT_CORE, &limits[1])
	files, _ := os.ReadDir("/proc/self/fd")
	var open []string
	for _, f := range files {
		if to, err := os.Readlink("/proc/self/fd/" + f.Name()); err == nil && filepath.IsAbs(to) {
			open = append(open, to)
		}
	}
	return fmt.Sprintf("data %d, core %d, environment %v, files %v", limits[0].Max, limits[1].Max, os.Environ(), open)
}
