// Package rules lists the rules with where they are used, and runs one.
package rules
