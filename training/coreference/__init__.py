"""Which mentions of events in many texts speak of one event: named features, weights learnt from labelled pairs."""
