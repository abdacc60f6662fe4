"""What the messenger is: rules over stored facts, access guards, the unit of work. Knows no TL, no sockets, no HTTP."""
