package jobs

import "time"

// SetLooks says how often a runner looks whether a new day has begun.
func SetLooks(r *Runner, every time.Duration) { r.looks = every }
