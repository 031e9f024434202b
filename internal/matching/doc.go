// Package matching lists the numbers that are, or may be, of one child, and records what a person decides of them.
package matching
