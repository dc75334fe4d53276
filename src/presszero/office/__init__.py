"""The face of leads, planners, leaders and operators."""
