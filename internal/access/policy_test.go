package access_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"heed/internal/access"
)

func load(tb testing.TB) *access.Policy {
	tb.Helper()
	p, err := access.Load()
	if err != nil {
		tb.Fatal(err)
	}
	return p
}

func principal(role access.Role) access.Principal {
	return access.Principal{ID: "W1", Account: "A1", Role: role, Authority: "990", TeamID: "T1", Service: "Care"}
}

// relationships are the ways in which a person and a child can stand to each other.
var relationships = map[string]access.Child{
	"no relationship":              {Authority: "990", Workers: []string{"W7"}, TeamID: "T7", Service: "Other"},
	"nobody allocated":             {Authority: "990"},
	"allocated":                    {Authority: "990", Workers: []string{"W7", "W1"}, TeamID: "T7", Service: "Other"},
	"in the team":                  {Authority: "990", Workers: []string{"W7"}, TeamID: "T1", Service: "Other"},
	"in the service":               {Authority: "990", Workers: []string{"W7"}, TeamID: "T7", Service: "Care"},
	"looked after":                 {Authority: "990", LookedAfter: true},
	"missing":                      {Authority: "990", Missing: true},
	"all, of another council":      {Authority: "208", Workers: []string{"W1"}, TeamID: "T1", Service: "Care", LookedAfter: true, Missing: true, Granted: []string{"W1"}},
	"all, restricted":              {Authority: "990", Workers: []string{"W1"}, TeamID: "T1", Service: "Care", LookedAfter: true, Missing: true, Restricted: true, Granted: []string{"W7"}},
	"all, with a grant":            {Authority: "990", Workers: []string{"W1"}, TeamID: "T1", Service: "Care", LookedAfter: true, Missing: true, Restricted: true, Granted: []string{"W1"}},
	"a grant, but no relationship": {Authority: "990", Restricted: true, Granted: []string{"W1"}},
}

var (
	allocated = []access.Role{access.SocialWorker, access.PersonalAdviser, access.FamilySupportWorker, access.ReviewingOfficer, access.ConferenceChair}
	whole     = []access.Role{access.Director, access.Analyst, access.Inspector, access.System}
	nearby    = slices.Concat(allocated, []access.Role{access.TeamManager, access.LookedAfterNurse, access.MissingCoordinator})
	everyone  = slices.Concat(nearby, whole, []access.Role{access.HeadOfService}, owners())
)

// totalsOnly are the roles that see no child.
var totalsOnly = []access.Role{access.ElectedMember, access.Partner, access.InvitedAgency, access.SafeguardingPartners, access.Administrator}

// owners are the roles of which no policy speaks by name: they own duties of the rulebook. Outside bodies own some, and see totals.
func owners() []access.Role {
	return slices.DeleteFunc(slices.Clone(access.Roles[slices.Index(access.Roles, access.System)+1:]), func(r access.Role) bool {
		return r == access.InvitedAgency || r == access.SafeguardingPartners
	})
}

func with(more ...access.Role) []access.Role { return slices.Concat(whole, more) }

// reads says who may open the record of a child they stand so to; names, who may see the child's name.
var reads = map[string][]access.Role{
	"no relationship": whole, "nobody allocated": whole, "allocated": with(allocated...), "in the team": with(access.TeamManager),
	"in the service": with(access.HeadOfService), "looked after": with(access.LookedAfterNurse), "missing": with(access.MissingCoordinator),
	"all, of another council": nil, "all, restricted": {access.System}, "all, with a grant": withoutOwners(everyone), "a grant, but no relationship": whole,
}

var names = map[string][]access.Role{
	"no relationship": keeper, "nobody allocated": keeper, "in the service": keeper, "all, restricted": keeper,
	"a grant, but no relationship": keeper, "allocated": also(allocated...), "in the team": also(access.TeamManager),
	"looked after": also(access.LookedAfterNurse), "missing": also(access.MissingCoordinator), "all, with a grant": also(nearby...),
}

// withoutOwners leaves out those who see no child but the ones to whom their role owes something.
func withoutOwners(roles []access.Role) []access.Role {
	return slices.DeleteFunc(slices.Clone(roles), func(r access.Role) bool { return slices.Contains(owners(), r) })
}

// sensitive says who may read records that are sensitive in themselves.
var sensitive = map[string][]access.Role{
	"no relationship": keeper, "nobody allocated": keeper, "allocated": keeper, "in the team": keeper, "in the service": keeper,
	"looked after": keeper, "missing": keeper, "all, restricted": keeper, "all, with a grant": everyone, "a grant, but no relationship": everyone,
}

var keeper = []access.Role{access.System}

// onDuty are the roles that may open a restricted record in an emergency.
var onDuty = []access.Role{access.TeamManager, "service manager", "emergency duty team"}

