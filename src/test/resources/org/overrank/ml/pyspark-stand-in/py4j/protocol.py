class Py4JJavaError(Exception):
    pass
