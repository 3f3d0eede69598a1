"""The tests: unit, integration, contract, e2e, architecture, simulation and benchmarks."""
