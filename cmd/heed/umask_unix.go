//go:build unix

package main

import "syscall"

// keepPrivate makes every file that this process makes, whichever library makes it, one that only its owner may read.
func keepPrivate() { syscall.Umask(0o077) }
