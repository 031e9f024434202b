package eval

import "syscall"

// leastPriority is how far the thread of quiet work stands back, of 19.
const leastPriority = 10

// lowerPriority makes the thread stand back behind all others of the process. Where the system refuses, quiet work is only less quiet.
func lowerPriority() { _ = syscall.Setpriority(syscall.PRIO_PROCESS, syscall.Gettid(), leastPriority) }
