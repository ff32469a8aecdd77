class JavaMLReadable:
    pass


class JavaMLWritable:
    pass
