//go:build unix

package main

import (
	"os"
	"syscall"
)

// keepPrivate makes every file that this process makes, whichever library makes it, one that only its owner may read.
func keepPrivate() { syscall.Umask(0o077) }

// othersCanRead says whether somebody else than the owner of a file may read it.
func othersCanRead(file os.FileInfo) bool { return file.Mode().Perm()&0o077 != 0 }
