"""The recipe of the speaker models: published weights in, small ONNX files out."""
