"""What a trained reader of English sees in a text: words, sentences, trees, names, events. Stands on records, words."""
