"""One module per step of a journey, named as the step, with one class named as the module."""
