"""The demonstration: a city that does not exist, simulated residents as plain clients, and a moderator.

``city`` reads the data files (see ``docs/demo-data.md``), ``preparation`` brings them into the database, ``server``
runs the real server beside this process, ``residents`` takes part over HTTP, ``director`` leads through the services.
The server knows nothing of all this.
"""
