// Package children gives what is known of one child: how they stand, what is owed to them, their chronology and their journey.
package children
