"""The quarters after a session as an ordinary Mesa user would write them: agents with attributes, and loops.

It exists to be compared with: the quarters are the slice that every peer plays, and the engine is the only thing
that differs.  The session before them is played by Démarche, and the loops begin where it ends.  They read the same
compiled facts, and `bench.agreement` holds what comes out of them to what comes out of Démarche, in distribution.
Nothing in the loops calls a rule or a doctrine of Démarche.

Left out, which makes the loops faster than they would be: pacts, and with them conduct under a text, measures, beliefs
and pledge strategies (whoever votes for a resolution is party to nothing, so that the scenario that is compared has no
pact, and facts.py refuses those that have one); judging whether acts are in order; reasons; the log.
"""
