// Package drift finds children who have been left to wait: on plans, in proceedings, for permanence.
package drift
