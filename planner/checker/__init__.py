"""The independent judge of a plan: every rule once more, in plain Python, from the plan file alone.

Written from the sentences of the rules, never from the solver's model. `check.check_plan` is the door; `rules.RULES`
lists what is proved; the arithmetic of the stages is defined in `stages`, that of the tickets in `quotas` and
`minutes`. Nothing here imports a solver, a simulation or an array library.
"""
