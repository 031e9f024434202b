// Package disclosure says which numbers are small enough for a child to be told by them.
package disclosure
