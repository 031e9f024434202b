// Package figures gives the figures of the rulebook's measures: the value with its rows, trend, parts, comparators and what others claimed.
// A figure is worked out from its rows and from nothing else.
package figures
