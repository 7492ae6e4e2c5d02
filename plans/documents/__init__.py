"""A document to read: where its parts are found, and the forms it can be written in. Plain Python over what was read; no queries, no HTTP."""
