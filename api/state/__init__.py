"""What the service keeps for those who ask: conversations with their answers, feedback, keys (decisions 16 and 17).

Read in this order: `tables`, `migrate` and `database` (the file), `conversations`, `feedback`, `keys`, `retention`,
`service_state` (the whole).
"""
