"""The roster edited in a spreadsheet, handed back: findings, a preview of the changes, a new draft."""
