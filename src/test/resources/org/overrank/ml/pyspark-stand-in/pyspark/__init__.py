"""As much of PySpark as the module's classes need to come into being: PythonModuleTest."""
import functools


def keyword_only(call):
    @functools.wraps(call)
    def wrapped(self, *args, **kwargs):
        if args:
            raise TypeError("keywords only")
        self._input_kwargs = kwargs
        return call(self, **kwargs)

    return wrapped
