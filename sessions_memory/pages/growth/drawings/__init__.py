"""What is drawn, as places and words: the calendar, bars by source, a theme's months, and its phases in a sentence.

Pure: counts in, pixels and sentences out, so that no template reckons. What is counted is read by the room above.
"""
