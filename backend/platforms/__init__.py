"""The storefront side of the integrator platforms, and the sandbox that stands in for one."""
