package engine

import "heed/rulebook"

// placementDimension is the type of placement that a child was in on a row's day. It is the one dimension that is not kept
// with a measure's rows: it is looked up where a question asks for it, as most ask for none and it would be worked out
// again for every measure at every change.
const placementDimension = "placement"

// placementView is the rulebook view that says where a child was placed.
const placementView = "placement_spell"

// byPlacement asks for rows with their placement, whatever it is.
var byPlacement = Slice{Dimension: placementDimension}

// wanted lists the rules that a slice of a measure is read from.
func (e *Engine) wanted(r *rulebook.Rule, s Slice) []*rulebook.Rule {
	if s.Dimension == placementDimension && e.isView(placementView) {
		return []*rulebook.Rule{r, e.cfg.Book.Rule(placementView)}
	}
	return []*rulebook.Rule{r}
}

// rowsFor names what a slice of a measure is read from: the measure's rows, with the placement where it is asked for.
func (e *Engine) rowsFor(w *workspace, r *rulebook.Rule, s Slice) string {
	if s.Dimension != placementDimension {
		return w.measured(r.ID)
	}
	if !r.AboutChild() || !e.isView(placementView) || w.isBroken(placementView) != nil {
		return "(select *, 'Not known' as placement from " + w.measured(r.ID) + ")"
	}
	// The day a placement ends still counts as in it, so that children who leave care are told by where they left from;
	// where another began that day, the asof join takes that one.
	return `(select m.*, case
	    when p.placed is null or p.spell.ended_on < m.on_date then 'Not looked after'
	    when p.spell.short_breaks then 'Short breaks'
	    else coalesce(p.spell.placement_group, 'Not known') end as placement
	from ` + w.measured(r.ID) + ` m asof left join (
	    select subject_id as placed, started_on,
	        arg_max({'ended_on': ended_on, 'placement_group': placement_group, 'short_breaks': short_breaks}, placement_id) as spell
	    from ` + w.table(placementView) + ` group by subject_id, started_on
	) p on m.subject_id = p.placed and m.on_date >= p.started_on)`
}

// markOf tells when what a slice of a measure is read from was last evaluated.
func markOf(w *workspace, id string, s Slice) int64 {
	if s.Dimension == placementDimension {
		return w.marks.of(id, placementView)
	}
	return w.marks.of(id)
}
