//go:build !unix

package main

import "os"

// keepPrivate does nothing where files have no modes: the folder's own rights hold.
func keepPrivate() {}

// othersCanRead says no: who may read a file is said by the rights of its folder.
func othersCanRead(os.FileInfo) bool { return false }
