"""The quarters after a session as an ordinary Mesa user would write them: agents with attributes, and loops.

It exists to be compared with: the quarters are the slice that every peer plays, and the engine is the only thing
that differs.  It is kept to what can follow every change of a rule.  The session before them is played by Démarche;
the loops begin with who is then bound by which text.  They read the same compiled facts, and `bench.agreement`
holds what comes out of them to what comes out of Démarche, in distribution.  Nothing in the loops calls a rule or a
doctrine of Démarche.

Left out, which makes the loops faster than they would be: judging whether acts are in order; reasons; the log; pledge
strategies; pacts that are still on offer.
"""
