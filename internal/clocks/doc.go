// Package clocks lists the clocks of the rulebook's duties, and gives one with all that it takes to see why it stands as it does.
package clocks
