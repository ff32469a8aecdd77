"""Prints what each class declares: its params with their types and defaults, and its signature."""
import inspect
import json

import overrank
from pyspark.ml.param import Param

declared = {}
for name in ("MatrixCompletion", "MatrixCompletionModel", "MatrixSensing", "MatrixSensingModel"):
    stage = getattr(overrank, name)
    assert stage.__module__ == "org.overrank.ml", stage.__module__
    params = {p: getattr(stage, p) for p in dir(stage) if isinstance(getattr(stage, p), Param)}
    for key, param in params.items():
        assert key == param.name and param.doc and stage.__doc__, key
        title = key[0].upper() + key[1:]
        assert callable(getattr(stage, "get" + title)) and callable(getattr(stage, "set" + title))
    made = stage()
    declared[name] = {
        "types": {key: param.typeConverter.__name__ for key, param in params.items()},
        "defaults": made.defaults,
        "signature": {
            key: parameter.default
            for key, parameter in inspect.signature(stage.__init__).parameters.items()
            if parameter.kind is inspect.Parameter.KEYWORD_ONLY
        },
    }
print(json.dumps(declared))
