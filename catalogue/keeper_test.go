package catalogue_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"heed/catalogue"
)

func loaded(t *testing.T) *catalogue.Catalogue {
	t.Helper()
	c, err := catalogue.Load()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// A type that maps more than its subject to a standard comes in returns and datasets, which case systems make.
func TestWhatAReturnOrADatasetFillsIsKeptByTheCaseSystem(t *testing.T) {
	t.Parallel()
	for _, ty := range loaded(t).Types {
		mapped := slices.ContainsFunc(ty.Fields, func(f *catalogue.Field) bool {
			return f.Type != catalogue.FieldSubject && len(f.Maps) > 0
		})
		if mapped && ty.KeptBy != catalogue.KeptByCaseSystem {
			t.Errorf("%s maps to a standard and is kept by %s", ty.ID, ty.KeptBy)
		}
	}
}

// Who keeps a type decides who may write it, so it does not change unnoticed.
func TestWhatHeedKeepsItselfIsWhatNoCaseSystemHoldsWell(t *testing.T) {
	t.Parallel()
	var kept []string
	for _, ty := range loaded(t).Types {
		if ty.KeptBy == catalogue.KeptByHeed {
			kept = append(kept, ty.ID)
		}
	}
	slices.Sort(kept)
	want := []string{
		"access_grant", "access_review", "account", "account_review", "account_role", "acting_for", "audit", "authority_report", "child_view", "conference_invitation", "decision", "dispute", "emergency_access",
		"identity_decision", "import_withdrawal", "panel_meeting", "panel_report", "population", "population_group", "protection_team_involvement",
		"record_coverage", "restriction", "saved_columns", "school_term", "series_renaming", "serious_event", "setting", "temporary_approval",
	}
	if diff := cmp.Diff(want, kept); diff != "" {
		t.Errorf("types kept by Heed (-want +got):\n%s", diff)
	}
}

// What gives rights comes in no file, so that a type does not begin or cease to give them unnoticed.
func TestWhatGivesRightsIsKeptByHeed(t *testing.T) {
	t.Parallel()
	var gives []string
	for _, ty := range loaded(t).Types {
		if ty.GivesRights {
			gives = append(gives, ty.ID)
		}
	}
	if diff := cmp.Diff([]string{catalogue.RecordGrant, catalogue.RecordAccount, catalogue.RecordAccountReview, catalogue.RecordRole, catalogue.RecordActing, catalogue.RecordEmergency, catalogue.RecordRestriction}, gives); diff != "" {
		t.Errorf("types that give rights (-want +got):\n%s", diff)
	}
}
