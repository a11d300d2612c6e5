"""From the world to captured bytes, with the facts of custody."""
