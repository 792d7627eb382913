"""Reading a mall's files: `read_mall` gives records, or every finding; `write_template` gives an empty folder."""
