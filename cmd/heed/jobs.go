package main

import (
	"fmt"
	"log/slog"
	"time"

	"heed/internal/door"
	"heed/internal/home"
	"heed/internal/imports"
	"heed/internal/jobs"
)

// openJobs opens the work in the background of whoever serves pages. What runs when it is closed may go on for the grace.
func openJobs(s *session, a *door.Door, log *slog.Logger, grace time.Duration) (*jobs.Runner, error) {
	runner, err := jobs.Open(s.ctx, jobs.Config{Door: a, Log: log, Grace: grace, Kinds: append(imports.Jobs(), home.NewDay(a))})
	if err != nil {
		return nil, fmt.Errorf("beginning work in the background: %w", err)
	}
	return runner, nil
}
