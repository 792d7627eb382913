"""What the worker can do, a module for each kind of job; each handler runs in a process of its own.

Called as handler(payload, progress, cancelled); the payload holds what was asked for and the number of the job. A
handler returns the key of its result, None when it was cancelled before there was one.
"""
