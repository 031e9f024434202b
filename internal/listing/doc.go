// Package listing cuts long lists into pages and counts the choices of their filters.
package listing
