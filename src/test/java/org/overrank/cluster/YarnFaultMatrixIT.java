package org.overrank.cluster;

import java.nio.file.Path;

/** On YARN, with HDFS. */
final class YarnFaultMatrixIT extends FaultMatrix {
  YarnFaultMatrixIT() {
    super("fault-matrix-yarn.md");
  }

  @Override
  Cluster start(Path folder) throws Exception {
    return YarnCluster.start(folder, ClusterSettings.plain());
  }
}
