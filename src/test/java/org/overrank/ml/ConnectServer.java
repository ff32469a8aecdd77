package org.overrank.ml;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.spark.connect.proto.Command;
import org.apache.spark.connect.proto.ExecutePlanRequest;
import org.apache.spark.connect.proto.ExecutePlanResponse;
import org.apache.spark.connect.proto.Fetch;
import org.apache.spark.connect.proto.MlCommand;
import org.apache.spark.connect.proto.MlCommandResult;
import org.apache.spark.connect.proto.MlOperator;
import org.apache.spark.connect.proto.MlParams;
import org.apache.spark.connect.proto.MlRelation;
import org.apache.spark.connect.proto.ObjectRef;
import org.apache.spark.connect.proto.Plan;
import org.apache.spark.connect.proto.Relation;
import org.apache.spark.connect.proto.SQL;
import org.apache.spark.connect.proto.SparkConnectServiceGrpc;
import org.apache.spark.connect.proto.UserContext;
import org.apache.spark.connect.proto.WriteOperation;
import org.sparkproject.connect.grpc.ManagedChannel;
import org.sparkproject.connect.grpc.netty.NettyChannelBuilder;

/** A Spark Connect server of its own, given the jar as users do, and a client of it. */
final class ConnectServer {
  private final Process process;
  private final ManagedChannel channel;
  private final String session = UUID.randomUUID().toString();

  private ConnectServer(Process process, ManagedChannel channel) {
    this.process = process;
    this.channel = channel;
  }

  /** A server whose first call waits until it answers. */
  static ConnectServer start(Path directory) throws Exception {
    InetAddress home = InetAddress.getLoopbackAddress();
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, home)) {
      port = free.getLocalPort();
    }
    Path connect =
        Path.of(MlCommand.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    String spark = Files.readString(Path.of(System.getProperty("spark.classpath.file"))).strip();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("@conf/jvm.args", "-Xmx1g", "-cp", spark + ":" + connect));
    command.addAll(List.of("org.apache.spark.deploy.SparkSubmit", "--master", "local[2]"));
    command.addAll(List.of("--conf", "spark.ui.enabled=false"));
    command.addAll(List.of("--conf", "spark.sql.warehouse.dir=" + directory.resolve("warehouse")));
    command.addAll(List.of("--conf", "spark.connect.grpc.binding.port=" + port));
    command.addAll(List.of("--conf", "spark.connect.grpc.binding.address=127.0.0.1"));
    command.addAll(List.of("--jars", System.getProperty("overrank.jar")));
    command.addAll(List.of("--class", "org.apache.spark.sql.connect.service.SparkConnectServer"));
    command.add("spark-internal");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("server.log").toFile())
            .start();
    return new ConnectServer(
        process, NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build());
  }

  static Relation sql(String query) {
    return Relation.newBuilder().setSql(SQL.newBuilder().setQuery(query)).build();
  }

  /** Fits, and returns the name by which the server knows the model. */
  String fit(String estimator, MlParams params, Relation data) {
    MlOperator operator =
        MlOperator.newBuilder()
            .setName(estimator)
            .setUid("fitted here")
            .setType(MlOperator.OperatorType.OPERATOR_TYPE_ESTIMATOR)
            .build();
    return ml(MlCommand.newBuilder()
            .setFit(
                MlCommand.Fit.newBuilder()
                    .setEstimator(operator)
                    .setParams(params)
                    .setDataset(data)))
        .getOperatorInfo()
        .getObjRef()
        .getId();
  }

  /** What a method of a model without arguments returns. */
  MlCommandResult fetch(String model, String method) {
    return ml(
        MlCommand.newBuilder()
            .setFetch(
                Fetch.newBuilder()
                    .setObjRef(ref(model))
                    .addMethods(Fetch.Method.newBuilder().setMethod(method))));
  }

  void save(String model, Path path) {
    ml(
        MlCommand.newBuilder()
            .setWrite(MlCommand.Write.newBuilder().setObjRef(ref(model)).setPath(path.toString())));
  }

  String load(String modelClass, Path path) {
    MlOperator operator =
        MlOperator.newBuilder()
            .setName(modelClass)
            .setType(MlOperator.OperatorType.OPERATOR_TYPE_MODEL)
            .build();
    return ml(MlCommand.newBuilder()
            .setRead(MlCommand.Read.newBuilder().setOperator(operator).setPath(path.toString())))
        .getOperatorInfo()
        .getObjRef()
        .getId();
  }

  /** The predictions of a model for a table, in no order. */
  List<Double> predictions(String model, Relation data, Path path) throws IOException {
    MlRelation.Transform transform =
        MlRelation.Transform.newBuilder().setObjRef(ref(model)).setInput(data).build();
    Relation made =
        Relation.newBuilder()
            .setMlRelation(MlRelation.newBuilder().setTransform(transform))
            .build();
    run(
        Command.newBuilder()
            .setWriteOperation(
                WriteOperation.newBuilder()
                    .setInput(made)
                    .setSource("json")
                    .setPath(path.toString())
                    .setMode(WriteOperation.SaveMode.SAVE_MODE_ERROR_IF_EXISTS))
            .build());
    List<Double> predictions = new ArrayList<>();
    try (var parts = Files.newDirectoryStream(path, "part-*.json")) {
      for (Path part : parts) {
        for (String line : Files.readAllLines(part)) {
          predictions.add(new ObjectMapper().readTree(line).get("prediction").asDouble());
        }
      }
    }
    return predictions;
  }

  private static ObjectRef ref(String model) {
    return ObjectRef.newBuilder().setId(model).build();
  }

  private MlCommandResult ml(MlCommand.Builder command) {
    MlCommandResult result = MlCommandResult.getDefaultInstance();
    for (ExecutePlanResponse response : run(Command.newBuilder().setMlCommand(command).build())) {
      if (response.hasMlCommandResult()) {
        result = response.getMlCommandResult();
      }
    }
    return result;
  }

  private List<ExecutePlanResponse> run(Command command) {
    Iterator<ExecutePlanResponse> answers =
        SparkConnectServiceGrpc.newBlockingStub(channel)
            .withWaitForReady()
            .withDeadlineAfter(10, TimeUnit.MINUTES)
            .executePlan(
                ExecutePlanRequest.newBuilder()
                    .setSessionId(session)
                    .setUserContext(UserContext.newBuilder().setUserId("test"))
                    .setPlan(Plan.newBuilder().setCommand(command))
                    .build());
    List<ExecutePlanResponse> all = new ArrayList<>();
    answers.forEachRemaining(all::add);
    return all;
  }

  void stop() throws InterruptedException {
    channel.shutdownNow();
    process.destroyForcibly().waitFor();
  }
}
