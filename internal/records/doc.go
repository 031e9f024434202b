// Package records lists, writes, corrects and withdraws single records.
package records
