"""Which mentions are of one project.

`names` says what a name is compared by, `clusters` which mentions belong together (both without a database), `summary` what
a project is by its mentions, and `linking` writes it. What a person decides about it is in `plans.corrections.joining`.
docs/adr/0004-projects-and-mentions.md says why.
"""