func also(more ...access.Role) []access.Role { return slices.Concat(keeper, more) }

func TestEveryRoleSeesExactlyTheChildrenItShould(t *testing.T) {
	t.Parallel()
	p := load(t)
	for relationship, child := range relationships {
		for _, role := range access.Roles {
			for action, table := range map[access.Action]map[string][]access.Role{access.ReadChild: reads, access.ReadName: names, access.ReadSensitive: sensitive} {
				d := p.Asker(principal(role)).About(action, child.Ready())
				if want := slices.Contains(table[relationship], role); d.Allowed != want {
					t.Errorf("%s, %s, %s: allowed %v (%s), want %v", role, action, relationship, d.Allowed, d.Policy, want)
				}
				if d.Reason == "" {
					t.Errorf("%s, %s, %s: no reason", role, action, relationship)
				}
			}
		}
	}
}

func TestARoleSeesTheChildrenToWhomItOwesSomethingWithoutTheirNames(t *testing.T) {
	t.Parallel()
	p := load(t)
	never := append([]access.Role{access.TeamManager, access.HeadOfService}, totalsOnly...)
	for _, role := range access.Roles {
		owed := access.Child{Authority: "990", Owed: []string{"somebody else", string(role)}}
		asker := p.Asker(principal(role))
		if d := asker.About(access.ReadChild, owed.Ready()); d.Allowed == slices.Contains(never, role) {
			t.Errorf("%s, a child to whom the role owes something: allowed %v (%s)", role, d.Allowed, d.Policy)
		}
		if asker.About(access.ReadName, owed.Ready()).Allowed && role != access.System {
			t.Errorf("%s sees the name of a child to whom the role owes something", role)
		}
		restricted, elsewhere := owed, owed
		restricted.Restricted, elsewhere.Authority = true, "208"
		for title, child := range map[string]access.Child{"a restricted child": restricted, "a child of another council": elsewhere} {
			if asker.About(access.ReadChild, child.Ready()).Allowed && (role != access.System || child.Authority != "990") {
				t.Errorf("%s sees %s to whom the role owes something", role, title)
			}
		}
	}
}

// Whoever opened a restricted record in an emergency opens it in a duty role and in no other, and nobody else does by it.
func TestOnlyAnOpeningInADutyRoleOpensARestrictedRecord(t *testing.T) {
	t.Parallel()
	p := load(t)
	for _, role := range access.Roles {
		if role == access.System {
			continue
		}
		for title, c := range map[string]struct {
			by    string
			child access.Child
			want  bool
		}{
			"opened by them":                        {"A1", access.Child{Authority: "990", Restricted: true, Opened: []string{"A7", "A1"}}, true},
			"opened by somebody else":               {"A1", access.Child{Authority: "990", Restricted: true, Opened: []string{"A7", "A1 for A2"}}, false},
			"opened by nobody":                      {"A1", access.Child{Authority: "990", Restricted: true}, false},
			"opened for a colleague":                {"A1 for A2", access.Child{Authority: "990", Restricted: true, Opened: []string{"A1 for A2"}}, true},
			"opened, by who acts for a colleague":   {"A1 for A2", access.Child{Authority: "990", Restricted: true, Opened: []string{"A1"}}, false},
			"opened, and of another authority":      {"A1", access.Child{Authority: "208", Restricted: true, Opened: []string{"A1"}}, false},
			"opened, and not restricted any more":   {"A1", access.Child{Authority: "990", Opened: []string{"A1"}}, false},
			"opened by nobody, asked for by nobody": {"", access.Child{Authority: "990", Restricted: true, Opened: []string{"A1"}}, false},
		} {
			who := principal(role)
			who.By = c.by
			asker := p.Asker(who)
			want := c.want && slices.Contains(onDuty, role)
			for _, action := range []access.Action{access.ReadChild, access.ReadName} {
				got := asker.About(action, c.child.Ready()).Allowed
				if everybody := !c.child.Restricted && slices.Contains(whole, role); got != want && (!everybody || action != access.ReadChild) {
					t.Errorf("%s, %s, %s: allowed %v", role, title, action, got)
				}
			}
			if asker.About(access.ReadSensitive, c.child.Ready()).Allowed {
				t.Errorf("%s, %s: reads what is sensitive in itself", role, title)
			}
		}
	}
}

