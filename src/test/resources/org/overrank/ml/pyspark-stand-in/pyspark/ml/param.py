class Param:
    def __init__(self, parent, name, doc, typeConverter=None):
        self.name, self.doc, self.typeConverter = name, doc, typeConverter


class TypeConverters:
    toString, toFloat, toInt, toBoolean = str, float, int, bool


class Params:
    uid = "uid"

    def __init__(self, *args):
        self.defaults, self.values = {}, {}

    @staticmethod
    def _dummy():
        return None

    def _check(self, names):
        for name in names:
            if not isinstance(getattr(self, name, None), Param):
                raise AttributeError(name)

    def _setDefault(self, **values):
        self._check(values)
        self.defaults.update(values)

    def _set(self, **values):
        self._check(values)
        self.values.update(values)
        return self

    def getOrDefault(self, name):
        return self.values.get(name, self.defaults.get(name))
