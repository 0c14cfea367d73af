"""The rules of one Démarche scenario as an ordinary Mesa user would write them: agents with attributes, and loops.

It exists to be compared with: the engine is the only thing that differs.  It reads the same compiled facts, and
`bench.agreement` holds what comes out of it to what comes out of Démarche, in distribution.  Nothing here calls a rule
or a doctrine of Démarche; what everybody could look up is looked up, and worked out once.

Left out, which makes the loops faster than they would be: judging whether acts are in order; reasons; the log.  Left
out because `dual-track-2018` has none of it: motions, estimates of costs and reconsideration (level 4), chairs and
observers, bodies that decide by consensus or by signature, pledge strategies, standing pacts.  A scenario that needs
one of them is refused.
"""
