package disclosure

// fewest is the smallest count above nought that is shown to those who may not see rows.
const fewest = 6

// Few says whether a count is so small that a child could be told by it.
func Few(n float64) bool { return n > 0 && n < fewest }
