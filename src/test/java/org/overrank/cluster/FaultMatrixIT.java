package org.overrank.cluster;

import java.nio.file.Path;

/** On a standalone cluster. */
final class FaultMatrixIT extends FaultMatrix {
  FaultMatrixIT() {
    super("fault-matrix.md");
  }

  @Override
  Cluster start(Path folder) throws Exception {
    return StandaloneCluster.start(folder, ClusterSettings.plain());
  }
}
