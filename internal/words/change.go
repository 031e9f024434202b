package words

// Direction is which way a value has moved.
type Direction string

// The directions. A change without one has nothing to compare with.
const (
	Up   Direction = "up"
	Down Direction = "down"
	Same Direction = "same"
)

// Change is how a value has moved, as data and in words. Its zero value says that there is nothing to compare with.
type Change struct {
	Direction Direction
	// Size is how far it moved, in the unit of the value and never below nought; percentages move by points.
	Size float64
	// Words say both: "1.7 points below a year ago".
	Words string
}
