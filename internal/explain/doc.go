// Package explain says in plain words why a clock, a figure or a child stands as it does.
package explain
