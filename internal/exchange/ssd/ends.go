package ssd

import (
	"heed/catalogue"
	"heed/internal/exchange/intake"
)

// endings are the columns that say when something ended, by object. An extract without one of them never says that anybody left.
var endings = map[string]string{
	"address": "addr_address_end_date", "immigration_status": "immi_immigration_status_end_date", "legal_status": "lega_legal_status_end_date",
	"early_help_episodes": "earl_episode_end_date", "cin_episodes": "cine_close_date", "cin_assessments": "cina_assessment_auth_date",
	"cin_plans": "cinp_cin_plan_end_date", "s47_enquiry": "s47e_s47_end_date", "cp_plans": "cppl_cp_plan_end_date",
	"cla_episodes": "clae_cla_episode_ceased_date", "cla_placement": "clap_cla_placement_end_date", "cla_care_plan": "lacp_cla_care_plan_end_date",
	"missing": "miss_missing_episode_end_date", "involvements": "invo_involvement_end_date", "ehcp_named_plan": "ehcn_named_plan_ceased_date",
}

// ends tells of a file that has no column of when something ended: what it holds then seems to go on for ever. Nothing is said of when it
// ended, so what another source recorded of that stays, and what the extract covers does not take in how things ended.
func (p *part) ends() error {
	column := endings[p.object.Name]
	if _, has := p.columns[column]; has || column == "" {
		return nil
	}
	p.endless[p.object.Name] = true
	return p.fault(intake.Fault{
		Line: 1, Field: column, ValueKind: "column",
		Reason: "the file has no such column, so that nobody in it can be seen to leave: export it too, or everything in it will look as if it went on",
		Effect: catalogue.EffectBlank,
	})
}
