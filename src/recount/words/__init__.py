"""What words say, whatever the document: names, numbers, dates, places, likeness. Stands on records only."""
