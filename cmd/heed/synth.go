package main

import (
	"fmt"
	"time"

	"heed/internal/engine"
	"heed/internal/synth"
)

type synthCommand struct {
	output
	Dir      string  `arg:"" help:"The folder to write. heed import reads it."`
	Children int     `default:"2500" help:"How many children the council has ever known over the years."`
	Seed     uint64  `default:"1" help:"The same seed and options write the same files."`
	Years    int     `default:"6" help:"How many whole years of returns; the year under way comes on top."`
	Until    string  `placeholder:"DAY" help:"The last day that is known. Yesterday if not given."`
	Faults   float64 `default:"0.005" help:"The share of rows that have a fault, as real returns do; negative for none."`
}

// Run writes an invented council.
func (c synthCommand) Run(s *session) error {
	until := engine.Today(s.now()).AddDate(0, 0, -1)
	if c.Until != "" {
		day, _, err := asked{AsAt: c.Until}.times()
		if err != nil {
			return usagef("--until %s is not a day: write it as 2026-03-31 or 31/03/2026", c.Until)
		}
		until = day
	}
	made, err := synth.Write(s.ctx, c.Dir, synth.Options{Children: c.Children, Seed: c.Seed, Until: until, Years: c.Years, FaultShare: c.Faults}, nil)
	if err != nil {
		return fmt.Errorf("writing %s: %w", c.Dir, err)
	}
	g := &grid{columns: []string{"year", "submitted", "folder"}}
	for _, y := range made.Years {
		g.add(y.Ending, y.SubmittedAt.UTC().Format(time.RFC3339), y.Dir)
	}
	if c.Output == "table" {
		if _, err := fmt.Fprintf(s.stdout, "%s (%s), an invented council, is in %s with %d faults planted.\nImport it with: heed import %s --authority %s\n\n",
			made.Name, made.Code, c.Dir, len(made.Planted), c.Dir, made.Code); err != nil {
			return err
		}
	}
	return c.print(s.stdout, g)
}
