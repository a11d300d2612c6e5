"""What the language model learns from and how: corpora, labels, training. Not part of the package that ships."""
