//go:build !linux

package eval

// lowerPriority does nothing where a thread has no priority of its own.
func lowerPriority() {}
