/*---
id: adopted_child
kind: view
title: Children said to be adopted
area: permanence and adoption
subject: child
reads: [episode, period_of_care, cin_episode, adoption]
about: >-
  One row for each number that any source says is of a child who was adopted, on whatever day: care ended by adoption (E11,
  E12), a need was closed by it (RC1), or the looked-after return tells of it. An adopted child may have a new identity, so
  that what this number and another share does not show them to be of one child. Heed reads it before it brings the numbers
  of one child together.
---*/
select subject_id
from episode
where end_reason in ('E11', 'E12')
union
select subject_id
from period_of_care
where end_reason in ('E11', 'E12')
union
select subject_id
from cin_episode
where closure_reason = 'RC1'
union
select subject_id
from adoption
