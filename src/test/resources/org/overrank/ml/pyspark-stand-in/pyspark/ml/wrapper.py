from pyspark.ml.param import Params


class JavaWrapper:
    @staticmethod
    def _new_java_obj(name, *args):
        return name


class JavaEstimator(JavaWrapper, Params):
    pass


class JavaModel(JavaWrapper, Params):
    def __init__(self, java=None):
        super().__init__()
        self._java_obj = java
