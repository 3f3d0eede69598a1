"""The console command, as people and scripts run it."""
