package figures

import "heed/internal/engine"

// What the engine gives is given on as it stands, under these names, since pages reach the engine only through this
// package.
type (
	// Slice is one part of a figure, such as one team's.
	Slice = engine.Slice
	// Figure is the value of a measure, with what it was worked out from.
	Figure = engine.Figure
	// Point is one step of a trend.
	Point = engine.Point
)

// Dimensions lists what every figure can be sliced by.
func Dimensions() []string { return append([]string(nil), engine.Dimensions...) }
