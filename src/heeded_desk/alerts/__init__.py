"""What must reach somebody today: alerts, clocks that run out, the hand-over of a shift."""
