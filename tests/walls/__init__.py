"""The walls of the house: who may import what, and what no source file may hold."""
