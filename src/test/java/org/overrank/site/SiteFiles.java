package org.overrank.site;

import com.sun.net.httpserver.HttpHandler;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The files of a site as any static server hands them out, which adds .html where it is left out.
 */
final class SiteFiles {
  private SiteFiles() {}

  /** Answers requests with the files of a folder. */
  static HttpHandler under(Path folder) {
    return exchange -> {
      try (exchange) {
        Path file = file(folder, exchange.getRequestURI().getPath());
        if (!Files.isRegularFile(file)) {
          exchange.sendResponseHeaders(404, -1);
          return;
        }
        exchange.getResponseHeaders().set("Content-Type", type(file.toString()));
        exchange.sendResponseHeaders(200, Files.size(file));
        Files.copy(file, exchange.getResponseBody());
      }
    };
  }

  /** The file of a path, whether it is there or not. */
  static Path file(Path folder, String path) {
    Path file = folder.resolve(path.substring(1));
    if (Files.isDirectory(file)) {
      return file.resolve("index.html");
    }
    return Files.exists(file) ? file : folder.resolve(path.substring(1) + ".html");
  }

  private static String type(String name) {
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "html" -> "text/html; charset=utf-8";
      case "js" -> "text/javascript";
      case "css" -> "text/css";
      case "png" -> "image/png";
      case "svg" -> "image/svg+xml";
      case "woff2" -> "font/woff2";
      case "json" -> "application/json";
      default -> "text/plain; charset=utf-8";
    };
  }
}
