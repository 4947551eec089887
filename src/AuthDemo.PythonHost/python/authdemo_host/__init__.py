"""The Python half of AuthDemo.PythonHost: the same in every pattern.

A hosted function takes ``bytes`` and returns ``bytes``. While it runs it may use :mod:`authdemo_host.host` to learn the
call's id and trace context, to report progress and to ask the .NET side.
"""
