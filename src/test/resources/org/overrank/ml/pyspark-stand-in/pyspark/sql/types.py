DoubleType = LongType = StringType = StructField = StructType = object
