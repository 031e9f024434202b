package access

import (
	"fmt"

	"github.com/cedar-policy/cedar-go"
	"github.com/cedar-policy/cedar-go/types"
)

// facts are the two entities that a decision is about. Roles and actions need no facts of their own.
type facts struct{ who, what types.Entity }

// Get gives an entity to Cedar.
func (f *facts) Get(uid types.EntityUID) (types.Entity, bool) {
	switch uid {
	case f.who.UID:
		return f.who, true
	case f.what.UID:
		return f.what, true
	}
	return types.Entity{}, false
}

var (
	personID    = types.NewEntityUID("Person", "who")
	childID     = types.NewEntityUID("Child", "whom")
	authorityID = types.NewEntityUID("Authority", "what")
)

// Asker is a principal made ready to be asked about many children.
type Asker struct {
	policy *Policy
	who    Principal
	entity types.Entity
}

// Asker makes a principal ready.
func (p *Policy) Asker(who Principal) *Asker {
	return &Asker{policy: p, who: who, entity: types.Entity{
		UID:     personID,
		Parents: types.NewEntityUIDSet(types.NewEntityUID("Role", types.String(who.Role))),
		Attributes: types.NewRecord(types.RecordMap{
			"authority": types.String(who.Authority), "id": types.String(who.ID), "account": types.String(who.Account), "by": types.String(who.By),
			"team": types.String(who.TeamID), "service": types.String(who.Service), "role": types.String(who.Role),
		}),
	}}
}

// Allows decides about an action upon an authority's data as a whole.
func (p *Policy) Allows(who Principal, a Action, authority string) Decision {
	asker := p.Asker(who)
	return asker.decide(a, types.Entity{
		UID:        authorityID,
		Attributes: types.NewRecord(types.RecordMap{"authority": types.String(authority)}),
	})
}

// About decides about an action upon a subject or a record made ready.
func (k *Asker) About(a Action, s Subject) Decision { return k.decide(a, s.entity) }

// Subject is what an action is upon, a child, another subject or a record, made ready to be asked about by many principals.
type Subject struct{ entity types.Entity }

// Ready makes a child ready.
func (c Child) Ready() Subject {
	return Subject{types.Entity{UID: childID, Attributes: types.NewRecord(types.RecordMap{
		"authority": types.String(c.Authority), "workers": set(c.Workers),
		"team": types.String(c.TeamID), "service": types.String(c.Service),
		"looked_after": types.Boolean(c.LookedAfter), "missing": types.Boolean(c.Missing), "owed": set(c.Owed),
		"restricted": types.Boolean(c.Restricted), "granted": set(c.Granted), "opened": set(c.Opened),
	})}}
}

func set(ids []string) types.Set {
	values := make([]types.Value, len(ids))
	for i, id := range ids {
		values[i] = types.String(id)
	}
	return types.NewSet(values...)
}

// decide asks Cedar. A policy that cannot be evaluated refuses: nothing is allowed by mistake.
func (k *Asker) decide(a Action, what types.Entity) Decision {
	policies := k.policy.byAction[a]
	decision, why := cedar.Authorize(policies, &facts{k.entity, what}, types.Request{
		Principal: k.entity.UID, Action: actionID(a), Resource: what.UID,
	})
	if len(why.Errors) > 0 {
		return Decision{Policy: string(why.Errors[0].PolicyID), Reason: "the policy cannot be applied"}
	}
	d := Decision{Allowed: decision == types.Allow}
	if len(why.Reasons) == 0 {
		d.Reason = fmt.Sprintf("nothing allows the role of %s to %s here", k.who.Role, a)
		return d
	}
	d.Policy = string(why.Reasons[0].PolicyID)
	for _, n := range policies {
		if n.id == why.Reasons[0].PolicyID {
			d.Reason = n.reason
		}
	}
	return d
}
