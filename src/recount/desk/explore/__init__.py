"""What happened where and when, how surely: map, timeline and table are one selection, which the address holds."""
