package chart

import (
	"cmp"
	"slices"
)

// axisLabel is a word under the x-axis.
type axisLabel struct {
	words, anchor string
	x             float64
	start, end    float64 // the room it takes
}

// axisLabels picks the periods to name under the axis: the last always, since it is the one people ask about, then backwards
// every one that has room, at an even step.
func axisLabels(points []Point, f frame, width float64) []axisLabel {
	step, widest := 1, 0.0
	for _, p := range points {
		widest = max(widest, textWidth(p.Label))
	}
	if len(points) > 1 {
		between := (f.right - f.left) / float64(len(points)-1)
		for between*float64(step) < widest+12 && step < len(points) {
			step++
		}
	}
	var labels []axisLabel
	edge := width
	for i := len(points) - 1; i >= 0; i -= step {
		l := axisLabelAt(points[i].Label, f.place(i, 0).x, width)
		if l.end <= edge {
			labels = append(labels, l)
			edge = l.start - 4
		}
	}
	slices.Reverse(labels)
	return labels
}

// axisLabelAt centres words under x, or ends or starts them there where the picture's edge is too near.
func axisLabelAt(words string, x, width float64) axisLabel {
	w := textWidth(words)
	switch {
	case x+w/2 > width:
		return axisLabel{words, "end", x, x - w, x}
	case x-w/2 < 0:
		return axisLabel{words, "start", x, x, x + w}
	default:
		return axisLabel{words, "middle", x, x - w/2, x + w/2}
	}
}

// spread moves heights apart until each is at least gap from the next, keeping their order and, as far as there is room,
// keeping them between top and bottom. It returns them in the order given.
func spread(ys []float64, gap, top, bottom float64) []float64 {
	order := make([]int, len(ys))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(ys[a], ys[b]) })
	moved := slices.Clone(ys)
	least := top
	for _, i := range order {
		moved[i] = max(moved[i], least)
		least = moved[i] + gap
	}
	most := bottom
	for _, i := range slices.Backward(order) {
		moved[i] = min(moved[i], most)
		most = moved[i] - gap
	}
	return moved
}
