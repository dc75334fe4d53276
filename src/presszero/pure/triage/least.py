"""How little can be learned from; it stands apart, so that whoever only asks loads no model."""

LEAST_MESSAGES = 20
LEAST_TOPICS = 2
LEAST_OF_A_TOPIC = 3
