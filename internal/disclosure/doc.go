// Package disclosure decides which numbers are not shown to those who see totals only, so that no child can be told by them. It is pure: it is
// given the counts behind all that a reader can be shown of one measure, whatever pages they stand on, and says what to hide.
//
// A count from 1 to 5 is hidden (Small). What else is hidden keeps such a count from being worked out: [Steps] looks at figures over days that
// overlap or lie next to each other, such as rolling years, and [Parts] at the parts of a figure beside the whole. docs/disclosure.md says in plain
// words what is promised.
package disclosure
