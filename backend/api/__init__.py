"""The REST doors: one router package per audience, each with its own OpenAPI document."""