func TestEveryRoleDoesExactlyWhatItShould(t *testing.T) {
	t.Parallel()
	leaders := []access.Role{access.Director, access.HeadOfService}
	keepers := []access.Role{access.Analyst, access.System}
	want := map[access.Action][]access.Role{
		access.ReadFigure: access.Roles, access.ReadRule: access.Roles,
		access.ListClocks: everyone, access.ListFindings: everyone, access.ListDrift: everyone, access.ReadFigureRows: everyone, access.Export: everyone,
		access.Import: keepers, access.Rebuild: keepers, access.RunRule: keepers, access.ImportPublished: keepers,
		access.ReadImports:   slices.Concat(keepers, leaders, []access.Role{access.TeamManager, access.Inspector}),
		access.ReadAccessLog: slices.Concat(leaders, []access.Role{access.System}),
		access.DecideMatch:   append(slices.Clone(keepers), access.Director),
		access.UndoImport:    append(slices.Clone(keepers), access.Director),

		access.ManageAccounts:    {access.Administrator, access.System},
		access.DecideRestriction: slices.Concat(leaders, []access.Role{access.System}), access.OpenInEmergency: onDuty,
		access.ManageJobs: {access.Administrator, access.System},
	}
	p := load(t)
	for _, action := range access.Actions {
		if action == access.ReadSubject {
			continue // it is upon a subject
		}
		for _, role := range access.Roles {
			if d := p.Allows(principal(role), action, "990"); d.Allowed != slices.Contains(want[action], role) {
				t.Errorf("%s, %s: allowed %v (%s), want %v", role, action, d.Allowed, d.Policy, !d.Allowed)
			}
			if p.Allows(principal(role), action, "208").Allowed {
				t.Errorf("%s, %s: allowed in another authority", role, action)
			}
		}
	}
}

func TestRecordsAreForThoseWhoKeepThemAndRightsForThoseWhoGiveThem(t *testing.T) {
	t.Parallel()
	p := load(t)
	keepers := []access.Role{access.Analyst, access.System}
	administrators := []access.Role{access.Administrator, access.System}
	deciders := []access.Role{access.Director, access.HeadOfService, access.System}
	overseers := []access.Role{access.Director, access.HeadOfService, access.System}
	cases := []struct {
		action access.Action
		record access.Record
		want   []access.Role
	}{
		{access.ReadRecord, access.Record{Authority: "990", Type: "cp_visit", KeptBy: "case system", About: "child"}, keepers},
		{access.WriteRecord, access.Record{Authority: "990", Type: "cp_visit", KeptBy: "case system", About: "child"}, keepers},
		{access.WriteRecord, access.Record{Authority: "990", Type: "setting", KeptBy: "heed", About: "authority"}, keepers},
		{access.WriteRecord, access.Record{Authority: "990", Type: "access_grant", KeptBy: "heed", GivesRights: true, About: "child"}, deciders},
		{access.WriteRecord, access.Record{Authority: "990", Type: "restriction", KeptBy: "heed", GivesRights: true, About: "child"}, deciders},
		{access.WriteRecord, access.Record{Authority: "208", Type: "restriction", KeptBy: "heed", GivesRights: true, About: "child"}, nil},
		{access.ReadRecord, access.Record{Authority: "990", Type: "restriction", KeptBy: "heed", GivesRights: true, About: "child"}, keepers},
		{access.WriteRecord, access.Record{Authority: "990", Type: "emergency_access", KeptBy: "heed", GivesRights: true, About: "authority"}, slices.Concat(deciders, onDuty)},
		{access.ReadRecord, access.Record{Authority: "990", Type: "emergency_access", KeptBy: "heed", GivesRights: true, About: "authority"}, keeper},
		{access.WriteRecord, access.Record{Authority: "990", Type: "of another kind", KeptBy: "heed", GivesRights: true, About: "child"}, keeper},
		{access.WriteRecord, access.Record{Authority: "208", Type: "cp_visit", KeptBy: "case system", About: "child"}, nil},
		{access.ReadRecord, access.Record{Authority: "990", Type: "account", KeptBy: "heed", GivesRights: true, About: "account", Subject: "A7"}, administrators},
		{access.WriteRecord, access.Record{Authority: "990", Type: "account_role", KeptBy: "heed", GivesRights: true, About: "account", Subject: "A7"}, administrators},
		{access.WriteRecord, access.Record{Authority: "990", Type: "account_role", KeptBy: "heed", GivesRights: true, About: "account", Subject: "A1"}, []access.Role{access.System}},
		{access.ReadRecord, access.Record{Authority: "990", Type: "access_review", KeptBy: "heed", About: "account", Subject: "A7"}, overseers},
		{access.WriteRecord, access.Record{Authority: "990", Type: "access_review", KeptBy: "heed", About: "account", Subject: "A7"}, overseers},
		{access.WriteRecord, access.Record{Authority: "990", Type: "access_review", KeptBy: "heed", About: "account", Subject: "A1"}, nil},
		{access.WriteRecord, access.Record{Authority: "990", Type: "access_review", KeptBy: "heed", About: "account", Subject: principal(access.Director).ID}, nil},
		{access.WriteRecord, access.Record{Authority: "208", Type: "account", KeptBy: "heed", GivesRights: true, About: "account", Subject: "A7"}, nil},
	}
	for _, c := range cases {
		for _, role := range access.Roles {
			if d := p.Asker(principal(role)).About(c.action, c.record.Ready()); d.Allowed != slices.Contains(c.want, role) {
				t.Errorf("%s, %s of %s: allowed %v (%s)", role, c.action, c.record.Type, d.Allowed, d.Policy)
			}
		}
	}
}

