"""What the pages of growth show: activity, themes, insights, and the person's own words as evidence.

Each module reads rows of one person and gives frozen values; `drawings` says where each stands. Nothing is decided or
written here.
"""
