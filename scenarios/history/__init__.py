"""Real roll calls: a model of the vote fitted on them, forecasts of others, and how good those were."""
