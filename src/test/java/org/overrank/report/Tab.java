package org.overrank.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A browser that stays open, asked through its DevTools protocol. */
public final class Tab implements AutoCloseable, WebSocket.Listener {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long PATIENCE_SECONDS = 300;
  private static final long POLL_MILLIS = 20;

  private final Process process;
  private final WebSocket socket;
  private final StringBuilder message = new StringBuilder();
  private final AtomicInteger last = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();
  private final List<String> complaints = new CopyOnWriteArrayList<>();

  private Tab(Process process, Path profile) throws Exception {
    this.process = process;
    Path port = profile.resolve("DevToolsActivePort");
    await(() -> Files.exists(port) && Files.readAllLines(port).size() > 1);
    URI pages = URI.create("http://127.0.0.1:" + Files.readAllLines(port).get(0) + "/json/list");
    String address;
    try (InputStream list = pages.toURL().openStream()) {
      address = JSON.readTree(list).get(0).path("webSocketDebuggerUrl").asText();
    }
    socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(URI.create(address), this)
            .get();
    for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
      ask(domain + ".enable", Map.of());
    }
  }

  /** What may take a while. */
  @FunctionalInterface
  private interface Condition {
    boolean holds() throws Exception;
  }

  static Tab open(List<String> command, Path profile) throws Exception {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(profile.resolveSibling("tab.log").toFile())
            .start();
    try {
      return new Tab(process, profile);
    } catch (Exception | Error e) {
      process.destroyForcibly();
      throw e;
    }
  }

  private static void await(Condition condition) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!condition.holds()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("the browser did not answer");
      }
      Thread.sleep(POLL_MILLIS);
    }
  }

  private JsonNode ask(String method, Map<String, Object> parameters) throws Exception {
    int id = last.incrementAndGet();
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    asked.put(id, answer);
    ObjectNode question = JSON.createObjectNode().put("id", id).put("method", method);
    question.set("params", JSON.valueToTree(parameters));
    socket.sendText(question.toString(), true).get();
    return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean whole) {
    message.append(text);
    if (whole) {
      try {
        take(JSON.readTree(message.toString()));
      } catch (IOException e) {
        complaints.add("not JSON: " + message);
      }
      message.setLength(0);
    }
    from.request(1);
    return CompletableFuture.completedFuture(null);
  }

  private void take(JsonNode said) {
    CompletableFuture<JsonNode> answer = asked.remove(said.path("id").asInt());
    if (answer != null) {
      answer.complete(said.path("result"));
      return;
    }
    JsonNode what = said.path("params");
    boolean complains =
        switch (said.path("method").asText()) {
          case "Runtime.exceptionThrown" -> true;
          case "Runtime.consoleAPICalled" -> what.path("type").asText().matches("error|warning");
          case "Log.entryAdded" -> what.path("entry").path("level").asText().equals("error");
          case "Network.loadingFailed" -> !what.path("canceled").asBoolean();
          default -> false;
        };
    if (complains) {
      complaints.add(said.toString());
    }
  }

  /**
   * The value of an expression of JavaScript, which may be a promise.
   *
   * @param expression of the page that is open
   * @return its value as text
   */
  public String value(String expression) throws Exception {
    JsonNode answer =
        ask(
            "Runtime.evaluate",
            Map.of("expression", expression, "awaitPromise", true, "returnByValue", true));
    return answer.path("result").path("value").asText();
  }

  /** Waits until an expression of JavaScript is true. */
  public void await(String expression) throws Exception {
    await(() -> value("Boolean(" + expression + ")").equals("true"));
  }

  /**
   * Opens a page and waits until something is true of it.
   *
   * @param address of the page
   * @param isThere an expression of JavaScript
   * @return what the browser complained of
   */
  public List<String> visit(String address, String isThere) throws Exception {
    complaints.clear();
    ask("Page.navigate", Map.of("url", address));
    await("location.href.startsWith('" + address + "') && document.readyState == 'complete'");
    await(isThere);
    value("new Promise(done => requestAnimationFrame(() => setTimeout(done, 0)))");
    return List.copyOf(complaints);
  }

  /**
   * Opens a page of this machine and lets its scripts finish.
   *
   * @param page the file; not the one that is open
   * @return the document as it then is
   */
  String document(Path page) throws Exception {
    visit(page.toUri().toString(), "true");
    return value(
        "new XMLSerializer().serializeToString(document.doctype) + '\\n'"
            + " + document.documentElement.outerHTML");
  }

  /** Ends the browser. */
  @Override
  public void close() {
    socket.abort();
    List<ProcessHandle> family = process.descendants().toList();
    process.destroy();
    process.onExit().join();
    family.forEach(ProcessHandle::destroyForcibly);
  }
}
