"""What is measured on pixels and strokes: pure functions, no Django, no clock, no file.

A picture is height × width × BGR as opencv gives it; a region is left, top, width and height as
shares of the whole picture, so that it holds at any size.
"""

import cv2

# Records are measured side by side: threads inside one only cost CPU.
cv2.setNumThreads(1)
