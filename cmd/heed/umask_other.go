//go:build !unix

package main

// keepPrivate does nothing where files have no modes: the folder's own rights hold.
func keepPrivate() {}