func TestOtherSubjectsAreForThoseWhoSeeEveryChild(t *testing.T) {
	t.Parallel()
	p := load(t)
	for _, kind := range []string{"worker", "carer household", "provider", "account", "body", "authority", "panel"} {
		for _, role := range access.Roles {
			own := access.Other{Authority: "990", Kind: kind, ID: "X"}
			if d := p.Asker(principal(role)).About(access.ReadSubject, own.Ready()); d.Allowed != slices.Contains(whole, role) {
				t.Errorf("%s, a %s: allowed %v (%s)", role, kind, d.Allowed, d.Policy)
			}
			own.Owed = []string{string(role)}
			if d := p.Asker(principal(role)).About(access.ReadSubject, own.Ready()); d.Allowed == slices.Contains(totalsOnly, role) {
				t.Errorf("%s, a %s towards which the role owns a duty: allowed %v (%s)", role, kind, d.Allowed, d.Policy)
			}
			own.Authority = "208"
			if p.Asker(principal(role)).About(access.ReadSubject, own.Ready()).Allowed {
				t.Errorf("%s sees a %s of another authority", role, kind)
			}
		}
	}
}

func TestBlankTeamsAndServicesAreNotShared(t *testing.T) {
	t.Parallel()
	p := load(t)
	for _, role := range []access.Role{access.TeamManager, access.HeadOfService, access.SocialWorker} {
		who := access.Principal{ID: "W1", Role: role, Authority: "990"}
		if p.Asker(who).About(access.ReadChild, access.Child{Authority: "990"}.Ready()).Allowed {
			t.Errorf("a %s of no team or service sees a child of no team or service", role)
		}
	}
}

func TestAnUnknownRoleIsRefused(t *testing.T) {
	t.Parallel()
	p := load(t)
	for relationship, child := range relationships {
		if p.Asker(principal("visitor")).About(access.ReadChild, child.Ready()).Allowed {
			t.Errorf("%s: a role that no policy names sees the child", relationship)
		}
	}
}

func TestPoliciesAreCheckedWhenLoaded(t *testing.T) {
	t.Parallel()
	schema := `entity Role; entity Person in [Role] { authority: String }; entity Child { team: String }; entity Authority { authority: String };
		action "read child", "read name", "read sensitive record" appliesTo { principal: Person, resource: Child };
		action "read subject", "read record", "write record", "list clocks", "list findings", "list drift", "read figure", "read figure rows",
			"export", "read rule", "run rule", "read imports", "import", "import published figures", "undo import", "rebuild the engine",
			"read access log", "decide match", "manage accounts", "decide restriction", "open in an emergency", "manage background work" appliesTo { principal: Person, resource: Authority };`
	ok := `@id("a") @reason("r") permit (principal, action == Action::"read child", resource) when { resource.team == "x" };`
	cases := map[string]struct{ policies, want string }{
		"a policy with no name":             {`permit (principal, action, resource);`, "needs an @id"},
		"two of one name":                   {ok + ok, "another policy"},
		"an attribute that a child has not": {strings.ReplaceAll(ok, "resource.team", "resource.tame"), "tame"},
		"an action there is not":            {strings.ReplaceAll(ok, "read child", "read chid"), "chid"},
		"what is not Cedar":                 {"allow everything", "a.cedar"},
		"no policy at all":                  {"", "no policies"},
		"nothing wrong":                     {ok, ""},
	}
	for title, c := range cases {
		t.Run(title, func(t *testing.T) {
			t.Parallel()
			_, err := access.Parse(fstest.MapFS{
				"schema.cedarschema": {Data: []byte(schema)}, "a.cedar": {Data: []byte(c.policies)},
			})
			switch {
			case c.want == "" && err != nil:
				t.Error(err)
			case c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)):
				t.Errorf("got %v, want an error with %q", err, c.want)
			}
		})
	}
}

func BenchmarkDecisionAboutAChild(b *testing.B) {
	p := load(b)
	asker := p.Asker(principal(access.SocialWorker))
	child := relationships["all, with a grant"].Ready()
	for b.Loop() {
		if !asker.About(access.ReadChild, child).Allowed {
			b.Fatal("refused")
		}
	}
}
