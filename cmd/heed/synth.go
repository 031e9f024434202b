package main

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"heed/catalogue"
	"heed/internal/engine"
	"heed/internal/synth"
)

type synthCommand struct {
	output
	Dir      string   `arg:"" help:"The folder to write, new or empty. heed import reads it."`
	Profile  string   `default:"steady" placeholder:"NAME" help:"What the council is like: steady, or lambeth-2015, which has the size, days and figures of the inspection of 2015; steady if not given."`
	Children *int     `placeholder:"N" help:"How many children the council has ever known; 2500 if not given."`
	Seed     uint64   `default:"1" placeholder:"N" help:"The same seed and options write the same files; 1 if not given."`
	Years    *int     `placeholder:"N" help:"How many whole years of returns, 1 to 10, with the year under way on top; 6 if not given."`
	Until    string   `placeholder:"DAY" help:"The last day that is known. Yesterday if not given."`
	Faults   *float64 `placeholder:"SHARE" help:"The share of rows that have a fault, as real returns do: 0 for none, 0.005 if not given, or 0.001 for a profile with figures of its own."`
}

// Run writes an invented council.
func (c synthCommand) Run(s *session) error {
	options, err := c.options(s.now())
	if err != nil {
		return err
	}
	if files, err := os.ReadDir(c.Dir); err == nil && len(files) > 0 {
		return fmt.Errorf("%s is not empty, and returns of two councils must not be mixed: give a new folder", c.Dir)
	}
	made, err := synth.Write(s.ctx, c.Dir, options, nil)
	if err != nil {
		return fmt.Errorf("writing %s: %w", c.Dir, err)
	}
	g := &grid{columns: []string{"year", "submitted", "folder"}}
	for _, y := range made.Years {
		g.add(y.Ending, y.SubmittedAt.UTC().Format(time.RFC3339), y.Dir)
	}
	if c.Output == "table" {
		if _, err := fmt.Fprintf(s.stdout, "%s (%s), an invented council, is in %s, with %s planted.\nImport it with: heed import %s --authority %s\n\n",
			made.Name, made.Code, c.Dir, count(len(made.Planted), "fault"), c.Dir, made.Code); err != nil {
			return err
		}
	}
	return c.print(s.stdout, g)
}

// options makes the options of the flags, after looking whether they can mean anything.
func (c synthCommand) options(now time.Time) (synth.Options, error) {
	o, err := profiled(c.Profile, c.Children, 2500, now)
	if err != nil {
		return o, err
	}
	o.Seed = c.Seed
	if c.Faults != nil {
		o.FaultShare = *c.Faults
	}
	_, own := synth.Until(c.Profile)
	if own && (c.Until != "" || c.Years != nil) {
		return o, usagef("--profile %s has days of its own: leave --until and --years out", c.Profile)
	}
	if !own {
		o.Years = given(c.Years, 6)
	}
	if c.Until != "" {
		day, err := catalogue.ParseDate(c.Until)
		if err != nil {
			return o, usagef("--until %s is not a day: write it as 2026-03-31 or 31/03/2026", c.Until)
		}
		o.Until = day
	}
	switch {
	case !own && (o.Years < 1 || o.Years > 10):
		return o, usagef("--years %d: give 1 to 10", o.Years)
	case o.FaultShare < 0 || o.FaultShare > 1:
		return o, usagef("--faults %g: give a share from 0, for none, to 1", o.FaultShare)
	case !own && (o.Until.Year() < 2015 || o.Until.Year() > 2040):
		return o, usagef("--until %s: give a day from 2015 to 2040", c.Until)
	case c.Faults != nil && o.FaultShare == 0:
		o.FaultShare = -1 // to the package 0 is the usual share
	}
	return o, nil
}

// profiled makes options of a profile: up to yesterday and of the size given, or else of the usual size, unless the profile
// has days and a size of its own.
func profiled(profile string, children *int, usual int, now time.Time) (synth.Options, error) {
	o := synth.Options{Profile: profile}
	_, own := synth.Until(profile)
	switch {
	case !slices.Contains(synth.Profiles(), profile):
		return o, usagef("--profile %s: give %s", profile, strings.Join(synth.Profiles(), " or "))
	case own && children != nil:
		return o, usagef("--profile %s has a size of its own: leave --children out", profile)
	case children != nil && *children < 1:
		return o, usagef("--children %d: a council needs at least one child", *children)
	case !own:
		o.Children, o.Until = given(children, usual), engine.Today(now).AddDate(0, 0, -1)
	}
	return o, nil
}

// given gives the number of a flag, or the usual where it was left out.
func given(flag *int, usual int) int {
	if flag == nil {
		return usual
	}
	return *flag
}
