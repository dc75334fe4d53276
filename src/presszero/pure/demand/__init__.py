"""How many will come: interval series, forecasts with bands, backtests, events and the rest of today."""
