// Package home gives each kind of person what they see first.
package home
